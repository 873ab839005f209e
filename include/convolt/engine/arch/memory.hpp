// SPDX-License-Identifier: BSD-3-Clause
/// Hints about memory: what will be read or written soon, and what need not stay in the caches.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/vector.hpp>

namespace convolt::engine {

/// Ask for the cache line of an address that will be read, but not soon: into the second-level cache.
CONVOLT_ALWAYS_INLINE void fetch_for_reading([[maybe_unused]] void const* p) {
#if defined(CONVOLT_HAS_GNU_ASM)
  __builtin_prefetch(p, 0, 2);
#endif
}

/// Ask for the cache line of an address that will be written.
CONVOLT_ALWAYS_INLINE void fetch_for_writing([[maybe_unused]] void* p) {
#if defined(CONVOLT_HAS_GNU_ASM)
  __builtin_prefetch(p, 1, 3);
  // To g++ a function that only fetches has no effect, and its calls are left out. This is one.
  asm volatile("" : : "r"(p));
#endif
}

/// Whether store_past_caches does what it says.
inline constexpr bool can_store_past_caches =
#if defined(__SSE2__)
    true;
#else
    false;
#endif

/// Store to an aligned address without reading its cache line first, for arrays larger than the caches. Where the
/// instruction set has no such store, an ordinary one. Others see the values after finish_stores_past_caches().
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void store_past_caches(simd<T, Arch> x, T* p) {
  family<T, Arch>::store_past_caches(x, p);
}
inline void finish_stores_past_caches() {
#if defined(__SSE2__)
  _mm_sfence();
#endif
}

}  // namespace convolt::engine
