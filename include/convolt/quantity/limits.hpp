// SPDX-License-Identifier: BSD-3-Clause
/// std::numeric_limits of quantities: those of the number, in the unit. `std::numeric_limits<Q>::infinity()` starts a
/// search for the least, as it does for numbers.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/tag.hpp>

#include <limits>

namespace std {

template <convolt::Unit U, convolt::Scalar T>
  requires(is_arithmetic_v<T>)
class numeric_limits<convolt::quantity<U, T>> : public numeric_limits<T> {
  using numbers = numeric_limits<T>;
  using quantity = convolt::quantity<U, T>;

 public:
  static constexpr quantity min() noexcept { return convolt::tag(numbers::min(), U{}); }
  static constexpr quantity max() noexcept { return convolt::tag(numbers::max(), U{}); }
  static constexpr quantity lowest() noexcept { return convolt::tag(numbers::lowest(), U{}); }
  static constexpr quantity epsilon() noexcept { return convolt::tag(numbers::epsilon(), U{}); }
  static constexpr quantity round_error() noexcept { return convolt::tag(numbers::round_error(), U{}); }
  static constexpr quantity infinity() noexcept { return convolt::tag(numbers::infinity(), U{}); }
  static constexpr quantity quiet_NaN() noexcept { return convolt::tag(numbers::quiet_NaN(), U{}); }
  static constexpr quantity signaling_NaN() noexcept { return convolt::tag(numbers::signaling_NaN(), U{}); }
  static constexpr quantity denorm_min() noexcept { return convolt::tag(numbers::denorm_min(), U{}); }
};

/// A run-time unit is no part of the type: there is no largest quantity.
template <class T>
class numeric_limits<convolt::quantity<convolt::any_unit, T>> {
 public:
  static constexpr bool is_specialized = false;
};

}  // namespace std
