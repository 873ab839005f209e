// SPDX-License-Identifier: BSD-3-Clause
/// The functions that work along the axes of quantities, of plain numbers and arrays: they are quantities in 1, and so
/// are the results, which are plain again. As in quantity/plain.hpp the trailing pack leaves to xtensor what it could
/// answer where both are visible.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/cumulate.hpp>
#include <convolt/quantity/join.hpp>
#include <convolt/quantity/plain.hpp>
#include <convolt/quantity/reduce.hpp>
#include <convolt/quantity/sample_list.hpp>
#include <convolt/quantity/select.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace convolt {

namespace detail {

/// A named array is looked at, a temporary one moved.
template <class X>
constexpr auto as_ratio(X&& x) {
  if constexpr (std::is_lvalue_reference_v<X> && ArrayExpression<X>) {
    return tag_ref(x, one);
  } else {
    return tag(std::forward<X>(x), one);
  }
}

template <class X>
concept PlainArray = Plain<X> && ArrayExpression<std::remove_cvref_t<X>>;

}  // namespace detail

/// Running sums: over all elements, or along an axis.
template <detail::PlainArray X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
auto cumsum(X&& x, Nothing const&...) {
  return detail::untagged(detail::cumsum_of{}(detail::as_ratio(std::forward<X>(x))));
}
template <detail::PlainArray X, Integer I, class... Nothing>
  requires(sizeof...(Nothing) == 0)
auto cumsum(X&& x, I axis, Nothing const&...) {
  return detail::untagged(detail::cumsum_of{}(detail::as_ratio(std::forward<X>(x)), axis));
}
template <quantities::SampleList L, class... X>
  requires(!detail::QuantityList<L>)
void cumsum(L const&, X const&...) CONVOLT_REFUSED("a list is no array: list * mV is one, list * one too");
template <quantities::SampleList L, class... X>
  requires(!detail::QuantityList<L>)
void diff(L const&, X const&...) CONVOLT_REFUSED("a list is no array: list * mV is one, list * one too");
template <quantities::SampleList L, class... X>
  requires(!detail::QuantityList<L>)
void trapz(L const&, X const&...) CONVOLT_REFUSED("a list is no array: list * mV is one, list * one too");
/// Of a list of quantities, as of the array with the same elements, which is eval(list).
template <quantities::SampleList L>
  requires detail::QuantityList<L>
auto eval(L const& list) {
  return detail::array_of(list);
}
template <quantities::SampleList L>
  requires detail::QuantityList<L>
auto cumsum(L const& list) {
  return cumsum(detail::array_of(list));
}
template <quantities::SampleList L>
  requires detail::QuantityList<L>
auto diff(L const& list, std::size_t n = 1) {
  return diff(detail::array_of(list), n);
}
template <quantities::SampleList L, class X>
  requires detail::QuantityList<L>
auto trapz(L const& list, X const& x) {
  return trapz(detail::array_of(list), x);
}
/// Differences of neighbours, n times.
template <detail::PlainArray X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
auto diff(X const& x, std::size_t n = 1, std::ptrdiff_t axis = -1, Nothing const&...) {
  return detail::untagged(diff(detail::as_ratio(x), n, axis));
}
/// The integral by the trapezoidal rule; x is the distance of the samples, or their positions.
template <detail::PlainArray Y, Plain X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
auto trapz(Y const& y, X const& x, std::ptrdiff_t axis = -1, Nothing const&...) {
  return detail::untagged(trapz(detail::as_ratio(y), x, axis));
}

/// Whether all elements hold, or are not zero; of nothing they do. Whether one does.
template <detail::PlainArray X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
bool all(X const& x, Nothing const&...) {
  return detail::all_true(x);
}
template <detail::PlainArray X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
bool any(X const& x, Nothing const&...) {
  return x.size() != 0 && std::any_of(x.begin(), x.end(), [](auto const& element) { return bool(element); });
}

/// The least and the largest element; of two, the lesser and the greater, element by element.
template <detail::PlainArray X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
auto min(X const& x, Nothing const&...) {
  return detail::min_of{}(x);
}
template <detail::PlainArray X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
auto max(X const& x, Nothing const&...) {
  return detail::max_of{}(x);
}
template <Plain X, Plain Y, class... Nothing>
  requires(sizeof...(Nothing) == 0)
constexpr auto min(X&& x, Y&& y, Nothing const&...) {
  return detail::of_each<detail::min_function>{}(std::forward<X>(x), std::forward<Y>(y));
}
template <Plain X, Plain Y, class... Nothing>
  requires(sizeof...(Nothing) == 0)
constexpr auto max(X&& x, Y&& y, Nothing const&...) {
  return detail::of_each<detail::max_function>{}(std::forward<X>(x), std::forward<Y>(y));
}

/// Parts one after another along an axis they have, or side by side along a new one.
template <index Axis = 0, detail::PlainArray A, detail::PlainArray... B>
auto concatenate(A const& first, B const&... more) {
  return detail::untagged(concatenate<Axis>(detail::as_ratio(first), detail::as_ratio(more)...));
}
template <index Axis = 0, detail::PlainArray A, detail::PlainArray... B>
auto stack(A const& first, B const&... more) {
  return detail::untagged(stack<Axis>(detail::as_ratio(first), detail::as_ratio(more)...));
}

/// |x - y| <= atol + rtol |y|, and whether that holds everywhere.
template <Plain X, Plain Y, class... Nothing>
  requires(sizeof...(Nothing) == 0)
constexpr auto isclose(X const& x, Y const& y, double rtol = 1e-05, double atol = 0., bool equal_nan = false,
                       Nothing const&...) {
  return isclose(detail::as_ratio(x), detail::as_ratio(y), rtol, atol, equal_nan);
}
template <Plain X, Plain Y, class... Nothing>
  requires(sizeof...(Nothing) == 0)
constexpr bool allclose(X const& x, Y const& y, double rtol = 1e-05, double atol = 0., Nothing const&...) {
  return allclose(detail::as_ratio(x), detail::as_ratio(y), rtol, atol);
}

/// x to a power that is known when the program runs.
template <Plain X, class N, class... Nothing>
  requires(sizeof...(Nothing) == 0 && std::is_arithmetic_v<N>)
constexpr auto pow(X&& x, N exponent, Nothing const&...) {
  return detail::elementwise(detail::power_by{static_cast<double>(exponent)}, detail::numbers(std::forward<X>(x)));
}

}  // namespace convolt
