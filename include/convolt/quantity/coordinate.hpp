// SPDX-License-Identifier: BSD-3-Clause
/// Single coordinates: real numbers with a unit, how they are converted and how messages write them.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/quantity/tag.hpp>

#include <concepts>
#include <ios>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>

namespace convolt {

/// The part of a step by which coordinates may differ and still mean the same sample: rounding, not a shift.
inline constexpr double sample_tolerance = 1e-3;

namespace quantities {

/// What a coordinate may be given as: a real number, plain or with a unit.
template <class Q>
concept Coordinate = Operand<Q> && Scalar<wrapped_t<Q>> && std::is_arithmetic_v<wrapped_t<Q>>;

/// Coordinates are floating-point numbers; integers are stored as double.
template <Coordinate... Q>
using coordinate_t =
    std::conditional_t<std::integral<std::common_type_t<element_t<Q>...>>, double, std::common_type_t<element_t<Q>...>>;

/// The number of a coordinate in a unit. Throws unit_error when a run-time unit measures something else.
template <std::floating_point T, Coordinate Q, AnyUnit U>
constexpr T coordinate(Q const& q, U const& unit) {
  return convert(static_cast<T>(raw(q)), unit_of(q), unit);
}

/// A text that reads back as x, with no more digits than that takes and in no country's own spelling. (`<charconv>`
/// would do it faster, and is slower to compile than everything else here; streams know std::locale without
/// `<locale>`.)
template <class T>
  requires std::is_arithmetic_v<T>
std::string number_text(T x) {
  if constexpr (std::integral<T>) {
    return std::to_string(x);
  } else {
    std::stringstream text;
    text.imbue(std::locale::classic());
    for (int digits = 6; digits <= std::numeric_limits<T>::max_digits10; ++digits) {
      text.str({});
      text.clear();
      text.precision(digits);
      text << x;
      T back{};
      if (std::stringstream copy(text.str()); copy.imbue(std::locale::classic()), copy >> back, back == x) { break; }
    }
    return text.str();
  }
}

// As bodies are.
#if !defined(CONVOLT_BODIES_HERE)
extern template std::string number_text<float>(float);
extern template std::string number_text<double>(double);
#endif

/// " mV"; nothing in the unit `one`.
template <AnyUnit U>
std::string unit_suffix(U const& unit) {
  std::string const symbol(to_string(unit));
  return symbol == "1" ? std::string() : joined({" ", symbol});
}

/// "0.1 ms".
template <Coordinate Q>
std::string coordinate_text(Q const& q) {
  return number_text(raw(q)) + unit_suffix(unit_of(q));
}

/// A count or a position as an index. Throws parameter_error below zero and above PTRDIFF_MAX.
template <Integer I>
constexpr index sample_number(I n, char const* where, char const* argument) {
  checked_index const checked(n);
  if (checked.overflowed || checked.value < 0) {
    throw parameter_error({.category = "bad_sample_number",
                           .where = where,
                           .argument = argument,
                           .problem = "is out of range",
                           .expected = joined({"0 to ", std::to_string(PTRDIFF_MAX)}),
                           .actual = std::to_string(n)});
  }
  return checked.value;
}

}  // namespace quantities
}  // namespace convolt
