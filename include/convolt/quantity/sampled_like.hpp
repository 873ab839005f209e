// SPDX-License-Identifier: BSD-3-Clause
/// Sampled quantities made from one: with its axes, `zeros_like(x)`, `cast<float>(x)`, or with its axes in another
/// order, `transpose(x)`. What of an array would leave the axes behind is refused with a sentence.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/build.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/sampled_align.hpp>
#include <convolt/quantity/view.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt {

/// The axes, type of numbers and unit of x, with every number 0, 1, or a value that is converted.
template <class S>
  requires AnySampled<S>
auto zeros_like(S const& x) {
  return x.map([](auto const& q) { return convolt::zeros_like(q); });
}
template <class S>
  requires AnySampled<S>
auto ones_like(S const& x) {
  return x.map([](auto const& q) { return convolt::ones_like(q); });
}
template <class S>
  requires AnySampled<S>
auto empty_like(S const& x) {
  return x.map([](auto const& q) { return convolt::empty_like(q); });
}
template <class S, class V>
  requires(AnySampled<S> && detail::NumberOperand<V> && detail::Summable<detail::operand_t<S>, V>)
auto full_like(S const& x, V const& value) {
  return x.map([&value](auto const& q) { return convolt::full_like(q, tag(raw(value), unit_of(value))); });
}
template <class S, class V>
  requires(AnySampled<S> && operands_cannot_be_summed<detail::operand_t<S>, V>)
double full_like(S const&, V const&) CONVOLT_REFUSED("the value measures something else, or has no unit");

/// A copy: what was sampled is never lazy.
template <class S>
  requires AnySampled<S>
auto eval(S&& x) {
  return std::remove_cvref_t<S>(std::forward<S>(x));
}
/// With numbers of type T: `cast<float>(x)`.
template <Scalar T, class S>
  requires AnySampled<S>
auto cast(S const& x) {
  return x.map([](auto const& q) { return convolt::cast<T>(q); });
}

namespace detail {

template <class S, std::size_t... From>
auto permuted(S const& x, std::index_sequence<From...>) {
  constexpr std::array<std::size_t, sizeof...(From)> order{From...};
  return sampled_with(convolt::transpose(x.quantity(), order), std::make_tuple(std::get<From>(x.axes())...));
}
template <std::size_t... D>
constexpr auto backwards(std::index_sequence<D...>) {
  return std::index_sequence<(sizeof...(D) - 1 - D)...>{};
}

/// Every dimension of S once, counted from the end where negative.
template <class S, int... P>
inline constexpr bool is_permutation = [] {
  constexpr int rank = static_cast<int>(S::rank);
  unsigned seen = 0;
  ((seen |= P >= -rank && P < rank ? 1U << (P < 0 ? P + rank : P) : 0U), ...);
  return sizeof...(P) == S::rank && seen == (1U << rank) - 1U;
}();

}  // namespace detail

/// The dimensions and their axes in reverse, or in another order: `transpose<2, 0, 1>(x)`. A copy.
template <class S>
  requires AnySampled<S>
auto transpose(S&& x) {
  return detail::permuted(x, detail::backwards(std::make_index_sequence<std::remove_cvref_t<S>::rank>{}));
}
template <int First, int... More, class S>
  requires AnySampled<S>
auto transpose(S const& x) {
  constexpr bool fits = detail::is_permutation<S, First, More...>;
  static_assert(fits, "convolt: transpose names each dimension once, as in transpose<1, 0>(x)");
  if constexpr (fits) {
    constexpr int rank = static_cast<int>(S::rank);
    return detail::permuted(x, std::index_sequence<static_cast<std::size_t>(First < 0 ? First + rank : First),
                                                   static_cast<std::size_t>(More < 0 ? More + rank : More)...>{});
  }
}

// xtensor has functions of these names for whatever comes. Only parameters of the form `sampled<U, T, A...>&` are more
// specialised than its `E&&`.
#define CONVOLT_LEAVES_AXES_OF(name, S, sentence)                 \
  template <class U, class T, class... A, class... X>             \
  double name(sampled<U, T, A...> S, X&&...) sentence;            \
  template <class U, class T, class... A, class I, std::size_t N> \
  double name(sampled<U, T, A...> S, I const(&)[N]) sentence;
#define CONVOLT_LEAVES_AXES(name, sentence)      \
  CONVOLT_LEAVES_AXES_OF(name, const&, sentence) \
  CONVOLT_LEAVES_AXES_OF(name, &, sentence)      \
  CONVOLT_LEAVES_AXES_OF(name, &&, sentence)
CONVOLT_LEAVES_AXES(flip, CONVOLT_REFUSED("this is of arrays, without axes: flip(x.quantity())"))
CONVOLT_LEAVES_AXES(roll, CONVOLT_REFUSED("this is of arrays, without axes: roll(x.quantity(), 1, 0)"))
CONVOLT_LEAVES_AXES(squeeze, CONVOLT_REFUSED("this is of arrays, without axes: squeeze(x.quantity())"))
CONVOLT_LEAVES_AXES(ravel, CONVOLT_REFUSED("this is of arrays, without axes: ravel(x.quantity())"))
CONVOLT_LEAVES_AXES(flatten, CONVOLT_REFUSED("this is of arrays, without axes: flatten(x.quantity())"))
CONVOLT_LEAVES_AXES(expand_dims, CONVOLT_REFUSED("this is of arrays, without axes: expand_dims(x.quantity(), 0)"))
CONVOLT_LEAVES_AXES(reshape_view,
                    CONVOLT_REFUSED("this is of arrays, without axes: reshape_view(x.quantity(), {2, 3})"))
CONVOLT_LEAVES_AXES(broadcast, CONVOLT_REFUSED("this is of arrays, without axes: broadcast(x.quantity(), {2, 3})"))
#undef CONVOLT_LEAVES_AXES
#undef CONVOLT_LEAVES_AXES_OF

#define CONVOLT_TRANSPOSED_BY_LIST(S)                                                                    \
  template <class U, class T, class... A, class X>                                                       \
  double transpose(sampled<U, T, A...> S, X&&) CONVOLT_REFUSED("write the order as transpose<1, 0>(x)"); \
  template <class U, class T, class... A, class I, std::size_t N>                                        \
  double transpose(sampled<U, T, A...> S, I const(&)[N]) CONVOLT_REFUSED("write the order as transpose<1, 0>(x)");
CONVOLT_TRANSPOSED_BY_LIST(const&)
CONVOLT_TRANSPOSED_BY_LIST(&)
CONVOLT_TRANSPOSED_BY_LIST(&&)
#undef CONVOLT_TRANSPOSED_BY_LIST

}  // namespace convolt
