// SPDX-License-Identifier: BSD-3-Clause
/// Which taps of the last axis neighbouring positions of a line meet: most taps are met by all of them; at the borders
/// of the input some taps are outside for the first positions, or for the last ones.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/shared/rows.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine {

/// Taps [lo, hi).
struct tap_interval {
  index lo = 0, hi = 0;

  [[nodiscard]] constexpr index size() const noexcept { return std::max<index>(0, hi - lo); }
  friend bool operator==(tap_interval const&, tap_interval const&) = default;
};

/// The taps of an axis whose samples start + q * dilation exist.
[[nodiscard]] constexpr tap_interval taps_inside(row_axis const& a, index start) noexcept {
  if (a.dilation == 1) {  // saves two divisions
    return {std::max<index>(0, -start), std::min(std::max<index>(0, a.input - start), a.taps)};
  }
  index const lo = start >= 0 ? 0 : (-start + a.dilation - 1) / a.dilation;
  index const hi = start >= a.input ? 0 : (a.input - 1 - start) / a.dilation + 1;
  return {lo, std::min(hi, a.taps)};
}

/// Neighbouring taps that the same positions meet: all but so many first ones or so many last ones.
struct tap_piece {
  tap_interval taps;
  index missing_first = 0, missing_last = 0;
};

/// The taps that at most MaxRows neighbouring positions meet.
template <std::size_t MaxRows>
class line_pieces {
 public:
  /// The window of the first of `count` positions begins at sample `start`.
  line_pieces(row_axis const& a, index start, index count) noexcept {
    tap_interval const first = taps_inside(a, start);
    tap_interval const last = taps_inside(a, start + (count - 1) * a.stride);
    common_ = {first.lo, last.hi};
    if (common_.size() == 0) { return; }
    for (index q = last.lo; q < first.lo; ++q) {
      add({.taps = {q, q + 1}, .missing_first = (-start - q * a.dilation + a.stride - 1) / a.stride});
    }
    add({.taps = common_});
    for (index q = last.hi; q < first.hi; ++q) {
      index const met = (a.input - 1 - start - q * a.dilation) / a.stride + 1;
      add({.taps = {q, q + 1}, .missing_last = count - met});
    }
  }

  /// What all positions meet. If they have no tap in common, there are no pieces.
  [[nodiscard]] tap_interval common() const noexcept { return common_; }
  /// In the order of the taps.
  [[nodiscard]] tap_piece const* begin() const noexcept { return pieces_.data(); }
  [[nodiscard]] tap_piece const* end() const noexcept { return pieces_.data() + size_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  void add(tap_piece const& piece) noexcept {
    if (size_ != 0) {
      tap_piece& before = pieces_[size_ - 1];
      if (before.missing_first == piece.missing_first && before.missing_last == piece.missing_last) {
        before.taps.hi = piece.taps.hi;
        return;
      }
    }
    CONVOLT_ASSERT(size_ < pieces_.size());
    pieces_[size_++] = piece;
  }

  tap_interval common_;
  std::array<tap_piece, 2 * MaxRows> pieces_;  // none is missing, or 1 ... count - 1 positions at either end
  std::size_t size_ = 0;
};

}  // namespace convolt::engine
