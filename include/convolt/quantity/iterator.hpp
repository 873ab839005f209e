// SPDX-License-Identifier: BSD-3-Clause
/// Iterates over the elements of an array quantity as quantities.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/element.hpp>

#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

namespace convolt::detail {

/// Adds the unit to what the iterator It of the wrapped array yields. A reference stays one, so that algorithms of the
/// standard library sort and write; a value is a constant.
template <class It, class U>
class quantity_iterator {
  using raw_reference = typename std::iterator_traits<It>::reference;
  using number = std::remove_cvref_t<raw_reference>;

 public:
  using reference = element_of_array_t<U, raw_reference>;
  using value_type = quantity<U, number>;
  using difference_type = typename std::iterator_traits<It>::difference_type;
  using pointer = std::conditional_t<std::is_reference_v<reference>, std::remove_reference_t<reference>*, void>;
  using iterator_category =
      std::conditional_t<std::is_reference_v<reference>, std::random_access_iterator_tag, std::input_iterator_tag>;
  using iterator_concept = std::random_access_iterator_tag;

  constexpr quantity_iterator() = default;
  constexpr quantity_iterator(It at, kept_unit<U> const& unit) : at_(std::move(at)), unit_(unit) {}

  constexpr reference operator*() const { return as_element<U, raw_reference>(*at_, unit_); }
  constexpr pointer operator->() const
    requires(std::is_reference_v<reference>)
  {
    return std::addressof(**this);
  }
  constexpr reference operator[](difference_type n) const { return *(*this + n); }

  constexpr quantity_iterator& operator++() {
    ++at_;
    return *this;
  }
  constexpr quantity_iterator operator++(int) {
    quantity_iterator before = *this;
    ++at_;
    return before;
  }
  constexpr quantity_iterator& operator--() {
    --at_;
    return *this;
  }
  constexpr quantity_iterator operator--(int) {
    quantity_iterator before = *this;
    --at_;
    return before;
  }
  constexpr quantity_iterator& operator+=(difference_type n) {
    at_ += n;
    return *this;
  }
  constexpr quantity_iterator& operator-=(difference_type n) {
    at_ -= n;
    return *this;
  }
  friend constexpr quantity_iterator operator+(quantity_iterator i, difference_type n) { return i += n; }
  friend constexpr quantity_iterator operator+(difference_type n, quantity_iterator i) { return i += n; }
  friend constexpr quantity_iterator operator-(quantity_iterator i, difference_type n) { return i -= n; }
  friend constexpr difference_type operator-(quantity_iterator const& a, quantity_iterator const& b) {
    return a.at_ - b.at_;
  }
  friend constexpr bool operator==(quantity_iterator const& a, quantity_iterator const& b) { return a.at_ == b.at_; }
  friend constexpr bool operator<(quantity_iterator const& a, quantity_iterator const& b) { return a.at_ < b.at_; }
  friend constexpr bool operator>(quantity_iterator const& a, quantity_iterator const& b) { return b < a; }
  friend constexpr bool operator<=(quantity_iterator const& a, quantity_iterator const& b) { return !(b < a); }
  friend constexpr bool operator>=(quantity_iterator const& a, quantity_iterator const& b) { return !(a < b); }

 private:
  It at_{};
  kept_unit<U> unit_{};
};

/// The iterator of a quantity in U from that of its array: a pointer where that is one.
template <class U, class It>
constexpr auto iterate(It at, kept_unit<U> const& unit) {
  if constexpr (Unit<U> && std::is_pointer_v<It>) {
    using element = element_of_array_t<U, std::remove_pointer_t<It>&>;
    return reinterpret_cast<std::remove_reference_t<element>*>(at);
  } else {
    return quantity_iterator<It, U>(std::move(at), unit);
  }
}

}  // namespace convolt::detail
