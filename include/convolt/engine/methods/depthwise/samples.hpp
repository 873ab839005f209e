// SPDX-License-Identifier: BSD-3-Clause
/// What a tile multiplies by the weights of a tap: a vector of samples as it lies in memory, where channels are kept
/// apart; where small groups of channels are, one channel of each group, once for each output of the group.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace convolt::engine::methods::depthwise {

template <class T, class Arch>
struct as_they_lie {
  CONVOLT_ALWAYS_INLINE simd<T, Arch> load(T const* p) const { return simd<T, Arch>::load_unaligned(p); }
};

/// Among how many neighbouring channels the loops can pick: none where the instruction set cannot, and in programs that
/// compile the loops in every file. There other methods compute groups.
template <class T, class Arch>
inline constexpr index most_group = is_compact<Arch> ? 0 : static_cast<index>(family<T, Arch>::picks_among);

/// Channel number `channel` of the group that a lane belongs to, in every lane.
template <class T, class Arch>
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

/// What a plan loads samples by, where groups are of one channel or of several.
template <class T, class Arch, bool Groups>
using samples_of = std::conditional_t<Groups, one_of_each_group<T, Arch>, as_they_lie<T, Arch>>;

}  // namespace convolt::engine::methods::depthwise
