// SPDX-License-Identifier: BSD-3-Clause
/// A list of few values that never allocates: extents, strides, the axes of a window. Usable in constant expressions.
/// Layer: core.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <new>
#include <stdexcept>
#include <type_traits>

namespace convolt {

/// At most Capacity values in a row, kept inside the object. A value type: copies are independent, equality compares
/// the values that are in the list and nothing else. Places without a value are not initialised: most lists are short,
/// and to fill them all would take longer than a tiny convolution.
template <class T, std::size_t Capacity>
class inline_list {
  static_assert(std::is_trivially_copy_constructible_v<T> && std::is_trivially_destructible_v<T>);

 public:
  using value_type = T;
  using size_type = std::size_t;
  using iterator = T*;
  using const_iterator = T const*;

  constexpr inline_list() noexcept {
    if (std::is_constant_evaluated()) { std::construct_at(&items_); }  // constants have no places without a value
  }
  /// Throws std::length_error if there are more values than the list can hold.
  constexpr inline_list(std::initializer_list<T> values) : inline_list(values.begin(), values.end()) {}
  /// The values of [first, last). Throws std::length_error as above.
  template <class Iterator, class Sentinel>
    requires requires(Iterator i, Sentinel s) {
      *i;
      ++i;
      i != s;
    }
  constexpr inline_list(Iterator first, Sentinel last) : inline_list() {
    for (; first != last; ++first) { push_back(static_cast<T>(*first)); }
  }

  /// value_of(0), value_of(1), ..., so many. Throws std::length_error as above.
  template <class F>
  static constexpr inline_list generated(std::size_t count, F const& value_of) {
    if (count > Capacity) { throw_full(); }
    inline_list list;
    for (std::size_t i = 0; i < count; ++i) { std::construct_at(list.items_.data() + i, value_of(i)); }
    list.size_ = count;
    return list;
  }
  /// A list of `count` equal values. A name, because a constructor would be mistaken for a list of two.
  static constexpr inline_list filled(std::size_t count, T const& value) {
    return generated(count, [&](std::size_t) { return value; });
  }

  /// A list of `count` values that are written before they are read.
  static constexpr inline_list unset(std::size_t count)
    requires std::is_trivially_default_constructible_v<T>
  {
    if (count > Capacity) { throw_full(); }
    inline_list list;
    list.size_ = count;
    return list;
  }

  static constexpr std::size_t capacity() { return Capacity; }
  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }

  /// Append. Throws std::length_error when the list is full.
  constexpr void push_back(T const& value) {
    if (size_ == Capacity) { throw_full(); }
    std::construct_at(items_.data() + size_, value);
    ++size_;
  }
  /// Append make(), which is made where it is, and return it. Throws std::length_error when the list is full.
  template <class F>
  constexpr T& append_made(F const& make) {
    if (size_ == Capacity) { throw_full(); }
    T* const place = items_.data() + size_;
    if (std::is_constant_evaluated()) {
      std::construct_at(place, make());
    } else {
      ::new (static_cast<void*>(place)) T(make());
    }
    ++size_;
    return *place;
  }
  /// Append a value of default members and return it, to be filled in where it is.
  constexpr T& emplace_back()
    requires(!std::is_trivially_default_constructible_v<T>)
  {
    if (size_ == Capacity) { throw_full(); }
    T* const place = items_.data() + size_++;
    if (std::is_constant_evaluated()) { return *std::construct_at(place); }
    return *::new (static_cast<void*>(place)) T;  // T() would be zeroed as a whole before
  }
  constexpr void clear() { size_ = 0; }

  constexpr T& operator[](std::size_t i) {
    CONVOLT_ASSERT(i < size_);
    return items_[i];
  }
  constexpr T const& operator[](std::size_t i) const {
    CONVOLT_ASSERT(i < size_);
    return items_[i];
  }

  constexpr T* data() { return items_.data(); }
  constexpr T const* data() const { return items_.data(); }
  constexpr T* begin() { return items_.data(); }
  constexpr T* end() { return items_.data() + size_; }
  constexpr T const* begin() const { return items_.data(); }
  constexpr T const* end() const { return items_.data() + size_; }

  friend constexpr bool operator==(inline_list const& a, inline_list const& b) {
    if (a.size_ != b.size_) { return false; }
    for (std::size_t i = 0; i < a.size_; ++i) {
      if (!(a.items_[i] == b.items_[i])) { return false; }
    }
    return true;
  }

 private:
  [[noreturn]] static void throw_full() {
    throw std::length_error("convolt::inline_list: more values than it can hold");
  }

  union {
    std::array<T, Capacity> items_;
  };
  std::size_t size_ = 0;
};

/// The most spatial axes a convolution may have. An array has two axes more, for batch and channels.
inline constexpr std::size_t max_spatial_rank = 8;

/// The extents (or strides) of an array that takes part in a convolution.
using index_list = inline_list<index, max_spatial_rank + 2>;

}  // namespace convolt
