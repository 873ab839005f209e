// SPDX-License-Identifier: BSD-3-Clause
/// Vectors of channels as they lie in memory, or with one channel of each group in all lanes of the group: for problems
/// that keep channels apart, and for those that keep small groups of them apart.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace convolt::engine {

template <class T, class Arch>
struct as_they_lie {
  CONVOLT_ALWAYS_INLINE simd<T, Arch> load(T const* p) const { return simd<T, Arch>::load_unaligned(p); }
};

/// Most channels of a group that can be picked; 0 where the instruction set cannot.
template <class T, class Arch>
inline constexpr index most_picked = static_cast<index>(family<T, Arch>::picks_among);

/// Whether whole groups of so many channels, more than one, fill a vector in which they can be picked.
template <class T, class Arch>
[[nodiscard]] constexpr bool can_pick_of(index group) noexcept {
  constexpr index width = static_cast<index>(lanes<T, Arch>);
  return group > 1 && group <= most_picked<T, Arch> && group < width && width % group == 0;
}

/// Channel number `channel` of the group that a lane belongs to, in every lane.
template <class T, class Arch, bool Possible = (most_picked<T, Arch> > 0)>
class one_of_each_group {
  using order = std::array<int, lanes<T, Arch>>;

 public:
  one_of_each_group(index group, index channel) : order_(family<T, Arch>::order_of(numbers(group, channel))) {}
  CONVOLT_ALWAYS_INLINE simd<T, Arch> load(T const* p) const {
    return family<T, Arch>::picked(simd<T, Arch>::load_unaligned(p), order_);
  }

 private:
  static order numbers(index group, index channel) {
    order lanes_from{};
    for (std::size_t i = 0; i < lanes_from.size(); ++i) {
      index const lane = static_cast<index>(i);
      lanes_from[i] = static_cast<int>(lane - lane % group + channel);
    }
    return lanes_from;
  }

  decltype(family<T, Arch>::order_of(order{})) order_;
};

/// Where nothing can be picked there are groups of one channel only.
template <class T, class Arch>
class one_of_each_group<T, Arch, false> : public as_they_lie<T, Arch> {
 public:
  one_of_each_group(index, index) {}
};

/// What samples are loaded by, where groups are of one channel or of several.
template <class T, class Arch, bool Groups>
using samples_of = std::conditional_t<Groups, one_of_each_group<T, Arch>, as_they_lie<T, Arch>>;

}  // namespace convolt::engine
