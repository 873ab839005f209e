// SPDX-License-Identifier: BSD-3-Clause
/// The arrays of the benchmark, the same kind for both sides. Large ones ask for huge pages: with small ones the places
/// that the system happens to pick decide which cache lines collide, and rows with large strides vary from run to run.
/// Layer: bench.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace convolt::bench {

template <class T>
struct aligned_allocator {
  using value_type = T;
  static constexpr std::size_t cache_line = 64, huge_page = std::size_t{1} << 21;

  aligned_allocator() = default;
  template <class U>
  aligned_allocator(aligned_allocator<U> const&) noexcept {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t n) {
    void* const memory = ::operator new(n * sizeof(T), alignment_of(n));
#if defined(__linux__)
    // A wish: whether it is granted changes nothing but the time.
    if (is_large(n)) { static_cast<void>(madvise(memory, n * sizeof(T), MADV_HUGEPAGE)); }
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t n) noexcept { ::operator delete(memory, alignment_of(n)); }

  friend bool operator==(aligned_allocator, aligned_allocator) { return true; }

 private:
  static bool is_large(std::size_t n) { return n * sizeof(T) >= huge_page; }
  static std::align_val_t alignment_of(std::size_t n) { return std::align_val_t{is_large(n) ? huge_page : cache_line}; }
};

template <class T>
using buffer = std::vector<T, aligned_allocator<T>>;

}  // namespace convolt::bench
