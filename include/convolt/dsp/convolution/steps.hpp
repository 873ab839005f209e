// SPDX-License-Identifier: BSD-3-Clause
/// The step that a measure multiplies sums with: its unit, which types decide, and its number.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/dsp/convolution/axes.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/quantity/convert.hpp>
#include <convolt/units/any_unit.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace convolt::dsp::detail {

/// For types: kernels whose rank is known only when the program runs count as one-dimensional under an integral, and
/// are refused then if they are not.
template <class H>
inline constexpr std::size_t typed_kernel_rank =
    kernel_rank<H> == arrays::dynamic_rank ? std::size_t(1) : kernel_rank<H>;

/// The dimensions whose axes give an integral its unit: the usual ones; where the caller has to choose, the first with
/// an axis, and all others must measure the same.
template <class X, class H>
constexpr dimension_list unit_giving_dimensions() {
  constexpr dimension_list usual = usual_dimensions<X, H>();
  if (usual.count > 0) { return usual; }
  constexpr dimension_list with_axis = dimensions_with_axis<X>();
  dimension_list same;
  for (std::size_t k = 0; with_axis.count > 0 && k < typed_kernel_rank<H>; ++k) { same.add(with_axis.at[0]); }
  return same;
}

template <class X, class H>
constexpr bool every_unit_giving_dimension_has_an_axis() {
  if constexpr (std::tuple_size_v<axes_of_t<X>> == 0) {
    return false;
  } else {
    constexpr dimension_list from = unit_giving_dimensions<X, H>(), with_axis = dimensions_with_axis<X>();
    for (std::size_t k = 0; k < from.count; ++k) {
      bool found = false;
      for (std::size_t j = 0; j < with_axis.count; ++j) { found = found || with_axis.at[j] == from.at[k]; }
      if (!found) { return false; }
    }
    return from.count > 0;
  }
}

/// Whether the axes of the signal have the step that measure::integral needs.
template <class X, class H>
concept HasSteps = every_unit_giving_dimension_has_an_axis<X, H>();

template <std::size_t Power, class U>
constexpr auto unit_power(U const& u) {
  if constexpr (Power <= 1) {
    return u;
  } else {
    return u * unit_power<Power - 1>(u);
  }
}

/// The unit that a measure multiplies with.
template <class X, class H, class M>
auto step_unit(X const& x, M const& measure) {
  if constexpr (std::same_as<M, measure::integral_t>) {
    constexpr dimension_list from = unit_giving_dimensions<X, H>();
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
      return (one * ... * std::get<from.at[K]>(x.axes()).unit());
    }(std::make_index_sequence<from.count>{});
  } else if constexpr (requires { measure.dt; }) {
    return unit_power<typed_kernel_rank<H>>(unit_of(measure.dt));
  } else {
    return one;
  }
}

[[noreturn]] CONVOLT_COLD inline void throw_no_step(std::string_view where, std::size_t dimension) {
  throw parameter_error({.category = "no_step",
                         .where = std::string(where),
                         .argument = "measure",
                         .axis = std::to_string(dimension),
                         .problem = "is an integral along a dimension that has no axis, so no step",
                         .advice = "give the signal an axis there, or the step: measure::integral(dt)"});
}
[[noreturn]] CONVOLT_COLD inline void throw_other_step(std::string_view where, plain_axis const& axis,
                                                       std::string given) {
  throw parameter_error({.category = "step_mismatch",
                         .where = std::string(where),
                         .argument = "measure",
                         .problem = "has another step than the axis of the signal",
                         .expected = with_unit_text(std::abs(axis.step), axis.unit),
                         .actual = std::move(given),
                         .advice = "measure::integral takes it from the axis"});
}

/// The product of the steps along the chosen dimensions, as a number in `unit`. Lengths: an axis that descends has them
/// too. Throws unit_error where the caller chose axes that do not measure what their types promised.
template <class U>
double product_of_steps(std::string_view where, std::vector<plain_axis> const& axes, dimensions const& chosen,
                        U const& unit) {
  double number = 1;
  any_unit product = one;
  for (std::size_t const d : chosen) {
    if (!axes[d].exists) { throw_no_step(where, d); }
    number *= std::abs(axes[d].step);
    product = product * axes[d].unit;
  }
  any_unit const target = unit;
  if (product.dimension() != target.dimension()) {
    throw unit_error({.category = "unit_mismatch",
                      .where = std::string(where),
                      .argument = "axis",
                      .problem = "has steps in a unit that the type of the result does not allow",
                      .expected = to_string(target),
                      .actual = to_string(product),
                      .advice = "take measure::integral(dt)"});
  }
  return quantities::convert(number, product, target);
}

/// The number that a measure multiplies with, in step_unit.
template <class M, class U>
double step_number(std::string_view where, M const& measure, std::vector<plain_axis> const& axes,
                   dimensions const& chosen, U const& unit) {
  if constexpr (std::same_as<M, measure::integral_t>) {
    return product_of_steps(where, axes, chosen, unit);
  } else if constexpr (requires { measure.dt; }) {
    double const dt = static_cast<double>(raw(measure.dt));
    for (std::size_t const d : chosen) {
      if (axes.size() <= d || !axes[d].exists) { continue; }
      double const own = quantities::convert(dt, any_unit(unit_of(measure.dt)), axes[d].unit);
      if (std::abs(own / std::abs(axes[d].step) - 1) > sample_tolerance) {
        throw_other_step(where, axes[d], quantities::coordinate_text(measure.dt));
      }
    }
    return std::pow(dt, static_cast<double>(chosen.size()));
  } else {
    return 1;
  }
}

}  // namespace convolt::dsp::detail
