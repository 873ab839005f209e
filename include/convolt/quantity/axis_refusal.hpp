// SPDX-License-Identifier: BSD-3-Clause
/// What arithmetic with an axis says: an axis is no array, and has one.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/fwd.hpp>

#include <concepts>
#include <type_traits>

namespace convolt {

/// The sentence of `2. * t` with an axis t.
template <class A, class B>
concept an_axis_is_no_array = detail::is_axis<std::remove_cvref_t<A>> || detail::is_axis<std::remove_cvref_t<B>>;

#define CONVOLT_AXIS_OPERATOR(op)      \
  template <class A, class B>          \
    requires an_axis_is_no_array<A, B> \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("an axis is no array: take t.values(), its coordinates");
CONVOLT_AXIS_OPERATOR(+)
CONVOLT_AXIS_OPERATOR(-)
CONVOLT_AXIS_OPERATOR(*)
CONVOLT_AXIS_OPERATOR(/)
#undef CONVOLT_AXIS_OPERATOR

}  // namespace convolt
