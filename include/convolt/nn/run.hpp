// SPDX-License-Identifier: BSD-3-Clause
/// Where layers and functionals meet lax: the only file of nn that computes a convolution. Padding modes other than
/// zeros are dealt with around it.
/// Layer: nn.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/extended.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/overlap.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/nn/arguments.hpp>
#include <convolt/nn/call.hpp>
#include <convolt/nn/padding_mode.hpp>
#include <convolt/quantity/tag.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn::detail {

// ---- padding modes -----------------------------------------------------------------------------------------------

/// All axes of two arrays that do not differ yet.
inline arrays::extended_axes axes_of(index_list const& shape, index_list const& extended_steps,
                                     index_list const& samples_steps) {
  arrays::extended_axes axes;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    axes.push_back({.extended = shape[i],
                    .samples = shape[i],
                    .extended_step = extended_steps[i],
                    .samples_step = samples_steps[i]});
  }
  return axes;
}

inline std::size_t position(index axis) { return static_cast<std::size_t>(axis); }

inline void check_has_samples(convolution_call const& c, geometry::resolved_axis const& axis, index extended) {
  if (axis.input == 0 && extended > 0) {
    geometry::throw_parameter_error({.where = c.where, .argument = "padding", .letter = axis.letter},
                                    {.category = "bad_padding",
                                     .problem = "needs samples to continue an axis by",
                                     .expected = "padding_mode zeros, or an input that is not empty",
                                     .actual = std::string(mode_text(c.mode))});
  }
}

/// The convolution that is computed inside a padding mode, and the shape of the array that takes the place of the input
/// or the output.
struct inner_convolution {
  geometry::resolved_conv r;
  index_list shape;
};

/// Of an input with its surroundings, unpadded.
inline inner_convolution with_surroundings(convolution_call const& c, geometry::resolved_conv const& r,
                                           index_list const& input, index element_size) {
  inner_convolution inner{r, input};
  for (geometry::resolved_axis& axis : inner.r.axes) {
    index const extended = axis.input + axis.pad_lo + axis.pad_hi;
    check_has_samples(c, axis, extended);
    inner.shape[position(axis.lhs_axis)] = axis.input = extended;
    axis.pad_lo = axis.pad_hi = 0;
  }
  geometry::check_extents(c.where, "padded input", {inner.shape.begin(), inner.shape.size()}, element_size);
  return inner;
}

/// With all places that an input reaches, before the ends of the output are folded back.
inline inner_convolution before_folding(convolution_call const& c, geometry::resolved_conv const& r,
                                        index element_size) {
  inner_convolution inner{r, r.out_shape};
  for (geometry::resolved_axis& axis : inner.r.axes) {
    index const reach = (axis.kernel - 1) * axis.kernel_dilation;
    index const samples = axis.input == 0 ? 0 : (axis.input - 1) * axis.input_dilation + 1;
    axis.pad_lo = axis.pad_hi = reach;
    inner.shape[position(axis.out_axis)] = axis.output = samples + reach;
  }
  geometry::check_extents(c.where, "output before it is folded", {inner.shape.begin(), inner.shape.size()},
                          element_size);
  return inner;
}

/// A forward convolution of the input with its surroundings, which are copied together with it.
template <class T, class X, class K, class B, class U, class Engine>
void compute_surrounded(convolution_call const& c, geometry::resolved_conv const& r, X const& x, K const& weight,
                        B const& bias, arrays::seen<T> const& out, U const& unit, Engine const& engine) {
  arrays::operand_numbers<T, X> const input(c.where, "input", x);
  arrays::check_no_overlap(c.where, "input", out, input.view());
  inner_convolution const inner = with_surroundings(c, r, input.view().shape, sizeof(T));
  auto surrounded = arrays::allocate<T, arrays::static_rank<X>>(inner.shape);
  auto const place = arrays::look_at(c.where, "input", surrounded);
  arrays::extended_axes axes = axes_of(input.view().shape, place.strides, input.view().strides);
  for (geometry::resolved_axis const& axis : r.axes) {
    axes[position(axis.lhs_axis)].extended = inner.shape[position(axis.lhs_axis)];
    axes[position(axis.lhs_axis)].before = axis.pad_lo;
  }
  arrays::for_each_extended(c.mode, axes, place.data, input.view().data, [](T& to, T const& from) { to = from; });
  lax::resolved::compute<void>(c.where, inner.r, tag_ref(std::as_const(surrounded), unit_of(x)), weight, bias, out,
                               unit, engine);
}

/// out = bias, or zero.
template <class T, class B, class U>
void fill_with_bias(convolution_call const& c, geometry::resolved_conv const& r, B const& bias,
                    arrays::seen<T> const& out, U const& unit) {
  T const zero(0);
  T const factor = lax::resolved::bias_numbers<T, B>::factor(c.where, bias, unit);
  lax::resolved::bias_numbers<T, B> const biases(c.where, bias);
  arrays::check_no_overlap(c.where, "bias", out, biases.view());
  index_list steps = index_list::filled(out.shape.size(), 0);
  if (biases.view().data != nullptr) { steps[position(r.out_feature_axis)] = biases.step(); }
  T const* const first = biases.view().data != nullptr ? biases.view().data : &zero;
  arrays::for_each_extended(boundary::zero, axes_of(out.shape, steps, out.strides), first, out.data,
                            [factor](T const& from, T& to) { to = engine::scale(from, factor); });
}

/// The adjoint of compute_surrounded: the whole of the transposed convolution, whose ends are added to the places where
/// the surroundings would have come from.
template <class T, class X, class K, class B, class U, class Engine>
void compute_folded(convolution_call const& c, geometry::resolved_conv const& r, X const& x, K const& weight,
                    B const& bias, arrays::seen<T> const& out, U const& unit, Engine const& engine) {
  if constexpr (!std::same_as<B, no_bias_t>) { lax::resolved::check_bias_shape(c.where, bias, r.out_channels); }
  inner_convolution const inner = before_folding(c, r, sizeof(T));
  auto const sums_unit = arrays::result_unit<T>(unit_of(x) * unit_of(weight));
  T const factor = arrays::unit_factor<T>(c.where, "out", sums_unit, unit);
  auto sums = arrays::allocate<T, arrays::static_rank<X>>(inner.shape);
  auto const whole = arrays::look_at(c.where, "out", sums);
  lax::resolved::compute<void>(c.where, inner.r, x, weight, no_bias, whole, sums_unit, engine);
  arrays::extended_axes axes = axes_of(r.out_shape, whole.strides, out.strides);
  for (std::size_t d = 0; d < r.axes.size(); ++d) {
    arrays::extended_axis& axis = axes[position(r.axes[d].out_axis)];
    axis.extended = inner.r.axes[d].output;
    axis.before = inner.r.axes[d].pad_lo - r.axes[d].pad_lo;
  }
  fill_with_bias(c, r, bias, out, unit);
  arrays::for_each_extended(c.mode, axes, whole.data, out.data,
                            [factor](T const& from, T& to) { to = engine::add(to, engine::scale(from, factor)); });
}

// ---- the call ----------------------------------------------------------------------------------------------------

template <class T, class X, class K, class B, class U, class Engine>
void compute(convolution_call const& c, geometry::resolved_conv const& r, X const& x, K const& weight, B const& bias,
             arrays::seen<T> const& out, U const& unit, Engine const& engine) {
  if (c.mode == boundary::zero) {
    lax::resolved::compute<void>(c.where, r, x, weight, bias, out, unit, engine);
  } else if (c.transposed) {
    compute_folded(c, r, x, weight, bias, out, unit, engine);
  } else {
    compute_surrounded(c, r, x, weight, bias, out, unit, engine);
  }
}

template <class X, class K>
geometry::resolved_conv resolve_operands(convolution_call const& c, X const& x, K const& weight) {
  return resolve(c, arrays::shape_of(c.where, "input", raw(x)), arrays::shape_of(c.where, "weight", raw(weight)),
                 sizeof(element_t<X>));
}

/// Where the samples of a result lie among those of the input.
template <class X, class K>
geometry::result_axes axes_of_call(convolution_call const& c, X const& x, K const& weight) {
  return geometry::axes_of_result(resolve_operands(c, x, weight), c.parameters, c.transposed);
}

/// An owning result, with or without a batch axis as the input. The engine is one of lax, or one that keeps plans.
template <class X, class K, class B, class Engine = lax::resolved::forward_engine<>>
auto run(convolution_call const& c, X const& x, K const& weight, B const& bias, Engine const& engine = {}) {
  using T = element_t<X>;
  geometry::resolved_conv const r = resolve_operands(c, x, weight);
  auto const unit = arrays::result_unit<T>(unit_of(x) * unit_of(weight));
  auto out = arrays::allocate<T, arrays::static_rank<X>>(r.out_shape);
  compute<T>(c, r, x, weight, bias, arrays::look_at(c.where, "out", out), unit, engine);
  return arrays::with_unit(std::move(out), unit);
}

/// Into an array of the caller, in its unit.
template <class Out, class X, class K, class B, class Engine = lax::resolved::forward_engine<>>
void run_into(convolution_call const& c, Out& out, X const& x, K const& weight, B const& bias,
              Engine const& engine = {}) {
  geometry::resolved_conv const r = resolve_operands(c, x, weight);
  compute<element_t<X>>(c, r, x, weight, bias, arrays::checked_destination(c.where, out, r.out_shape), unit_of(out),
                        engine);
}

}  // namespace convolt::nn::detail
