// SPDX-License-Identifier: BSD-3-Clause
/// Lags as kernels have them: an interval, a jump, and what makes a width a width: it is a positive, finite time (or
/// length, or angle).
/// Layer: kernel.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/si.hpp>

#include <cmath>
#include <string>

namespace convolt::kernel {

/// From the first lag to the last one; U is their unit.
template <AnyUnit U>
struct lag_range {
  quantity<U, double> first;
  quantity<U, double> last;
};

/// Where a kernel jumps, and by how much: its value after the jump less the one before it.
template <AnyUnit U, AnyUnit V>
struct lag_jump {
  quantity<U, double> lag;
  quantity<V, double> size;
};

/// A number of plain doubles, `lag` in the lag unit of a kernel, `size` as a part of its scale.
struct plain_jump {
  double lag;
  double size;
};
/// An interval in the lag unit of a kernel.
struct plain_range {
  double first;
  double last;
};

/// Widths and steps are between these numbers of their unit. Chains of five time constants then have areas, peaks and
/// medians that a double holds; no clock and no decay needs more.
inline constexpr double shortest_width = 1e-50, longest_width = 1e50;
constexpr bool is_width(double number) {
  return !bits::is_nan(number) && number >= shortest_width && number <= longest_width;
}

/// What a temporal kernel may have as a width or time constant: `2. * ms`, not a plain number and not 2 mV.
template <class Q>
concept TimeWidth =
    quantities::Coordinate<Q> && AnyQuantity<Q> && (DynamicQuantity<Q> || SameDimension<unit_t<Q>, second>);
/// What a kernel over space may have: a length, or an angle of the visual field.
template <class Q>
concept SpaceWidth = quantities::Coordinate<Q> && AnyQuantity<Q> &&
                     (DynamicQuantity<Q> || SameDimension<unit_t<Q>, metre> || SameDimension<unit_t<Q>, dimensionless>);

/// The sentences of compile errors.
template <class Q>
concept time_constant_must_be_a_time_with_a_unit = !TimeWidth<Q>;
template <class Q>
concept width_in_space_must_be_a_length_or_an_angle = !SpaceWidth<Q>;

namespace detail {

/// The number of a width in `unit`. Throws unit_error where a run-time unit measures something else, parameter_error
/// where it is not positive and finite, or so small or large that what is computed of it would not fit a double.
template <class Q, AnyUnit U>
double width(char const* where, char const* argument, Q const& q, U const& unit) {
  double const number = quantities::coordinate<double>(q, unit);
  if (is_width(number)) { return number; }
  bool const positive = number > 0 && bits::is_finite(number);
  auto const text = [&unit](double limit) { return quantities::coordinate_text(tag(limit, unit)); };
  throw parameter_error({.category = "bad_time_constant",
                         .where = where,
                         .argument = argument,
                         .problem = positive ? "is beyond what can be computed with" : "must be positive and finite",
                         .expected = positive
                                         ? convolt::detail::joined({text(shortest_width), " to ", text(longest_width)})
                                         : std::string(),
                         .actual = quantities::coordinate_text(q)});
}

[[noreturn]] CONVOLT_COLD inline void throw_infinite_scale(double scale) {
  throw parameter_error({.category = "bad_scale",
                         .where = "kernel::impulse_response",
                         .argument = "scale",
                         .problem = "must be finite, and so must what it is multiplied with",
                         .actual = quantities::number_text(scale)});
}

/// The number of what a kernel is multiplied with, or of its peak or area. Throws parameter_error.
template <class Q>
double finite_number(char const* where, Q const& q) {
  double const number = static_cast<double>(raw(q));
  if (!bits::is_finite(number)) {
    throw parameter_error({.category = "bad_scale",
                           .where = where,
                           .problem = "the number that multiplies the kernel must be finite",
                           .actual = quantities::coordinate_text(q)});
  }
  return number;
}

/// The factor that makes `wanted` of `own`. Throws parameter_error where that is 0.
inline double factor_to(char const* where, double wanted, double own) {
  double const factor = wanted / own;
  if (bits::is_finite(factor)) { return factor; }
  throw parameter_error({.category = "bad_scale",
                         .where = where,
                         .problem = "no factor makes this of the kernel's own",
                         .expected = quantities::number_text(wanted),
                         .actual = quantities::number_text(own)});
}

}  // namespace detail
}  // namespace convolt::kernel
