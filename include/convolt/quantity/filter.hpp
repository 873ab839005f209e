// SPDX-License-Identifier: BSD-3-Clause
/// The elements that a mask chooses: `filter(v, v > 3. * mV)` is a copy of them one after the other, in row-major
/// order, as xt::filter and NumPy's v[mask] are.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/quantity/extents.hpp>
#include <convolt/quantity/overload.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/sampled_align.hpp>
#include <convolt/quantity/tag.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt {

namespace detail {

/// The array of a mask, which may be one with axes.
template <class M>
decltype(auto) mask_numbers(M const& mask) {
  if constexpr (is_sampled<M>) {
    return mask.raw();
  } else {
    return (mask);
  }
}

template <class X, class M>
auto chosen_elements(X const& x, M const& mask) {
  bool same = x.dimension() == mask.dimension();
  for (std::size_t d = 0; same && d < x.dimension(); ++d) { same = x.shape()[d] == mask.shape()[d]; }
  if (!same) {
    throw shape_error({.category = "shape_mismatch",
                       .where = "filter",
                       .argument = "mask",
                       .problem = "does not have the shape of the array",
                       .expected = shape_text(x.shape()),
                       .actual = shape_text(mask.shape())});
  }
  std::size_t count = 0;
  std::size_t const size = static_cast<std::size_t>(x.size());
  auto is_chosen = mask.template begin<xt::layout_type::row_major>();
  for (std::size_t i = 0; i < size; ++i, ++is_chosen) { count += *is_chosen ? 1U : 0U; }
  auto kept = xt::xtensor<element_t<X>, 1>::from_shape({count});
  auto to = kept.begin();
  auto from = x.template begin<xt::layout_type::row_major>();
  is_chosen = mask.template begin<xt::layout_type::row_major>();
  for (std::size_t i = 0; i < size; ++i, ++is_chosen, ++from) {
    if (*is_chosen) { *to++ = *from; }
  }
  return kept;
}

template <class M>
concept Conditions =
    Mask<M> &&
    std::same_as<typename std::remove_cvref_t<decltype(mask_numbers(std::declval<M const&>()))>::value_type, bool>;

struct filter_of {
  template <class Q, class M>
  auto operator()(Q const& q, M const& mask) const {
    constexpr bool conditions = Conditions<M>;  // of a concept clang would tell why it does not hold
    static_assert(conditions, "convolt: a mask is an array of conditions, as in filter(v, v > 3. * mV)");
    if constexpr (conditions) {
      return tag(chosen_elements(raw(q), mask_numbers(mask)), unit_of(q));
    } else {
      return Q(q);
    }
  }
};

}  // namespace detail

CONVOLT_OVERLOADS_WITH_ONE(filter, detail::filter_of)
/// Of a sampled quantity: what is left has no axis. A mask that has axes must have the same ones; throws shape_error
/// (axis_mismatch) where they differ.
template <class S, class M>
  requires(AnySampled<S> && !axes_measure_different_things<S, M>)
auto filter(S const& x, M const& mask) {
  if constexpr (AnySampled<M>) { static_cast<void>(detail::joined_axes<false>(x, mask)); }
  return filter(x.quantity(), mask);
}
template <class S, class M>
  requires(AnySampled<S> && axes_measure_different_things<S, M>)
void filter(S const&, M const&) CONVOLT_REFUSED("the mask has axes of other kinds");
/// Of a plain array.
template <class X, detail::Conditions M, class... Nothing>
  requires(sizeof...(Nothing) == 0 && Plain<X> && ArrayExpression<X>)
auto filter(X const& x, M const& mask, Nothing const&...) {
  return detail::chosen_elements(x, detail::mask_numbers(mask));
}

}  // namespace convolt
