// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions of inputs that go on beyond their ends, and transposed ones as their adjoint, on arrays in memory.
/// Layer: lax.
#pragma once

#include <convolt/array/extended.hpp>
#include <convolt/array/scratch.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/geometry/boundary.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/surroundings.hpp>
#include <convolt/lax/problem.hpp>

#include <cstddef>
#include <string_view>

namespace convolt::lax::resolved {

/// What the input of a convolution is taken to be beyond its ends, and whether the convolution is a transposed one.
struct outside {
  boundary kind = boundary::zero;
  bool transposed = false;

  constexpr bool is_zero() const { return kind == boundary::zero; }
};
/// The same where the type of the call says which convolution it is: the other one is not compiled.
template <bool Transposed>
struct outside_of_known {
  boundary kind = boundary::zero;
  static constexpr bool transposed = Transposed;

  constexpr bool is_zero() const { return kind == boundary::zero; }
};

/// The axes of an input and of the same with its surroundings.
inline arrays::extended_axes axes_of_surrounded(geometry::resolved_conv const& r, index_list const& extended,
                                                index_list const& extended_steps, index_list const& samples,
                                                index_list const& samples_steps) {
  arrays::extended_axes axes = arrays::axes_between(extended, extended_steps, samples, samples_steps);
  for (geometry::resolved_axis const& axis : r.axes) {
    axes[static_cast<std::size_t>(axis.lhs_axis)].before = axis.pad_lo;
  }
  return axes;
}

/// The axes of an output and of the same before its ends are folded back. `inner`: see geometry::before_folding.
inline arrays::extended_axes axes_of_folded(geometry::resolved_conv const& r, geometry::inner_convolution const& inner,
                                            index_list const& inner_steps, index_list const& out_steps) {
  arrays::extended_axes axes = arrays::axes_between(inner.shape, inner_steps, r.out_shape, out_steps);
  for (std::size_t d = 0; d < r.axes.size(); ++d) {
    axes[static_cast<std::size_t>(r.axes[d].out_axis)].before = inner.r.axes[d].pad_lo - r.axes[d].pad_lo;
  }
  return axes;
}

/// x with its surroundings, which are copied together with it.
template <class T>
arrays::scratch<T> surrounded(boundary b, geometry::resolved_conv const& r, geometry::inner_convolution const& inner,
                              arrays::strided<T const> const& x) {
  arrays::scratch<T> copy(inner.shape);
  arrays::strided<T> const& to = copy.view();
  arrays::extend(b, axes_of_surrounded(r, to.shape, to.strides, x.shape, x.strides), to.data, x.data);
  return copy;
}

/// out = bias, or zero.
template <class T>
void fill_with_bias(geometry::resolved_conv const& r, T const* bias, index bias_step, T factor,
                    arrays::strided<T> const& out) {
  T const zero(0);
  index_list steps = index_list::filled(out.shape.size(), 0);
  if (bias != nullptr) { steps[static_cast<std::size_t>(r.out_feature_axis)] = bias_step; }
  arrays::for_each_extended(boundary::zero, arrays::axes_between(out.shape, steps, out.shape, out.strides),
                            bias != nullptr ? bias : &zero, out.data,
                            [factor](T const& from, T& to) { to = engine::scale(from, factor); });
}

/// The arrays of a call.
template <class T, class V>
struct call_arrays {
  arrays::strided<T const> input;
  index_list weights_strides;
  index bias_step = 0;
  arrays::strided<T> output;
};

/// Not inlined: whoever has zeros outside, as nearly all have, does not pay for it.
template <class T, class V, class Engine>
CONVOLT_COLD void run_surrounded(std::string_view where, boundary b, geometry::resolved_conv const& r,
                                     call_arrays<T, V> const& a, engine::operands<T, V> operands,
                                     Engine const& engine) {
  geometry::inner_convolution const inner = geometry::with_surroundings(where, b, r, a.input.shape, sizeof(T));
  arrays::scratch<T> const input = surrounded(b, r, inner, a.input);
  operands.input = input.view().data;
  engine.run(make_problem(inner.r, input.view().strides, a.weights_strides, a.output.strides, a.bias_step), operands);
}

/// The adjoint of run_surrounded, and the bias.
template <class T, class V, class Engine>
CONVOLT_COLD void run_folded(std::string_view where, boundary b, geometry::resolved_conv const& r,
                                 call_arrays<T, V> const& a, engine::operands<T, V> operands, Engine const& engine) {
  geometry::inner_convolution const inner = geometry::before_folding(where, r, sizeof(T));
  arrays::scratch<T> const sums(inner.shape);
  T const* const bias = operands.bias;
  operands.bias = nullptr;
  operands.output = sums.view().data;
  engine.run(make_problem(inner.r, a.input.strides, a.weights_strides, sums.view().strides, 0), operands);
  fill_with_bias(r, bias, a.bias_step, operands.bias_scale, a.output);
  arrays::for_each_extended(b, axes_of_folded(r, inner, sums.view().strides, a.output.strides), sums.view().data,
                            a.output.data, [](T const& from, T& to) { to = engine::add(to, from); });
}

/// `operands` are those of the call; what lies beyond the ends of its arrays is not zero.
template <class T, class V, class Engine, class Outside>
void run_beyond(std::string_view where, Outside const& beyond, geometry::resolved_conv const& r,
                call_arrays<T, V> const& a, engine::operands<T, V> const& operands, Engine const& engine) {
  if (beyond.transposed) {
    run_folded(where, beyond.kind, r, a, operands, engine);
  } else {
    run_surrounded(where, beyond.kind, r, a, operands, engine);
  }
}

}  // namespace convolt::lax::resolved
