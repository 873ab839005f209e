// SPDX-License-Identifier: BSD-3-Clause
/// Puts the outputs of groups in their order: the sums of each member of the groups come as a line of their own, and
/// neighbouring outputs are members of one group.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace convolt::engine::methods::along_line {

/// The sums of a line of groups, `step` from a member to the next, and how many groups and members there are.
template <class T>
struct group_sums {
  T const* first;
  index step;
  index groups, members;
};

#if defined(CONVOLT_HAS_GNU_ASM)
/// Lane i of a and lane i of b side by side, for `count` lanes from `First` on.
template <std::size_t First, class Register, std::size_t... i>
CONVOLT_ALWAYS_INLINE Register zip_lanes(Register a, Register b, std::index_sequence<i...>) {
  return __builtin_shufflevector(a, b, static_cast<int>(First + i / 2 + i % 2 * sizeof...(i))...);
}
#endif

/// Groups of two members whose outputs are neighbours in memory. Vectors at the end overlap those before.
template <class T, class Arch>
void interleave_pairs(group_sums<T> const& sums, T* to) {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (index i = 0; i < sums.groups; i += width) {
    index const group = std::min(i, sums.groups - width);
    T const* const from = sums.first + group;
    T* const pairs = to + 2 * group;
#if defined(CONVOLT_HAS_GNU_ASM)
    static constexpr std::size_t half = lanes<T, Arch> / 2;
    vec const a = vec::load_unaligned(from);
    vec const b = vec::load_unaligned(from + sums.step);
    vec(zip_lanes<0>(a.data, b.data, std::make_index_sequence<2 * half>{})).store_unaligned(pairs);
    vec(zip_lanes<half>(a.data, b.data, std::make_index_sequence<2 * half>{})).store_unaligned(pairs + width);
#else
    for (index k = 0; k < width; ++k) {
      pairs[2 * k] = from[k];
      pairs[2 * k + 1] = from[sums.step + k];
    }
#endif
  }
}

/// Write output number members * g + e, from group g and member e, to `to`, `step` from an output to the next.
template <class T, class Arch>
void interleave_groups(group_sums<T> const& sums, T* to, index step) {
  if (sums.members == 2 && step == 1 && sums.groups >= static_cast<index>(lanes<T, Arch>)) {
    interleave_pairs<T, Arch>(sums, to);
    return;
  }
  for (index e = 0; e < sums.members; ++e) {
    T const* const from = sums.first + e * sums.step;
    for (index g = 0; g < sums.groups; ++g) { to[(g * sums.members + e) * step] = from[g]; }
  }
}

}  // namespace convolt::engine::methods::along_line
