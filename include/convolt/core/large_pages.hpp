// SPDX-License-Identifier: BSD-3-Clause
/// Asks the system for large pages behind new memory: who writes it for the first time waits for the system to clear
/// page after page, of 4096 bytes unless told otherwise, which can take longer than to compute what is written.
/// Layer: core.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__linux__) && __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace convolt {

/// Of memory that is smaller nobody waits for long.
inline constexpr std::size_t least_bytes_for_large_pages = std::size_t{1} << 22;

/// `bytes` bytes from `memory` on will be written soon, all of them. A wish: systems that have no large pages, or are
/// told not to give any, leave all as it is.
inline void prefer_large_pages(void* memory, std::size_t bytes) noexcept {
#if defined(MADV_HUGEPAGE)
  if (bytes < least_bytes_for_large_pages) { return; }
  // Whole large pages alone: what lies beside them belongs to others. 2 MB on x86; others round by themselves.
  std::uintptr_t const page = std::uintptr_t{1} << 21;
  auto const begin = reinterpret_cast<std::uintptr_t>(memory);
  std::uintptr_t const skipped = (page - begin % page) % page;
  std::size_t const whole = (bytes - skipped) / page * page;
  static_cast<void>(::madvise(static_cast<char*>(memory) + skipped, whole, MADV_HUGEPAGE));
#else
  static_cast<void>(memory);
  static_cast<void>(bytes);
#endif
}

}  // namespace convolt
