// SPDX-License-Identifier: BSD-3-Clause
/// Units that are known when the program runs: from a file, from text, from a user. As exact as static units, which
/// convert to it; products and comparisons of the two kinds mix freely.
/// Layer: units.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/units/conversion.hpp>
#include <convolt/units/fwd.hpp>
#include <convolt/units/symbol.hpp>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt {

namespace detail {

class unit_parser;

template <class F>
constexpr spelled_power spell_factor() {
  using U = typename factor<F>::unit;
  static_assert(unit_traits<U>::symbol().size() <= symbol_capacity,
                "convolt: any_unit holds symbols of at most 23 characters");
  return spell(unit_traits<U>::symbol(), factor<F>::n * 12 / factor<F>::d,
               identify(dimension_of<U>, magnitude_of<U>, NamedUnit<U>));
}

/// The factors of a static unit.
template <class List>
inline constexpr spelling static_spelling{};
template <class... F>
inline constexpr spelling static_spelling<factor_list<F...>> = [] {
  static_assert(sizeof...(F) <= std::size_t{spelling::capacity},
                "convolt: any_unit holds products of at most 12 units");
  spelling s;
  (s.multiply_sorted(spell_factor<F>()), ...);
  return s;
}();

[[noreturn]] inline void throw_unit_overflow(std::string_view where, std::string problem, std::string actual) {
  throw unit_error({.category = "unit_overflow",
                    .where = std::string(where),
                    .problem = std::move(problem),
                    .actual = std::move(actual)});
}

}  // namespace detail

/// A unit as a value: exact dimension and magnitude, and the factors by which it is written. It takes no memory beside
/// itself. Results that do not fit (more than 12 factors or base dimensions, exponents that are no twelfths or beyond
/// 4096) throw unit_error "unit_overflow".
class any_unit {
 public:
  /// The dimensionless unit `one`.
  constexpr any_unit() = default;

  template <class U>
    requires(!std::same_as<U, any_unit>) && Unit<U>
  constexpr any_unit(U)  // NOLINT(google-explicit-constructor): every static unit is one
      : dimension_(dimension_of<U>),
        magnitude_(magnitude_of<U>),
        spelling_(detail::static_spelling<typename detail::factors<U>::type>) {}

  /// The unit that a text names, such as "uF/cm^2"; `more` adds units of your own to those of the library.
  /// Throws text_error with the position of the fault. Defined in units/text.hpp.
  static any_unit parse(std::string_view text, std::initializer_list<any_unit> more = {});

  constexpr convolt::dimension const& dimension() const { return dimension_; }
  constexpr convolt::magnitude const& magnitude() const { return magnitude_; }
  /// The factors as they are written.
  constexpr detail::spelling const& factors() const { return spelling_; }

  /// The symbol: units that were parsed print as they were spelled, others by the rules of static units.
  template <class Names = detail::names_of_products>
  constexpr auto symbol() const {
    inline_text<detail::spelling::capacity*(detail::symbol_capacity + 16)> t;
    if (as_spelled_ || !detail::write_name<Names>(t, spelling_, dimension_, magnitude_)) {
      detail::write_product(t, spelling_);
    }
    return t;
  }

  friend constexpr any_unit operator*(any_unit const& a, any_unit const& b) {
    if (b.is_plain_one()) { return a; }
    if (a.is_plain_one()) { return b; }
    any_unit r;
    r.dimension_ = a.dimension_ * b.dimension_;
    r.magnitude_ = a.magnitude_ * b.magnitude_;
    r.spelling_ = a.spelling_.sorted();
    for (detail::spelled_power const& p : b.spelling_) { r.spelling_.multiply_sorted(p); }
    if (r.overflowed()) {
      overflow("the product of two units has too many factors or too high an exponent", a, " * ", b);
    }
    return r;
  }
  friend constexpr any_unit operator/(any_unit const& a, any_unit const& b) { return a * b.raised(-1, 1); }
  /// Units are equal when the same numbers mean the same thing in both, however they are written.
  friend constexpr bool operator==(any_unit const& a, any_unit const& b) {
    return a.dimension_ == b.dimension_ && a.magnitude_ == b.magnitude_;
  }

  /// This unit to the power of n/d.
  constexpr any_unit raised(int n, int d) const {
    any_unit r;
    r.dimension_ = dimension_.raised(n, d);
    r.magnitude_ = magnitude_.raised(n, d);
    r.spelling_ = spelling_.raised(n, d);
    if (r.overflowed()) { bad_power(*this, n, d); }
    return r;
  }

 private:
  friend class detail::unit_parser;

  constexpr bool is_plain_one() const { return spelling_.size() == 0; }
  constexpr bool overflowed() const { return dimension_.overflowed || magnitude_.overflowed || spelling_.overflowed(); }

  [[noreturn]] static void overflow(char const* problem, any_unit const& a, char const* sign, any_unit const& b) {
    detail::throw_unit_overflow("any_unit", problem, detail::joined({a.symbol().view(), sign, b.symbol().view()}));
  }
  [[noreturn]] static void bad_power(any_unit const& u, int n, int d) {
    detail::throw_unit_overflow(
        "pow", "gives exponents beyond 4096 or not a multiple of 1/12",
        detail::joined({"(", u.symbol().view(), ")^(", std::to_string(n), "/", std::to_string(d), ")"}));
  }

  convolt::dimension dimension_{};
  convolt::magnitude magnitude_{};
  detail::spelling spelling_{};
  bool as_spelled_ = false;
};

/// u^(n/d), u^(N/D) and the square root of a unit that is a value.
constexpr any_unit pow(any_unit const& u, int n, int d = 1) { return u.raised(n, d); }
template <int N, int D = 1, std::same_as<any_unit> U>
constexpr any_unit pow(U const& u) {
  return u.raised(N, D);
}
template <std::same_as<any_unit> U>
constexpr any_unit sqrt(U const& u) {
  return u.raised(1, 2);
}

/// Whether two units measure the same, one of which is known when the program runs.
template <AnyUnit U, AnyUnit V>
  requires(!Unit<U> || !Unit<V>)
constexpr bool same_dimension(U const& u, V const& v) {
  return any_unit(u).dimension() == any_unit(v).dimension();
}

/// The symbol of a unit as a string.
inline std::string to_string(any_unit const& u) { return std::string(u.symbol().view()); }
template <Unit U>
std::string to_string(U) {
  return std::string(symbol_of<U>);
}
/// Units print as their symbols.
template <class Traits, AnyUnit U>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& os, U const& u) {
  return os << convolt::to_string(u);
}

namespace detail {

/// The checked scale between two units that are values; `where` is the function that needs it.
template <class T>
constexpr scale<T> checked_conversion(std::string_view where, any_unit const& from, any_unit const& to) {
  if (from.dimension() != to.dimension()) {
    throw unit_error({.category = "unit_mismatch",
                      .where = std::string(where),
                      .problem = "the units measure different things",
                      .expected = to_string(to),
                      .actual = to_string(from)});
  }
  scale<T> const s = conversion_scale<T>(from.magnitude(), to.magnitude());
  if (!is_usable(s)) {
    throw unit_error({.category = "unit_overflow",
                      .where = std::string(where),
                      .problem = std::integral<T> ? "these integers have no whole factor between the units"
                                                  : "the factor between the units leaves the range of the numbers",
                      .expected = to_string(to),
                      .actual = to_string(from)});
  }
  return s;
}

}  // namespace detail

/// The scale that turns numbers in `from` into numbers in `to`, at least one of which is only known now. Throws
/// unit_error: "unit_mismatch" for units of different dimensions, "unit_overflow" where T holds no such factor.
template <ScaleNumber T, AnyUnit From, AnyUnit To>
  requires(!Unit<From> || !Unit<To>)
constexpr scale<T> conversion(From const& from, To const& to) {
  return detail::checked_conversion<T>("conversion", any_unit(from), any_unit(to));
}

}  // namespace convolt
