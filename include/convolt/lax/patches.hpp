// SPDX-License-Identifier: BSD-3-Clause
/// The receptive fields of a convolution as features of the output (im2col). Values are copied, never multiplied; the result
/// has the unit of lhs.
/// Layer: lax.
#pragma once

#include <convolt/engine/patches.hpp>
#include <convolt/geometry/patches.hpp>
#include <convolt/lax/execute.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/resolve.hpp>

namespace convolt::lax {

/// An operand whose values can be copied into elements of P (void: its own).
template <class P, class L>
concept PatchesOperand =
    detail::ArrayOperand<L> && detail::PreferredFor<P, element_t<L>> &&
    detail::ScaleFits<detail::result_element<P, element_t<L>>, unit_t<L>, detail::folded_unit_t<unit_t<L>>>;

namespace detail {

template <class P, class L>
geometry::resolved_conv resolve_patches(std::string_view where, L const& lhs, steps const& filter_shape,
                                        steps const& window_strides, padding const& pad, patches_options const& options) {
  index_list const shape = shape_of(where, "lhs", raw(lhs));
  geometry::conv_parameters p = parameters(window_strides, pad, options);
  p.element_size = static_cast<index>(sizeof(result_element<P, element_t<L>>));
  return geometry::resolve_patches(where, {shape.begin(), shape.size()}, filter_shape, p);
}

/// The resolved call reads as a depthwise convolution; the engine copies windows of ungrouped channels.
inline engine::problem patches_problem(geometry::resolved_conv const& r, index_list const& lhs_strides,
                                       index_list const& out_strides) {
  index_list const no_strides = index_list::filled(out_strides.size(), 0);
  engine::problem p = make_problem(r, lhs_strides, no_strides, out_strides, 0);
  p.in_channels = r.in_channels;
  p.feature_groups = 1;
  return p;
}

template <class P, class L, class W>
void compute_patches(std::string_view where, geometry::resolved_conv const& r, L const& lhs,
                     strided<result_element<P, element_t<L>>> const& out, W const& unit) {
  using T = result_element<P, element_t<L>>;
  T const factor = unit_factor<T>(where, "out", unit_of(lhs), unit);
  operand_numbers<T, L> const numbers(where, "lhs", lhs);
  check_no_overlap(where, "lhs", out, numbers.view());
  engine::copy_patches(patches_problem(r, numbers.view().strides, out.strides), numbers.view().data, out.data, factor);
}

}  // namespace detail

/// All windows of `filter_shape` side by side: feature c * prod(filter_shape) + tap of the output, the taps in the order of the
/// kernel's letters. Throws shape_error, parameter_error.
template <class P = void, class L>
  requires PatchesOperand<P, L>
auto conv_general_dilated_patches(L const& lhs, steps const& filter_shape, steps const& window_strides, padding const& pad,
                                  patches_options const& options = {}) {
  using T = detail::result_element<P, element_t<L>>;
  constexpr auto where = "lax::conv_general_dilated_patches";
  geometry::resolved_conv const r = detail::resolve_patches<P>(where, lhs, filter_shape, window_strides, pad, options);
  auto const unit = detail::result_unit<T>(unit_of(lhs));
  auto out = detail::allocate<T, detail::static_rank<L>>(r.out_shape);
  detail::compute_patches<P>(where, r, lhs, detail::look_at(where, "out", out), unit);
  return detail::with_unit(std::move(out), unit);
}

/// The same into `out`, whose unit may differ by a scale.
template <class P = void, class Out, class L>
  requires(PatchesOperand<P, L> && detail::Destination<std::remove_reference_t<Out>, detail::result_element<P, element_t<L>>> &&
           OneDimension<Out, L>)
void conv_general_dilated_patches_into(Out&& out, L const& lhs, steps const& filter_shape, steps const& window_strides,
                                       padding const& pad, patches_options const& options = {}) {
  constexpr auto where = "lax::conv_general_dilated_patches_into";
  geometry::resolved_conv const r = detail::resolve_patches<P>(where, lhs, filter_shape, window_strides, pad, options);
  detail::compute_patches<P>(where, r, lhs, detail::checked_destination(where, out, r.out_shape), unit_of(out));
}

}  // namespace convolt::lax
