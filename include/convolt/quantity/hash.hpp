// SPDX-License-Identifier: BSD-3-Clause
/// std::hash of numbers in a static unit, for unordered sets and maps. With a run-time unit there is none: equal
/// quantities in two units would have to hash alike, to the last bit.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/tag.hpp>

#include <cstddef>
#include <functional>

template <convolt::Unit U, convolt::Scalar T>
  requires std::is_arithmetic_v<T>
struct std::hash<convolt::quantity<U, T>> {
  std::size_t operator()(convolt::quantity<U, T> const& q) const noexcept { return std::hash<T>{}(q.raw()); }
};
