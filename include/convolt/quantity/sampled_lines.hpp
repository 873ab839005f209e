// SPDX-License-Identifier: BSD-3-Clause
/// Differences, running sums and trapezoids along a dimension of sampled quantities, under the names that arrays have
/// them by. Of one dimension it need not be named: `diff(x)`.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/cumulate.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/dimension_choice.hpp>
#include <convolt/quantity/sampled.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt {

namespace detail {

template <class S>
concept SampledLine = AnySampled<S> && std::remove_cvref_t<S>::rank == 1;
template <class S>
concept SampledBox = AnySampled<S> && (std::remove_cvref_t<S>::rank > 1);

/// By the trapezoidal rule along dimension D, whose axis has the step.
template <std::size_t D, class S>
auto trapezoids_of(S const& x) {
  auto const& a = x.template axis<D>();
  if constexpr (is_axis<std::remove_cvref_t<decltype(a)>>) {
    auto result = convolt::trapz(x.quantity(), a.step(), static_cast<std::ptrdiff_t>(D));
    if constexpr (S::rank == 1) {
      return result;
    } else {
      return with_axes(std::move(result).raw(), result.unit(), tuple_without<D>(x.axes()));
    }
  } else {
    static_assert(is_axis<std::remove_cvref_t<decltype(a)>>,
                  "convolt: this dimension has no axis, so no step; take trapz(x.quantity(), 0.1 * ms, axis)");
  }
}

}  // namespace detail

#define CONVOLT_ALONG_A_LINE(name)                                                       \
  template <detail::SampledLine S>                                                       \
  auto name(S const& x) {                                                                \
    return convolt::name<0>(x);                                                          \
  }                                                                                      \
  template <class S>                                                                     \
    requires detail::SampledBox<S>                                                       \
  double name(S const&) CONVOLT_REFUSED("say along which dimension, as in diff<ms>(x)"); \
  template <class S, class... X>                                                         \
    requires(AnySampled<S> && sizeof...(X) > 0)                                          \
  double name(S const&, X const&...) CONVOLT_REFUSED("of x alone, its dimension as in diff<1>(x)");

/// Each sample less the one before it, at the coordinate in the middle between the two.
template <auto D, class S>
  requires AnySampled<S>
auto diff(S const& x) {
  return x.template diff<D>();
}
/// The sums up to each sample.
template <auto D, class S>
  requires AnySampled<S>
auto cumsum(S const& x) {
  return x.template cumsum<D>();
}
/// The integral along a dimension, which the result does not have any more, with the samples joined by lines: the unit
/// is multiplied by that of the axis. (`x.integrate<D>()` is the sum times the step.)
template <auto D, class U, class T, class... Axes>
auto trapz(sampled<U, T, Axes...> const& x) {
  return detail::trapezoids_of<detail::chosen_dimension<D, Axes...>>(x);
}
CONVOLT_ALONG_A_LINE(diff)
CONVOLT_ALONG_A_LINE(cumsum)
CONVOLT_ALONG_A_LINE(trapz)
#undef CONVOLT_ALONG_A_LINE

}  // namespace convolt
