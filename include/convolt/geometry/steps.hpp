// SPDX-License-Identifier: BSD-3-Clause
/// A list of integers given by the user, one per spatial axis: strides, dilations, filter shapes, output paddings.
/// Layer: geometry.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/text.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace convolt {

namespace geometry {

/// `value` as an index. Throws parameter_error "integer_out_of_range" if it does not fit.
template <Integer I>
constexpr index to_index(I value, std::string_view what) {
  checked_index const checked = value;
  if (checked.overflowed) {
    throw_parameter_error({.where = what, .argument = "entry"}, {.category = "integer_out_of_range",
                                                                 .problem = "does not fit a signed 64-bit integer",
                                                                 .actual = std::to_string(value)});
  }
  return checked.value;
}

/// One entry of a braced list: any integer, so that {1, n} may mix types. Floating point and bool are no entries.
struct integer_entry {
  index value;
  template <Integer I>
  constexpr integer_entry(I v)  // NOLINT(google-explicit-constructor): an entry is an integer
      : value(to_index(v, "steps")) {}
};

/// Something with a begin and an end whose elements are integers.
template <class R>
concept IntegerRange = requires(R const& r) {
  std::begin(r);
  std::end(r);
  requires Integer<std::remove_cvref_t<decltype(*std::begin(r))>>;
};

}  // namespace geometry

/// One integer per spatial axis, in the order of the kernel's letters.
///
/// From a braced list, `{2, 1}`, or any range of integers. A single integer is not a list and does not compile. Entries
/// that do not fit `index` throw parameter_error; whether they are positive and how many there are is checked by the
/// function that is given the list, which knows what it is called. An empty list is "not given": the function takes its
/// default.
class steps {
 public:
  constexpr steps() = default;
  constexpr steps(std::initializer_list<geometry::integer_entry> entries) {
    for (geometry::integer_entry e : entries) { append(e.value); }
  }
  template <Integer I>
  steps(I) = delete;  // give a list with one entry per spatial axis: {1}, or {1, 1} in two dimensions
  template <class R>
    requires(!std::same_as<std::remove_cvref_t<R>, steps> && geometry::IntegerRange<R>)
  constexpr steps(R const& range) {  // NOLINT(google-explicit-constructor): any list of integers is one
    for (auto it = std::begin(range); it != std::end(range); ++it) { append(geometry::to_index(*it, "steps")); }
  }

  /// False for `steps{}` and for every empty list: programs that fill lists leave them empty for "not given", too.
  constexpr bool given() const { return size_ > 0; }
  /// How many entries were given. May exceed the number of axes that a convolution can have.
  constexpr std::size_t size() const { return size_; }
  constexpr index operator[](std::size_t i) const { return kept_[i]; }
  /// The entries; no more than a convolution can have axes.
  constexpr std::span<index const> values() const { return {kept_.begin(), kept_.size()}; }

  friend constexpr bool operator==(steps const&, steps const&) = default;

 private:
  constexpr void append(index value) {
    if (kept_.size() < max_spatial_rank) { kept_.push_back(value); }
    ++size_;
  }

  inline_list<index, max_spatial_rank> kept_;
  std::size_t size_ = 0;
};

}  // namespace convolt
