// SPDX-License-Identifier: BSD-3-Clause
/// The receptive fields of a convolution as features of the output (im2col). Values are copied, never multiplied; the
/// result has the unit of lhs.
/// Layer: lax.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/destination.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/overlap.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/engine/loops/patches.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/geometry/patches.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/types.hpp>

#include <tuple>

namespace convolt::lax {

namespace detail {
template <class P, class L>
concept BarePatches = arrays::ArrayOperand<L> && PreferredFor<P, element_t<L>> &&
                      arrays::Folds<result_element<P, element_t<L>>, unit_t<L>>;
}  // namespace detail

/// An operand whose values can be copied into elements of P (void: its own).
template <class P, class L>
concept PatchesOperand = detail::BarePatches<P, arrays::bare_t<L>>;

/// A destination for the patches of L.
template <class Out, class P, class L>
concept PatchesDestination =
    arrays::Destination<Out, detail::result_element<P, element_t<arrays::bare_t<L>>>, unit_t<arrays::bare_t<L>>>;

namespace detail {

template <class P, class L>
geometry::resolved_conv resolve_patches(std::string_view where, L const& lhs, steps const& filter_shape,
                                        steps const& window_strides, padding const& pad,
                                        patches_options const& options) {
  index_list const shape = arrays::shape_of(where, "lhs", raw(lhs));
  geometry::conv_arguments p = parameters(window_strides, pad, options);
  p.element_size = static_cast<index>(sizeof(result_element<P, element_t<arrays::bare_t<L>>>));
  return geometry::resolve_patches(where, {shape.begin(), shape.size()}, filter_shape, p);
}

/// The resolved call reads as a depthwise convolution; the engine copies windows of ungrouped channels.
inline engine::problem patches_problem(geometry::resolved_conv const& r, index_list const& lhs_strides,
                                       index_list const& out_strides) {
  index_list const no_strides = index_list::filled(out_strides.size(), 0);
  engine::problem p = resolved::make_problem(r, lhs_strides, no_strides, out_strides, 0);
  p.in_channels = r.in_channels;
  p.feature_groups = 1;
  return p;
}

template <class P, class L, class W>
void compute_patches(std::string_view where, geometry::resolved_conv const& r, L const& lhs,
                     arrays::strided<result_element<P, element_t<L>>> const& out, W const& unit) {
  using T = result_element<P, element_t<L>>;
  T const factor = arrays::unit_factor<T>(where, "out", unit_of(lhs), unit);
  arrays::operand_numbers<T, L> const numbers(where, "lhs", lhs);
  arrays::check_no_overlap(where, "lhs", out, numbers.view());
  engine::copy_patches(patches_problem(r, numbers.view().strides, out.strides), numbers.view().data, out.data, factor);
}

template <class P, class L>
auto patches(std::string_view where, L const& lhs, steps const& filter_shape, steps const& window_strides,
             padding const& pad, patches_options const& options) {
  using T = result_element<P, element_t<arrays::bare_t<L>>>;
  auto const& x = arrays::without_axes(lhs);
  geometry::resolved_conv const r = resolve_patches<P>(where, x, filter_shape, window_strides, pad, options);
  auto const unit = arrays::result_unit<T>(unit_of(x));
  auto out = arrays::allocate<T, arrays::static_rank<arrays::bare_t<L>>>(r.out_shape);
  compute_patches<P>(where, r, x, arrays::look_at(where, "out", out), unit);
  return arrays::with_carried_axes(where, lhs, std::tuple<>(), arrays::with_unit(std::move(out), unit), [&] {
    return geometry::axes_of_result(r, parameters(window_strides, pad, options), false);
  });
}

template <class P, class L>
auto why_not_patches() {
  if constexpr (!arrays::ArrayOperand<L>) {
    return std::type_identity<refusal::operand_is_not_an_array_of_numbers<L>>{};
  } else if constexpr (!PreferredFor<P, element_t<L>>) {
    return std::type_identity<
        refusal::preferred_element_type_must_be_of_the_same_kind_and_not_narrower<P, element_t<L>>>{};
  } else {
    using T = result_element<P, element_t<L>>;
    return std::type_identity<refusal::integers_cannot_take_in_the_scale_of_this_unit_ask_for_double<T, unit_t<L>>>{};
  }
}

template <class Out, class P, class L>
auto why_not_patches_into() {
  if constexpr (!BarePatches<P, L>) {
    return why_not_patches<P, L>();
  } else {
    return why_not_out<Out, result_element<P, element_t<L>>, unit_t<L>>();
  }
}

}  // namespace detail

/// The sentence for operands that patches are not taken of.
template <class P, class L>
using why_no_patches = typename decltype(detail::why_not_patches<P, arrays::bare_t<L>>())::type;
/// The same where the caller gives the output.
template <class Out, class P, class L>
using why_no_patches_into = typename decltype(detail::why_not_patches_into<Out, P, arrays::bare_t<L>>())::type;

/// All windows of `filter_shape` side by side: feature c * prod(filter_shape) + tap of the output, the taps in the
/// order of the kernel's letters. Throws shape_error, parameter_error.
template <class P = void, class L>
  requires PatchesOperand<P, L>
auto conv_general_dilated_patches(L const& lhs, steps const& filter_shape, steps const& window_strides,
                                  padding const& pad, patches_options const& options = {}) {
  constexpr auto where = "lax::conv_general_dilated_patches";
  return detail::patches<P>(where, lhs, filter_shape, window_strides, pad, options);
}
template <class P = void, class L, class Why = why_no_patches<P, L>>
  requires(arrays::OperandOrSampled<L> && !PatchesOperand<P, L>)
void conv_general_dilated_patches(L const&, steps const&, steps const&, padding const&, patches_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// The same into `out`, whose unit may differ by a scale.
template <class P = void, class Out, class L>
  requires(PatchesOperand<P, L> && PatchesDestination<Out, P, L>)
void conv_general_dilated_patches_into(Out&& out, L const& lhs, steps const& filter_shape, steps const& window_strides,
                                       padding const& pad, patches_options const& options = {}) {
  constexpr auto where = "lax::conv_general_dilated_patches_into";
  auto const r = detail::resolve_patches<P>(where, lhs, filter_shape, window_strides, pad, options);
  auto const place = arrays::checked_destination(where, out, r.out_shape);
  detail::compute_patches<P>(where, r, arrays::without_axes(lhs), place, unit_of(out));
}
template <class P = void, class Out, class L, class Why = why_no_patches_into<Out, P, L>>
  requires(arrays::OperandOrSampled<L> && !(PatchesOperand<P, L> && PatchesDestination<Out, P, L>))
void conv_general_dilated_patches_into(Out&&, L const&, steps const&, steps const&, padding const&,
                                       patches_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::lax
