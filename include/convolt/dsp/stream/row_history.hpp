// SPDX-License-Identifier: BSD-3-Clause
/// The last samples of every channel of a stream, and room for those that come: what filters with a finite response
/// remember. It takes its memory once.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <cstddef>
#include <new>
#include <vector>

namespace convolt::dsp::detail {

/// Memory that vectors of any instruction set are aligned in, in containers that can be copied.
template <class T>
struct aligned_allocator {
  using value_type = T;
  aligned_allocator() = default;
  template <class S>
  aligned_allocator(aligned_allocator<S> const&) {}  // NOLINT(google-explicit-constructor): what allocators are asked
  T* allocate(std::size_t n) {
    if (n > static_cast<std::size_t>(-1) / 2 / sizeof(T)) { throw std::bad_alloc(); }
    return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t{engine::memory_alignment}));
  }
  void deallocate(T* p, std::size_t) { ::operator delete(p, std::align_val_t{engine::memory_alignment}); }
  friend bool operator==(aligned_allocator const&, aligned_allocator const&) { return true; }
};
template <class T>
using aligned_vector = std::vector<T, aligned_allocator<T>>;

/// How much is remembered, in rows.
struct history_size {
  index parts = 0;  ///< histories side by side: of groups of channels, or of single channels
  index width = 0;  ///< numbers in a row of a part
  index kept = 0;   ///< rows before those that come
  index ahead = 0;  ///< rows behind these that may be written already
  index room = 0;   ///< rows that come at a time, at most
};

/// Zeros at first.
template <class T>
class row_history {
 public:
  row_history() = default;
  explicit row_history(history_size const& size) : size_(size), end_(size.kept) {
    // A few times what is kept, so that it is seldom moved; and a vector's worth that loops may read over.
    capacity_ = size.kept + size.ahead + std::max(size.room, std::min<index>(size.kept + size.ahead, 1 << 12));
    numbers_.resize(static_cast<std::size_t>(size.parts * part_size()));
  }

  /// Rows that come at a time, at most.
  index room() const { return size_.room; }

  void reset() {
    std::fill(numbers_.begin(), numbers_.end(), T(0));
    end_ = size_.kept;
  }

  /// See that so many rows find room, no more than room().
  void make_room(index rows) {
    if (end_ + rows + size_.ahead <= capacity_) { return; }
    index const moved = (size_.kept + size_.ahead) * size_.width;
    for (index part = 0; part < size_.parts; ++part) {
      T* const begin = numbers_.data() + part * part_size();
      T const* const from = begin + (end_ - size_.kept) * size_.width;
      std::copy(from, from + moved, begin);
    }
    end_ = size_.kept;
  }
  /// The row that comes so many rows after the last one; negative for those that came.
  T* row(index part, index after) { return numbers_.data() + part * part_size() + (end_ + after) * size_.width; }
  /// So many rows have come.
  void advance(index rows) { end_ += rows; }

 private:
  index part_size() const {
    return capacity_ * size_.width + (size_.width < engine::lane_group ? 2 : 0) * engine::lane_group;
  }

  history_size size_{};
  index capacity_ = 0;
  index end_ = 0;  ///< rows before the next one
  aligned_vector<T> numbers_;
};

}  // namespace convolt::dsp::detail
