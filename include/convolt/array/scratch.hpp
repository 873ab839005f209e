// SPDX-License-Identifier: BSD-3-Clause
/// Memory for the numbers of an array that lives within one call, row after row.
/// Layer: array.
#pragma once

#include <convolt/array/strided.hpp>
#include <convolt/array/strided_copy.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace convolt::arrays {

/// Numbers that are not initialised. The number of bytes has been checked before: geometry::check_extents.
template <class T>
class scratch {
 public:
  /// Throws std::bad_alloc.
  explicit scratch(index_list const& shape)
      : memory_(new T[size_of(shape)]),
        view_{.data = memory_.get(), .shape = shape, .strides = row_major_strides(shape)} {}

  strided<T> const& view() const { return view_; }
  strided<T const> read() const { return {.data = view_.data, .shape = view_.shape, .strides = view_.strides}; }
  void fill(T const& value) { std::fill_n(view_.data, size_of(view_.shape), value); }

 private:
  static std::size_t size_of(index_list const& shape) {
    std::size_t size = 1;
    for (index const extent : shape) { size *= static_cast<std::size_t>(extent); }
    return size;
  }

  std::unique_ptr<T[]> memory_;
  strided<T> view_;
};

}  // namespace convolt::arrays
