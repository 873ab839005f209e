// SPDX-License-Identifier: BSD-3-Clause
/// From a shape and what its peak or its area shall be to a kernel.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/impulse_response.hpp>

#include <type_traits>

namespace convolt::kernel {

/// What a kernel is multiplied with: a number, plain or with a unit.
template <class Q>
concept Amplitude = quantities::Coordinate<Q>;

namespace detail {

/// The unit of a time. Throws unit_error where a run-time unit is none of time.
template <class Q>
auto time_unit(Q const& q) {
  if constexpr (DynamicQuantity<Q>) { static_cast<void>(conversion<double>(q.unit(), any_unit(second{}))); }
  return unit_of(q);
}

/// A shape of peak 1 times q.
template <Shape S, class Q, AnyUnit U>
auto made_with_peak(char const* where, S const& shape, Q const& q, U const& lag_unit) {
  return impulse_response<S, unit_t<Q>, U>(shape, finite_number(where, q), unit_of(q), lag_unit);
}
/// A shape of area 1 times q.
template <Shape S, class Q, AnyUnit U>
auto made_with_area(char const* where, S const& shape, Q const& q, U const& lag_unit) {
  auto const unit = unit_of(q) / lag_unit;
  return impulse_response<S, std::remove_const_t<decltype(unit)>, U>(shape, finite_number(where, q), unit, lag_unit);
}

}  // namespace detail
}  // namespace convolt::kernel
