// SPDX-License-Identifier: BSD-3-Clause
/// Operations on some lanes of a vector, and across lanes, in the words of the loops. What does the work is the family
/// of the instruction set.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::engine {

/// sum += *p * w.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void add_broadcast(simd<T, Arch>& sum, simd<T, Arch> w, T const* p) {
  family<T, Arch>::add_broadcast(sum, w, p);
}

/// a * b + c, a * b - c and c - a * b, rounded once where the instruction set can. Unlike add_product these leave the
/// choice of the registers to the compiler.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE simd<T, Arch> product_plus(simd<T, Arch> const& a, simd<T, Arch> const& b,
                                                 simd<T, Arch> const& c) {
  return family<T, Arch>::product_plus(a, b, c);
}
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE simd<T, Arch> product_minus(simd<T, Arch> const& a, simd<T, Arch> const& b,
                                                  simd<T, Arch> const& c) {
  return family<T, Arch>::product_minus(a, b, c);
}
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE simd<T, Arch> minus_product(simd<T, Arch> const& a, simd<T, Arch> const& b,
                                                  simd<T, Arch> const& c) {
  return family<T, Arch>::minus_product(a, b, c);
}

/// Numbers p[0] to p[n - 1], n less than a vector has; zeros behind them.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE simd<T, Arch> load_lanes(T const* p, index n) {
  return family<T, Arch>::load_lanes(p, n);
}

/// Store lanes [from, to) to p, p + 1, ...
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void store_lanes(simd<T, Arch> x, T* p, index from, index to) {
  if (from == 0 && to == static_cast<index>(lanes<T, Arch>)) {
    x.store_unaligned(p);
  } else {
    family<T, Arch>::store_lanes(x, p, from, to);
  }
}

/// K numbers, over and over again.
template <class T, class Arch, std::size_t K>
CONVOLT_ALWAYS_INLINE simd<T, Arch> load_repeated(T const* p) {
  if constexpr (K == 1) {
    return simd<T, Arch>(*p);
  } else if constexpr (K == lanes<T, Arch>) {
    return simd<T, Arch>::load_unaligned(p);
  } else {
    return family<T, Arch>::template load_repeated<K>(p);
  }
}

/// Replace a and b by their lanes in turn.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void zip(simd<T, Arch>& a, simd<T, Arch>& b) {
  family<T, Arch>::zip(a, b);
}

#if defined(CONVOLT_HAS_GNU_ASM)
template <class Register, std::size_t... i>
CONVOLT_ALWAYS_INLINE void unzip_registers(Register& a, Register& b, std::index_sequence<i...>) {
  Register const even = __builtin_shufflevector(a, b, static_cast<int>(2 * i)...);
  b = __builtin_shufflevector(a, b, static_cast<int>(2 * i + 1)...);
  a = even;
}
template <class Register, std::size_t... i>
CONVOLT_ALWAYS_INLINE Register reversed_register(Register a, std::index_sequence<i...>) {
  return __builtin_shufflevector(a, a, static_cast<int>(sizeof...(i) - 1 - i)...);
}
#endif

/// Undo zip: a has the even lanes of both, b the odd ones.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void unzip(simd<T, Arch>& a, simd<T, Arch>& b) {
#if defined(CONVOLT_HAS_GNU_ASM)
  unzip_registers(a.data, b.data, upto<lanes<T, Arch>>{});
#else
  alignas(64) T all[2 * lanes<T, Arch>];
  alignas(64) T apart[2 * lanes<T, Arch>];
  a.store_aligned(all);
  b.store_aligned(all + lanes<T, Arch>);
  for (std::size_t l = 0; l < lanes<T, Arch>; ++l) {
    apart[l] = all[2 * l];
    apart[l + lanes<T, Arch>] = all[2 * l + 1];
  }
  a = simd<T, Arch>::load_aligned(apart);
  b = simd<T, Arch>::load_aligned(apart + lanes<T, Arch>);
#endif
}

/// The last lane first.
template <class T, class Arch>
[[nodiscard]] CONVOLT_ALWAYS_INLINE simd<T, Arch> reversed(simd<T, Arch> const& a) {
#if defined(CONVOLT_HAS_GNU_ASM)
  return simd<T, Arch>(reversed_register(a.data, upto<lanes<T, Arch>>{}));
#else
  alignas(64) T all[lanes<T, Arch>];
  alignas(64) T turned[lanes<T, Arch>];
  a.store_aligned(all);
  for (std::size_t l = 0; l < lanes<T, Arch>; ++l) { turned[l] = all[lanes<T, Arch> - 1 - l]; }
  return simd<T, Arch>::load_aligned(turned);
#endif
}

#if defined(CONVOLT_HAS_GNU_ASM)
/// The sums of neighbouring lanes of a, then those of b.
template <class Register, std::size_t... i>
CONVOLT_ALWAYS_INLINE Register add_neighbours(Register a, Register b, std::index_sequence<i...>) {
  return __builtin_shufflevector(a, b, static_cast<int>(2 * i)...) +
         __builtin_shufflevector(a, b, static_cast<int>(2 * i + 1)...);
}
#endif

/// Replace each K neighbouring numbers by their sum: count vectors become count / K, at the same place.
template <class T, class Arch, std::size_t K>
CONVOLT_ALWAYS_INLINE void add_up_neighbours(T* numbers, std::size_t count) {
  if constexpr (K > 1) {
    using vec = simd<T, Arch>;
    static constexpr std::size_t width = lanes<T, Arch>;
    for (std::size_t i = 0; i + 2 <= count; i += 2) {
#if defined(CONVOLT_HAS_GNU_ASM)
      vec const a = vec::load_aligned(numbers + i * width);
      vec const b = vec::load_aligned(numbers + (i + 1) * width);
      vec(add_neighbours(a.data, b.data, upto<width>{})).store_aligned(numbers + i / 2 * width);
#else
      for (std::size_t l = 0; l < width; ++l) {
        numbers[i / 2 * width + l] = numbers[i * width + 2 * l] + numbers[i * width + 2 * l + 1];
      }
#endif
    }
    add_up_neighbours<T, Arch, K / 2>(numbers, count / 2);
  }
}

// Vectors of channels as they lie in memory, or with one channel of each group in all lanes of the group: for problems
// that keep channels apart, and for those that keep small groups of them apart.

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

/// Whether lanes can be picked from whole vectors of which only the first lanes are read.
template <class T, class Arch>
inline constexpr bool picks_from_all = family<T, Arch>::picks_from_all;

/// The first `count` lanes of a vector, and of these one for every lane, in any order.
template <class T, class Arch, bool Possible = picks_from_all<T, Arch>>
class picked_from_first {
 public:
  picked_from_first(index count, std::array<int, lanes<T, Arch>> const& lanes_from)
      : read_(family<T, Arch>::lanes_before(count)), order_(family<T, Arch>::whole_order_of(lanes_from)) {}
  CONVOLT_ALWAYS_INLINE simd<T, Arch> load(T const* p) const {
    return family<T, Arch>::picked_from_all(family<T, Arch>::load_where(p, read_), order_);
  }

 private:
  decltype(family<T, Arch>::lanes_before(0)) read_;
  decltype(family<T, Arch>::whole_order_of({})) order_;
};
template <class T, class Arch>
class picked_from_first<T, Arch, false> : public as_they_lie<T, Arch> {
 public:
  picked_from_first(index, std::array<int, lanes<T, Arch>> const&) {}
};

}  // namespace convolt::engine
