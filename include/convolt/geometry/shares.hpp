// SPDX-License-Identifier: BSD-3-Clause
/// An axis dealt over ranks: each has a slice of neighbours, in the order of the ranks. Slices may be of any size, also
/// empty.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace convolt::geometry {

/// Neighbours along an axis: those whose numbers n are first <= n < end.
struct slice {
  index first = 0, end = 0;

  [[nodiscard]] constexpr index size() const noexcept { return end - first; }
  [[nodiscard]] constexpr bool empty() const noexcept { return end <= first; }
  /// Whether all of another slice are among these.
  [[nodiscard]] constexpr bool holds(slice other) const noexcept {
    return other.empty() || (first <= other.first && other.end <= end);
  }
  friend constexpr bool operator==(slice, slice) = default;
};

/// What two slices have in common.
[[nodiscard]] constexpr slice common(slice a, slice b) noexcept {
  index const first = std::max(a.first, b.first);
  return {first, std::max(first, std::min(a.end, b.end))};
}

/// Share number `rank` of `extent` things that are dealt evenly: shares differ by one at most, the larger ones first.
[[nodiscard]] constexpr slice even_share(index extent, index ranks, index rank) noexcept {
  index const each = extent / ranks, larger = extent % ranks;
  index const first = rank * each + std::min(rank, larger);
  return {first, first + each + (rank < larger ? 1 : 0)};
}

/// The slices of all ranks.
class shares {
 public:
  /// Of these sizes, none of which is negative.
  explicit shares(std::span<index const> sizes) {
    ends_.reserve(sizes.size());
    for (index const size : sizes) { ends_.push_back(extent() + size); }
  }
  /// As even as can be.
  shares(index extent, index ranks) : ends_(static_cast<std::size_t>(ranks)) {
    for (index r = 0; r < ranks; ++r) { ends_[static_cast<std::size_t>(r)] = even_share(extent, ranks, r).end; }
  }
  /// With these ends, which do not decrease.
  static shares with_ends(std::vector<index> ends) {
    shares s({});
    s.ends_ = std::move(ends);
    return s;
  }

  [[nodiscard]] index ranks() const noexcept { return static_cast<index>(ends_.size()); }
  [[nodiscard]] index extent() const noexcept { return ends_.empty() ? 0 : ends_.back(); }
  [[nodiscard]] slice operator[](index rank) const noexcept {
    return {rank == 0 ? 0 : ends_[static_cast<std::size_t>(rank - 1)], ends_[static_cast<std::size_t>(rank)]};
  }
  /// Who has a sample, 0 <= number < extent().
  [[nodiscard]] index rank_of(index number) const noexcept {
    return static_cast<index>(std::upper_bound(ends_.begin(), ends_.end(), number) - ends_.begin());
  }

 private:
  std::vector<index> ends_;
};

}  // namespace convolt::geometry
