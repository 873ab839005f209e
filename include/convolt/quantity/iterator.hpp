// SPDX-License-Identifier: BSD-3-Clause
/// Iterates over the elements of an array quantity as quantities.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/storage.hpp>

#include <iterator>
#include <type_traits>
#include <utility>

namespace convolt::detail {

struct tag_access {};

/// Adds the unit to what the iterator It of the wrapped array yields; a reference stays one that can be assigned to.
template <class It, class U>
class quantity_iterator {
  using raw_reference = typename std::iterator_traits<It>::reference;
  using element = std::conditional_t<std::is_lvalue_reference_v<raw_reference> &&
                                         !std::is_const_v<std::remove_reference_t<raw_reference>>,
                                     raw_reference, std::remove_cvref_t<raw_reference>>;

 public:
  using iterator_category = std::input_iterator_tag;
  using difference_type = typename std::iterator_traits<It>::difference_type;
  using value_type = quantity<U, std::remove_cvref_t<raw_reference>>;
  using reference = quantity<U, element>;
  using pointer = void;

  constexpr quantity_iterator(It at, U const& unit) : at_(std::move(at)), unit_(unit) {}

  constexpr reference operator*() const { return reference(tag_access{}, *at_, keep(unit_)); }
  constexpr quantity_iterator& operator++() {
    ++at_;
    return *this;
  }
  constexpr quantity_iterator operator++(int) {
    quantity_iterator before = *this;
    ++at_;
    return before;
  }
  friend constexpr bool operator==(quantity_iterator const& a, quantity_iterator const& b) { return a.at_ == b.at_; }

 private:
  It at_;
  U unit_;
};

}  // namespace convolt::detail
