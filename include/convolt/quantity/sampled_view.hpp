// SPDX-License-Identifier: BSD-3-Clause
/// Views of the numbers of a sampled quantity, without its axes: what is written to them is written to it, as in
/// `row(rec, 0) -= mean(row(rec, 0))` or `view(rec, xt::all(), xt::range(3, 8)) = 0. * mV`. A view cannot change how
/// many samples there are, so the axes stay true. A view of a temporary owns its numbers.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/view.hpp>

#include <type_traits>
#include <utility>

namespace convolt {

#define CONVOLT_VIEW_OF_SAMPLES(name)                                                                     \
  template <class S, class First, class... X>                                                             \
    requires AnySampled<S>                                                                                \
  auto name(S&& s, First&& first, X&&... x) {                                                             \
    if constexpr (std::is_lvalue_reference_v<S>) {                                                        \
      return name(detail::sampled_access::numbers(s), std::forward<First>(first), std::forward<X>(x)...); \
    } else {                                                                                              \
      auto numbers = std::forward<S>(s).quantity();                                                       \
      return name(std::move(numbers), std::forward<First>(first), std::forward<X>(x)...);                 \
    }                                                                                                     \
  }

/// As of an array: `view(rec, 0, xt::range(2, 5))`.
CONVOLT_VIEW_OF_SAMPLES(view)
/// One row, or one column, of two dimensions.
CONVOLT_VIEW_OF_SAMPLES(row)
/// One row, or one column, of two dimensions.
CONVOLT_VIEW_OF_SAMPLES(col)
#undef CONVOLT_VIEW_OF_SAMPLES

}  // namespace convolt
