// SPDX-License-Identifier: BSD-3-Clause
/// The unshared (locally connected) convolution: a kernel of its own at every output position.
/// Layer: lax.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/engine/loops/local.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/geometry/patches.hpp>
#include <convolt/lax/execute.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/refusal.hpp>

#include <tuple>

namespace convolt::lax {

namespace detail {

template <class Arch>
struct local_engine {
  template <class T>
  static void run(engine::problem const& p, engine::operands<T> const& x) {
    engine::run_local<T, Arch>(p, x);
  }
};

inline geometry::resolved_conv resolve_local(std::string_view where, index_list const& lhs, index_list const& rhs,
                                             steps const& window_strides, padding const& pad, steps const& filter_shape,
                                             patches_options const& options, std::size_t element_size) {
  geometry::conv_arguments p = parameters(window_strides, pad, options);
  p.element_size = static_cast<index>(element_size);
  return geometry::resolve_local(where, {lhs.begin(), lhs.size()}, {rhs.begin(), rhs.size()}, filter_shape, p);
}

}  // namespace detail

/// As conv_general_dilated, with rhs of the output's spatial extents and channels * prod(filter_shape) input features
/// in the order of conv_general_dilated_patches. unit(result) = unit(lhs) * unit(rhs). Throws unit_error, shape_error,
/// parameter_error.
template <class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<void, L, R> && BiasFor<B, void, L, R>)
auto conv_general_dilated_local(L const& lhs, R const& rhs, steps const& window_strides, padding const& pad,
                                steps const& filter_shape, patches_options const& options = {}, B const& bias = {}) {
  constexpr auto where = "lax::conv_general_dilated_local";
  using T = element_t<arrays::bare_t<L>>;
  arrays::call_operand<T, arrays::bare_t<L>> x(where, "lhs", arrays::without_axes(lhs));
  arrays::call_operand<T, arrays::bare_t<R>> w(where, "rhs", arrays::without_axes(rhs));
  geometry::resolved_conv const r =
      detail::resolve_local(where, x.shape(), w.shape(), window_strides, pad, filter_shape, options, sizeof(T));
  // The spatial dimensions of rhs are outputs, not lags.
  return arrays::with_carried_axes(
      where, lhs, std::tuple<>(),
      detail::execute(where, r, x, w, arrays::without_axes(bias), detail::local_engine<Arch>{}),
      [&] { return geometry::axes_of_result(r, detail::parameters(window_strides, pad, options), false); });
}
template <class L, class R, class B = no_bias_t, class Why = why_refused<void, L, R, B>>
  requires refused_operands<void, L, R, B>
void conv_general_dilated_local(L const&, R const&, steps const&, padding const&, steps const&,
                                patches_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// The same into `out`, whose unit may differ by a scale.
template <class Out, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<void, L, R> && BiasFor<B, void, L, R> && DestinationFor<Out, void, L, R>)
void conv_general_dilated_local_into(Out&& out, L const& lhs, R const& rhs, steps const& window_strides,
                                     padding const& pad, steps const& filter_shape, patches_options const& options = {},
                                     B const& bias = {}) {
  constexpr auto where = "lax::conv_general_dilated_local_into";
  using T = element_t<arrays::bare_t<L>>;
  arrays::call_operand<T, arrays::bare_t<L>> x(where, "lhs", arrays::without_axes(lhs));
  arrays::call_operand<T, arrays::bare_t<R>> w(where, "rhs", arrays::without_axes(rhs));
  geometry::resolved_conv const r =
      detail::resolve_local(where, x.shape(), w.shape(), window_strides, pad, filter_shape, options, sizeof(T));
  detail::execute_into(where, out, r, x, w, arrays::without_axes(bias), detail::local_engine<Arch>{});
}
template <class Out, class L, class R, class B = no_bias_t, class Why = why_refused_into<Out, void, L, R, B>>
  requires refused_destination<Out, void, L, R, B>
void conv_general_dilated_local_into(Out&&, L const&, R const&, steps const&, padding const&, steps const&,
                                     patches_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::lax
