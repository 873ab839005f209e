// SPDX-License-Identifier: BSD-3-Clause
/// An operator new for a whole program, which counts and can be made to fail: see support/allocations.hpp. Exactly one
/// test of a program includes this, or the linker finds two of them. (Weak definitions could be many, but those of the
/// address sanitizer come first then.) Under the thread sanitizer its own operator new is taken.
/// Layer: test support.
#pragma once

#include <support/allocations.hpp>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace convolt::test {

inline void* counted_memory_or_throw(std::size_t bytes, std::size_t alignment) {
  if (void* const p = counted_memory(bytes, alignment)) { return p; }
  throw std::bad_alloc();
}

}  // namespace convolt::test

void* operator new(std::size_t n) { return convolt::test::counted_memory_or_throw(n, alignof(std::max_align_t)); }
// Packed weights and workspace are aligned.
void* operator new(std::size_t n, std::align_val_t alignment) {
  return convolt::test::counted_memory_or_throw(n, static_cast<std::size_t>(alignment));
}
// The library's temporary buffers are asked for this way and given back to the delete below.
void* operator new(std::size_t n, std::nothrow_t const&) noexcept {
  return convolt::test::counted_memory(n, alignof(std::max_align_t));
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
