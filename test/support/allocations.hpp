// SPDX-License-Identifier: BSD-3-Clause
/// Counts what a program allocates, and makes one allocation fail. A test that includes this replaces operator new of
/// its whole program; several tests of one program may, since the definitions are weak and the linker keeps one of
/// them. Under the thread sanitizer its own operator new is taken: cases that count have the tag [allocations].
/// Layer: test support.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>

namespace convolt::test {

/// Of all threads, from the beginning of the program.
inline std::atomic<std::size_t> allocation_count = 0;
inline std::atomic<std::size_t> allocated_bytes = 0;
/// So many allocations succeed, and the next one fails.
inline std::atomic<std::int64_t> allocations_before_failure = std::numeric_limits<std::int64_t>::max();

inline std::size_t allocations() { return allocation_count; }

/// While it lives, the allocation with this number from now on fails, from 0; those after it do not.
class failing_allocation {
 public:
  explicit failing_allocation(std::int64_t number) { allocations_before_failure = number; }
  failing_allocation(failing_allocation const&) = delete;
  failing_allocation& operator=(failing_allocation const&) = delete;
  ~failing_allocation() { allocations_before_failure = std::numeric_limits<std::int64_t>::max(); }
};

/// Null where it fails.
inline void* counted_memory(std::size_t bytes, std::size_t alignment) noexcept {
  ++allocation_count;
  allocated_bytes += bytes;
  if (allocations_before_failure-- == 0 || bytes > static_cast<std::size_t>(-1) / 2) { return nullptr; }
  return std::aligned_alloc(alignment, (bytes + alignment - (bytes == 0 ? 0 : 1)) / alignment * alignment);
}
inline void* counted_memory_or_throw(std::size_t bytes, std::size_t alignment) {
  if (void* const p = counted_memory(bytes, alignment)) { return p; }
  throw std::bad_alloc();
}

}  // namespace convolt::test

#define CONVOLT_TEST_REPLACES __attribute__((weak))

CONVOLT_TEST_REPLACES void* operator new(std::size_t n) {
  return convolt::test::counted_memory_or_throw(n, alignof(std::max_align_t));
}
// Packed weights and workspace are aligned.
CONVOLT_TEST_REPLACES void* operator new(std::size_t n, std::align_val_t alignment) {
  return convolt::test::counted_memory_or_throw(n, static_cast<std::size_t>(alignment));
}
// The library's temporary buffers are asked for this way and given back to the delete below.
CONVOLT_TEST_REPLACES void* operator new(std::size_t n, std::nothrow_t const&) noexcept {
  return convolt::test::counted_memory(n, alignof(std::max_align_t));
}
CONVOLT_TEST_REPLACES void operator delete(void* p) noexcept { std::free(p); }
CONVOLT_TEST_REPLACES void operator delete(void* p, std::size_t) noexcept { std::free(p); }
CONVOLT_TEST_REPLACES void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
CONVOLT_TEST_REPLACES void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

#undef CONVOLT_TEST_REPLACES
