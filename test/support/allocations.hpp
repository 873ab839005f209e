// SPDX-License-Identifier: BSD-3-Clause
/// What a program has allocated, and how to make one allocation fail. In every program that counts, one of the tests
/// includes support/replaced_new.hpp, which does the counting; cases that ask have the tag [allocations].
/// Layer: test support.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>

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

}  // namespace convolt::test
