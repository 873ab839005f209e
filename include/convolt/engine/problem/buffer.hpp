// SPDX-License-Identifier: BSD-3-Clause
/// Memory of the engine: aligned arrays for packed numbers, and the workspace that a run writes its intermediate things
/// into. A workspace grows to what the largest run needed and is then reused, so that later runs allocate nothing.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>

namespace convolt::engine {

/// Alignment of all memory of the engine: a cache line, which is also the widest vector.
inline constexpr std::size_t memory_alignment = 64;

/// The smallest multiple of the alignment that is not below `bytes`.
[[nodiscard]] constexpr std::size_t aligned_size(std::size_t bytes) noexcept {
  return (bytes + memory_alignment - 1) / memory_alignment * memory_alignment;
}

/// Bytes of so many numbers of that size.
[[nodiscard]] constexpr index bytes_of(index numbers, std::size_t size) noexcept {
  return numbers * static_cast<index>(size);
}

/// How far it is from one number to another, which may be in another array.
template <class T>
[[nodiscard]] index distance_between(T const* from, T const* to) noexcept {
  return (static_cast<index>(reinterpret_cast<std::uintptr_t>(to)) -
          static_cast<index>(reinterpret_cast<std::uintptr_t>(from))) /
         static_cast<index>(sizeof(T));
}
/// Go there.
template <class T>
[[nodiscard]] CONVOLT_ALWAYS_INLINE T* go(T* from, index distance) noexcept {
  return reinterpret_cast<T*>(reinterpret_cast<std::uintptr_t>(from) +
                              static_cast<std::uintptr_t>(distance) * sizeof(T));
}

struct free_aligned {
  void operator()(std::byte* p) const noexcept { ::operator delete(p, std::align_val_t{memory_alignment}); }
};
using aligned_bytes = std::unique_ptr<std::byte, free_aligned>;

/// Throws std::bad_alloc.
inline aligned_bytes allocate_bytes(std::size_t bytes) {
  if (bytes == 0) { return {}; }
  return aligned_bytes(static_cast<std::byte*>(::operator new(bytes, std::align_val_t{memory_alignment})));
}

/// An aligned array of numbers, all 0 at first. Neither copied nor resized.
template <class T>
class aligned_array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  aligned_array() = default;
  /// Throws std::bad_alloc, also where the size in bytes does not fit in a size_t.
  explicit aligned_array(std::size_t size) : size_(size) {
    if (size > static_cast<std::size_t>(-1) / 2 / sizeof(T)) { throw std::bad_alloc(); }
    memory_ = allocate_bytes(size * sizeof(T));
    std::uninitialized_fill_n(data(), size, T{});
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] T* data() noexcept { return reinterpret_cast<T*>(memory_.get()); }
  [[nodiscard]] T const* data() const noexcept { return reinterpret_cast<T const*>(memory_.get()); }

 private:
  std::size_t size_ = 0;
  aligned_bytes memory_;
};

/// Memory that one run at a time cuts into arrays and gives back as a whole.
class workspace {
 public:
  /// Begin a run that takes at most `bytes`, every array rounded up to the alignment. What was taken before is gone.
  /// Throws std::bad_alloc.
  void reserve(std::size_t bytes) {
    if (bytes > capacity_) {
      memory_.reset();
      capacity_ = 0;
      memory_ = allocate_bytes(bytes);
      capacity_ = bytes;
    }
    used_ = 0;
  }
  /// The next `size` elements, aligned and not initialised.
  template <class T>
  [[nodiscard]] T* take(std::size_t size) noexcept {
    static_assert(std::is_trivially_copyable_v<T>);
    CONVOLT_ASSERT(used_ + aligned_size(size * sizeof(T)) <= capacity_);
    T* const begin = reinterpret_cast<T*>(memory_.get() + used_);
    used_ += aligned_size(size * sizeof(T));
    return begin;
  }
  /// How much is taken; `give_back(taken())` later returns everything taken in between.
  [[nodiscard]] std::size_t taken() const noexcept { return used_; }
  void give_back(std::size_t mark) noexcept { used_ = mark; }

  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

 private:
  aligned_bytes memory_;
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
};

/// The workspace of the calling thread, for callers that have none of their own.
[[nodiscard]] inline workspace& thread_workspace() {
  thread_local workspace space;
  return space;
}

}  // namespace convolt::engine
