// SPDX-License-Identifier: BSD-3-Clause
/// Containers of the standard library and C arrays as quantities: `samples * mV` copies the numbers, `tag_ref(samples,
/// mV)` looks at them. Containers in containers are arrays of several axes.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/fwd.hpp>
#include <convolt/quantity/lists.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt {

namespace detail {

template <class C>
auto array_from(C const& list) {
  using T = typename list_leaf<C>::type;
  return from_list<xt::xtensor<T, list_depth<C>, xt::layout_type::row_major>>(list, [](T const& x) { return x; });
}

/// Numbers that lie side by side in memory, which somebody else owns.
template <class C>
concept ContiguousNumbers = NumberList<C> && list_depth<std::remove_cvref_t<C>> == 1 && requires(C& c) {
  std::data(c);
  std::size(c);
};

}  // namespace detail

/// The numbers of a container in the unit u, copied.
template <detail::NumberList C, AnyUnit U>
auto tag(C const& numbers, U const& u) {
  return tag(detail::array_from(numbers), u);
}
template <detail::NumberList C, AnyUnit U>
auto operator*(C const& numbers, U const& u) {
  return tag(detail::array_from(numbers), u);
}
template <AnyUnit U, detail::NumberList C>
auto operator*(U const& u, C const& numbers) {
  return tag(detail::array_from(numbers), u);
}
template <detail::NumberList C, AnyUnit U>
auto operator/(C const& numbers, U const& u) {
  return tag(detail::array_from(numbers), one / u);
}

/// A quantity that looks at the numbers of a vector, a span, an array or a C array without copying them, and writes to
/// them where they are not const. They must outlive it, and a vector must keep its size.
template <detail::ContiguousNumbers C, AnyUnit U>
auto tag_ref(C& numbers, U const& u) {
  auto seen = xt::adapt(std::data(numbers), std::size(numbers), xt::no_ownership(),
                        std::array<std::size_t, 1>{std::size(numbers)});
  return quantity<U, decltype(seen)>(detail::tag_access{}, std::move(seen), detail::keep(u));
}

/// A list is none of the operands of arithmetic: what it measures has to be said first.
#define CONVOLT_NO_OPERATION_ON_LISTS(op)                                                                             \
  template <class U, class E, class T>                                                                                \
  void operator op(quantity<U, E> const&, std::vector<T> const&) CONVOLT_REFUSED("a list is no array: list * mV is"); \
  template <class U, class E, class T>                                                                                \
  void operator op(std::vector<T> const&, quantity<U, E> const&) CONVOLT_REFUSED("a list is no array: list * mV is"); \
  template <class U, class N, class... X, class T>                                                                    \
  void operator op(sampled<U, N, X...> const&, std::vector<T> const&) CONVOLT_REFUSED("sampled(list * mV, axis)");    \
  template <class U, class N, class... X, class T>                                                                    \
  void operator op(std::vector<T> const&, sampled<U, N, X...> const&) CONVOLT_REFUSED("sampled(list * mV, axis)");
/// Nor is one of quantities.
#define CONVOLT_NO_OPERATION_ON_QUANTITIES(op)                                                      \
  template <detail::QuantityList C, class X>                                                        \
    requires(AnyUnit<X> || Scalar<X> || detail::QuantityList<X>)                                    \
  void operator op(C const&, X const&) CONVOLT_REFUSED("these have units: eval(list) is an array"); \
  template <class X, detail::QuantityList C>                                                        \
    requires(AnyUnit<X> || Scalar<X>)                                                               \
  void operator op(X const&, C const&) CONVOLT_REFUSED("these have units: eval(list) is an array");
CONVOLT_NO_OPERATION_ON_QUANTITIES(+)
CONVOLT_NO_OPERATION_ON_QUANTITIES(-)
CONVOLT_NO_OPERATION_ON_QUANTITIES(*)
CONVOLT_NO_OPERATION_ON_QUANTITIES(/)
#undef CONVOLT_NO_OPERATION_ON_QUANTITIES
CONVOLT_NO_OPERATION_ON_LISTS(+)
CONVOLT_NO_OPERATION_ON_LISTS(-)
CONVOLT_NO_OPERATION_ON_LISTS(*)
CONVOLT_NO_OPERATION_ON_LISTS(/)
#undef CONVOLT_NO_OPERATION_ON_LISTS

}  // namespace convolt
