// SPDX-License-Identifier: BSD-3-Clause
/// The k-th smallest number of a line and the one behind it, for medians and percentiles.
/// Layer: quantity.
#pragma once

#include <convolt/core/finite.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace convolt::detail {

/// Two numbers that are neighbours when all are sorted; of the last one, it itself again.
template <class W>
struct neighbours {
  W kth;
  W next;
};

/// How many of the numbers are not above `pivot`. Sixteen at a time, which compilers turn into vectors.
template <class W>
std::int64_t count_up_to(std::vector<W> const& x, W pivot) {
  std::int64_t count = 0;
  std::size_t const whole = x.size() - x.size() % 16;
  for (std::size_t i = 0; i < whole; i += 16) {
    for (std::size_t j = i; j < i + 16; ++j) { count += x[j] <= pivot ? 1 : 0; }
  }
  for (std::size_t i = whole; i < x.size(); ++i) { count += x[i] <= pivot ? 1 : 0; }
  return count;
}

/// The least and the largest, four at a time, so that no comparison waits for the one before.
template <class W>
std::array<W, 2> range_of(std::vector<W> const& x) {
  std::size_t const whole = x.size() - x.size() % 4;
  W a = x[0], b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (std::size_t i = 0; i < whole; i += 4) {
    a = x[i] < a ? x[i] : a;
    b = x[i + 1] < b ? x[i + 1] : b;
    c = x[i + 2] < c ? x[i + 2] : c;
    d = x[i + 3] < d ? x[i + 3] : d;
    e = x[i] > e ? x[i] : e;
    f = x[i + 1] > f ? x[i + 1] : f;
    g = x[i + 2] > g ? x[i + 2] : g;
    h = x[i + 3] > h ? x[i + 3] : h;
  }
  W low = std::min({a, b, c, d}), high = std::max({e, f, g, h});
  for (std::size_t i = whole; i < x.size(); ++i) {
    low = std::min(low, x[i]);
    high = std::max(high, x[i]);
  }
  return {low, high};
}

/// Numbers k and k + 1 in the order of size, by partial sorting.
template <class It>
auto neighbours_by_sorting(It begin, It end, std::ptrdiff_t k) {
  std::nth_element(begin, begin + k, end);
  auto const kth = begin[k];
  return neighbours<std::remove_const_t<decltype(kth)>>{
      kth, end - begin == k + 1 ? kth : *std::min_element(begin + k + 1, end)};
}

/// Halves the interval that has both until few are left in it, and sorts these. Nothing where the numbers lie so
/// unevenly that many stay, or are infinite.
template <class W>
std::optional<neighbours<W>> neighbours_by_counting(std::vector<W> const& x, std::int64_t k) {
  constexpr std::int64_t few = 16;
  constexpr int most_passes = 16;
  auto const [least, most] = range_of(x);
  W const width = most - least;
  if (width == 0) { return neighbours<W>{least, least}; }
  W low = least - width, high = most;
  if (!bits::is_finite(width) || !bits::is_finite(low)) { return std::nullopt; }
  std::int64_t below = 0, up_to_high = static_cast<std::int64_t>(x.size());
  for (int pass = 0; pass < most_passes && up_to_high - below > few; ++pass) {
    W const pivot = low + (high - low) / 2;
    std::int64_t const count = count_up_to(x, pivot);
    if (count == k + 1 || !(low < pivot && pivot < high)) { break; }
    (count > k ? high : low) = pivot;
    (count > k ? up_to_high : below) = count;
  }
  if (up_to_high - below > few) { return std::nullopt; }
  std::array<W, few + 1> left;
  std::size_t found = 0;
  for (W const v : x) {
    left[found] = v;
    found += static_cast<std::size_t>(low < v) & static_cast<std::size_t>(v <= high);
  }
  return neighbours_by_sorting(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(found),
                               static_cast<std::ptrdiff_t>(k - below));
}

/// The k-th smallest, k from 0, and the one behind it, of numbers without NaN, which may be reordered. Short lines are
/// counted through, without branches that a processor would guess wrong half of the time.
template <class W>
neighbours<W> kth_smallest(std::vector<W>& x, std::size_t k) {
  constexpr std::size_t longest_counted = 4096;
  if (x.size() <= longest_counted) {
    if (auto const found = neighbours_by_counting(x, static_cast<std::int64_t>(k))) { return *found; }
  }
  return neighbours_by_sorting(x.begin(), x.end(), static_cast<std::ptrdiff_t>(k));
}

}  // namespace convolt::detail
