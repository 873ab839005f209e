// SPDX-License-Identifier: BSD-3-Clause
/// The factors by which numbers are multiplied on the way from one unit to another, and what is wrong where there is
/// none.
/// Layer: array.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/convert.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/scale.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace convolt::arrays {

/// A multiplication by s, in the element type.
template <class T, class R>
constexpr T as_factor(scale<R> const& s) {
  if constexpr (std::integral<T>) {
    return s.factor;
  } else {
    return T(s.divides ? R(1) / s.factor : s.factor);
  }
}

/// What an argument of the caller was given and what it needed, for messages about units that do not go together.
struct unit_complaint {
  std::string_view where;
  std::string_view argument;
  std::string needed;
  std::string given;
};

[[noreturn]] inline void throw_unit_mismatch(unit_complaint const& c) {
  throw unit_error({.category = "unit_mismatch",
                    .where = std::string(c.where),
                    .argument = std::string(c.argument),
                    .problem = "has a unit of another dimension",
                    .expected = c.needed + ", or a unit of its dimension",
                    .actual = c.given});
}

[[noreturn]] inline void throw_no_factor(unit_complaint const& c, bool integers) {
  throw unit_error({.category = "unit_overflow",
                    .where = std::string(c.where),
                    .argument = std::string(c.argument),
                    .problem = integers ? "differs by a scale that is no whole number of this integer type"
                                        : "differs by a scale beyond the range of the element type",
                    .expected = c.needed,
                    .actual = c.given,
                    .advice = integers ? "convert the integers first, or ask for a floating-point result" : ""});
}

/// The factor that stores numbers in `from` as numbers in `to`. Throws unit_error naming the function and the argument,
/// which is at fault with `from`, unless it is "out": then with `to`.
template <class T, class From, class To>
T unit_factor(std::string_view where, std::string_view argument, From const& from, To const& to) {
  using R = typename quantities::real_type<T>::type;
  if constexpr (Unit<From> && Unit<To>) {
    static_assert(SameDimension<From, To>);
    constexpr scale<R> s = quantities::static_scale<R, From, To>;
    static_assert(s.finite && !(std::integral<T> && s.divides),
                  "convolt: this change of unit leaves the range of the element type");
    return as_factor<T>(s);
  } else {
    any_unit const source(from), target(to);
    bool const one_dimension = source.dimension() == target.dimension();
    scale<R> const s = one_dimension ? conversion_scale<R>(source.magnitude(), target.magnitude()) : scale<R>{};
    if (one_dimension && s.finite && !(std::integral<T> && s.divides)) { return as_factor<T>(s); }
    bool const is_out = argument == "out";
    unit_complaint const complaint{where, argument, to_string(is_out ? source : target),
                                   to_string(is_out ? target : source)};
    if (!one_dimension) { throw_unit_mismatch(complaint); }
    throw_no_factor(complaint, std::integral<T>);
  }
}

}  // namespace convolt::arrays
