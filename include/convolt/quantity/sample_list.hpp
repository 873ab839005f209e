// SPDX-License-Identifier: BSD-3-Clause
/// Containers of the standard library as samples: what reductions and statistics look at may be a std::vector of
/// numbers, or of quantities.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/lists.hpp>
#include <convolt/quantity/tag.hpp>

#include <type_traits>

namespace convolt::quantities {

/// A vector, span, array or C array of numbers or of quantities in one static unit, or of such lists.
template <class C>
concept SampleList = (detail::list_depth<std::remove_cvref_t<C>> > 0) &&
                     (Scalar<typename detail::list_leaf<std::remove_cvref_t<C>>::type> ||
                      (AnyQuantity<typename detail::list_leaf<std::remove_cvref_t<C>>::type> &&
                       Unit<unit_t<typename detail::list_leaf<std::remove_cvref_t<C>>::type>> &&
                       Scalar<wrapped_t<typename detail::list_leaf<std::remove_cvref_t<C>>::type>>));

/// Its numbers as an array, with the unit of the quantities.
template <SampleList C>
auto array_of(C const& list) {
  using X = typename detail::list_leaf<std::remove_cvref_t<C>>::type;
  using E = xt::xtensor<element_t<X>, detail::list_depth<std::remove_cvref_t<C>>, xt::layout_type::row_major>;
  auto numbers = detail::from_list<E>(list, [](X const& x) { return element_t<X>(raw(x)); });
  if constexpr (AnyQuantity<X>) {
    return tag(std::move(numbers), unit_t<X>{});
  } else {
    return numbers;
  }
}

}  // namespace convolt::quantities
