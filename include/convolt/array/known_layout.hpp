// SPDX-License-Identifier: BSD-3-Clause
/// Extents and strides that calls are expected to come with. An array that lies so needs no other check than where it
/// begins: plans and layers find their short way by it. Layer: array.
#pragma once

#include <convolt/array/overlap.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>

#include <cstddef>
#include <cstdint>

namespace convolt::arrays {

class known_layout {
 public:
  known_layout() = default;
  /// Strides that have been checked.
  known_layout(index_list const& shape, index_list const& strides) : shape_(shape), strides_(strides) {
    reach_ = span_of(strided<char const>{.data = nullptr, .shape = shape, .strides = strides});
  }

  [[nodiscard]] index_list const& shape() const { return shape_; }
  [[nodiscard]] index_list const& strides() const { return strides_; }

  /// The element of e whose indices are all 0, if e lies so and has elements; else null.
  template <class E>
  [[nodiscard]] auto first_element(E& e) const -> decltype(e.data()) {
    if (reach_.low == reach_.end || e.dimension() != shape_.size() || e.data() == nullptr) { return nullptr; }
    auto const& extents = e.shape();
    auto const& steps = e.strides();
    for (std::size_t i = 0; i < shape_.size(); ++i) {
      bool const same_extent = extents[i] == static_cast<std::size_t>(shape_[i]);
      bool const same_step = static_cast<index>(steps[i]) == strides_[i] || shape_[i] == 1;
      if (!same_extent || !same_step) { return nullptr; }
    }
    return e.data() + e.data_offset();
  }

  /// The addresses of an array that lies so and has elements.
  template <class T>
  [[nodiscard]] address_range addresses(T const* first) const {
    return {reinterpret_cast<std::uintptr_t>(first + reach_.low), reinterpret_cast<std::uintptr_t>(first + reach_.end)};
  }

 private:
  index_list shape_, strides_;
  span reach_{0, 0};
};

}  // namespace convolt::arrays
