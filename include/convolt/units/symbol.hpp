// SPDX-License-Identifier: BSD-3-Clause
/// Symbols of static units: `symbol_of<decltype(uF / (cm * cm))>` is "uF/cm^2". Products of two or more units print as
/// an SI name or a power of one where there is no doubt (mV*nS is pA, MOhm^2*pA^2 is uV^2), lengths beside it
/// (mS*mV/cm^2 is uA/cm^2); single units and powers stay as they are (1/MOhm).
/// Layer: units.
#pragma once

#include <convolt/units/si.hpp>
#include <convolt/units/spelling.hpp>

#include <cstddef>
#include <string_view>

namespace convolt {
namespace detail {

/// The units whose names stand for products. None is here whose name is one of several of its dimension (Hz, J) or that
/// readers of the product would not expect (mV*ms is no uWb).
template <class... U>
struct product_names {};
using names_of_products = product_names<ampere, volt, ohm, siemens, farad, coulomb, watt, second>;

/// The SI prefixes in steps of a thousand, from 10^-30 to 10^30.
inline constexpr std::string_view thousands[] = {"q", "r", "y", "z", "a", "f", "p", "n", "u", "m", "",
                                                 "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"};

/// A power of a named unit with its prefix: uV^2.
struct named_power {
  std::string_view prefix;
  std::string_view name;
  int exponent = 0;  ///< 0: there is none
};

/// The whole k with dim = of^k, or 0.
constexpr int exponent_of(dimension const& dim, dimension const& of) {
  if (dim.count != of.count || dim.count == 0 || dim.entries[0].twelfths % of.entries[0].twelfths != 0) { return 0; }
  int const k = dim.entries[0].twelfths / of.entries[0].twelfths;
  return of.raised(k) == dim ? k : 0;
}

/// The power of one of the names that has this dimension and scale: positive and low ones first. A template, so that
/// nothing is computed where no symbol is asked for.
template <class... U>
constexpr named_power find_power(product_names<U...>, dimension const& dim, magnitude const& scale) {
  named_power best;
  int tens = 0;
  if (dim.overflowed || scale.overflowed || !is_power_of_ten(scale, tens)) { return best; }
  auto const offer = [&](std::string_view name, int k) {
    if (k == 0 || tens % (3 * k) != 0 || tens / k < -30 || tens / k > 30) { return; }
    bool const better = (k > 0) == (best.exponent > 0) ? k * k < best.exponent * best.exponent : k > 0;
    if (best.exponent == 0 || better) { best = {thousands[tens / k / 3 + 10], name, k}; }
  };
  (offer(unit_traits<U>::symbol(), exponent_of(dim, dimension_of<U>)), ...);
  return best;
}

/// Write the powers, the lengths alone or none of them, behind a named one.
template <class Text, class Powers>
constexpr void write_named(Text& out, named_power const& named, Powers const& powers, bool with_lengths) {
  struct part {
    std::string_view text;
    int twelfths;
    constexpr std::string_view symbol() const { return text; }
  };
  struct parts {
    part list[32]{};
    int count = 0;
    constexpr part const* begin() const { return list; }
    constexpr part const* end() const { return list + count; }
  };
  inline_text<15> name;
  name.append(named.prefix);
  name.append(named.name);
  parts all;
  all.list[all.count++] = {name.view(), 12 * named.exponent};
  for (auto const& p : powers) {
    if (with_lengths && p.decimal_metre().is && all.count < 32) { all.list[all.count++] = {p.symbol(), p.twelfths}; }
  }
  write_product(out, all);
}

/// Write a product by a name, if it has one: every factor has a dimension, the scale is that of a prefix.
template <class Names, class Text, class Powers>
constexpr bool write_name(Text& out, Powers const& powers, dimension const& dim, magnitude const& scale) {
  int metres = 0, others = 0, length = 0, tens = 0;  // the last two in twelfths
  for (auto const& p : powers) {
    if (!p.dimensional()) { return false; }
    decimal_metre const m = p.decimal_metre();
    ++(m.is ? metres : others);
    length += m.is ? p.twelfths : 0;
    tens += m.is ? p.twelfths * m.tens : 0;
  }
  if (metres + others < 2) { return false; }
  named_power named = find_power(Names{}, dim, scale);
  bool const whole = named.exponent != 0;
  if (!whole) {
    if (metres == 0 || others < 2 || tens % 12 != 0) { return false; }
    named = find_power(Names{}, dim / dim::length.raised(length, 12), scale / mag(10).raised(tens / 12));
    if (named.exponent == 0) { return false; }
  }
  write_named(out, named, powers, !whole);
  return true;
}

/// A factor of a static unit.
struct static_power {
  std::string_view text;
  int twelfths;
  bool has_dimension;
  convolt::detail::decimal_metre metre;
  constexpr std::string_view symbol() const { return text; }
  constexpr bool dimensional() const { return has_dimension; }
  constexpr convolt::detail::decimal_metre decimal_metre() const { return metre; }
};

template <class List>
struct static_powers;
template <class... F>
struct static_powers<factor_list<F...>> {
  static constexpr std::size_t room =
      (std::size_t{32} + ... + (unit_traits<typename factor<F>::unit>::symbol().size() + 24));
  static constexpr static_power entries[] = {
      {unit_traits<typename factor<F>::unit>::symbol(), factor<F>::n * 12 / factor<F>::d,
       dimension_of<typename factor<F>::unit>.count != 0,
       as_decimal_metre(dimension_of<typename factor<F>::unit>, magnitude_of<typename factor<F>::unit>)}...};
};

template <class U>
inline constexpr auto roomy_symbol = [] {
  using powers = static_powers<typename factors<U>::type>;
  inline_text<powers::room> t;
  if (!write_name<names_of_products>(t, powers::entries, dimension_of<U>, magnitude_of<U>)) {
    write_product(t, powers::entries);
  }
  return t;
}();

/// The text of the symbol, no longer than it needs to be.
template <class U>
inline constexpr auto stored_symbol = [] {
  inline_text<roomy_symbol<U>.length> t;
  t.append(roomy_symbol<U>.view());
  return t;
}();

}  // namespace detail

template <Unit U, int N, int D>
constexpr std::string_view unit_power<U, N, D>::symbol() {
  return detail::stored_symbol<unit_power>.view();
}
template <Unit... Factors>
constexpr std::string_view unit_product<Factors...>::symbol() {
  return detail::stored_symbol<unit_product>.view();
}

/// The symbol of a static unit, in ASCII: micro is `u`, ohm is `Ohm`, the dimensionless unit is `1`.
template <Unit U>
inline constexpr std::string_view symbol_of = unit_traits<std::remove_cvref_t<U>>::symbol();

}  // namespace convolt
