// SPDX-License-Identifier: BSD-3-Clause
/// What every function of the family does: look at the operands, resolve the call, choose unit and place of the result,
/// compute.
/// Layer: lax.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/destination.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/lax/resolve.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/lax/types.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>

namespace convolt::lax::detail {

template <class Arch, class Options>
resolved::forward_engine<Arch> engine_for(Options const& options) {
  return {.precision = options.precision.level(), .executor = options.executor};
}

template <class Options>
auto outside_of(Options const& options) {
  return resolved::outside_of_known<std::same_as<Options, conv_transpose_options>>{options.boundary};
}

/// An owning result. V: elements of the weights.
template <class T, class L, class V, class R, class B, class Engine, class Outside = resolved::outside>
auto execute(std::string_view where, geometry::resolved_conv const& r, arrays::call_operand<T, L>& lhs,
             arrays::call_operand<V, R>& rhs, B const& bias, Engine const& engine, Outside const& beyond = {}) {
  auto const unit = arrays::result_unit<T>(lhs.unit() * rhs.unit());
  auto out = arrays::allocate<T, arrays::common_rank<L, R>>(r.out_shape);
  resolved::compute<T>(where, r, lhs, rhs, bias, arrays::look_at(where, "out", out), unit, engine, beyond);
  return arrays::with_unit(std::move(out), unit);
}

/// Into an array of the caller, in its unit.
template <class T, class Out, class L, class V, class R, class B, class Engine, class Outside = resolved::outside>
void execute_into(std::string_view where, Out& out, geometry::resolved_conv const& r, arrays::call_operand<T, L>& lhs,
                  arrays::call_operand<V, R>& rhs, B const& bias, Engine const& engine, Outside const& beyond = {}) {
  resolved::compute<T>(where, r, lhs, rhs, bias, arrays::checked_destination(where, out, r.out_shape), unit_of(out),
                       engine, beyond);
}

/// Where the samples of a result lie.
template <class Options>
geometry::result_axes axes_of_call(geometry::resolved_conv const& r, steps const& strides, padding const& pad,
                                   Options const& options) {
  return geometry::axes_of_result(r, parameters(strides, pad, options), std::same_as<Options, conv_transpose_options>);
}

/// A whole call of a convolution, forward or transposed by the type of its options, and the same into `out`. `Channels`
/// is where the channels of lhs are, for functions that have one layout.
template <class P, class Arch, std::size_t Channels = arrays::any_dimension, class L, class R, class Options, class B>
auto convolve(std::string_view where, L const& lhs, R const& rhs, steps const& strides, padding const& pad,
              Options const& options, B const& bias) {
  using T = result_element<P, element_t<arrays::bare_t<L>>>;
  arrays::call_operand<T, arrays::bare_t<L>> x(where, "lhs", arrays::without_axes(lhs));
  using V = weights_element_t<T, arrays::bare_t<R>>;
  arrays::call_operand<V, arrays::bare_t<R>> w(where, "rhs", arrays::without_axes(rhs));
  geometry::resolved_conv const r = resolve_shapes(where, x.shape(), w.shape(), strides, pad, options, sizeof(T));
  auto const run = [&] {
    return execute(where, r, x, w, arrays::without_axes(bias), engine_for<Arch>(options), outside_of(options));
  };
  if constexpr (arrays::Sampled<L>) {
    return arrays::with_carried_axes<Channels>(where, lhs, arrays::axes_of(rhs), run(),
                                               [&] { return axes_of_call(r, strides, pad, options); });
  } else {
    return run();
  }
}
template <class P, class Arch, class Out, class L, class R, class Options, class B>
void convolve_into(std::string_view where, Out& out, L const& lhs, R const& rhs, steps const& strides,
                   padding const& pad, Options const& options, B const& bias) {
  using T = result_element<P, element_t<arrays::bare_t<L>>>;
  arrays::call_operand<T, arrays::bare_t<L>> x(where, "lhs", arrays::without_axes(lhs));
  using V = weights_element_t<T, arrays::bare_t<R>>;
  arrays::call_operand<V, arrays::bare_t<R>> w(where, "rhs", arrays::without_axes(rhs));
  geometry::resolved_conv const r = resolve_shapes(where, x.shape(), w.shape(), strides, pad, options, sizeof(T));
  execute_into(where, out, r, x, w, arrays::without_axes(bias), engine_for<Arch>(options), outside_of(options));
}

}  // namespace convolt::lax::detail
