// SPDX-License-Identifier: BSD-3-Clause
/// Sums over all axes of an array but that of its channels, as the gradient of a bias is one. Sixteen sums run side by
/// side, and are added up in pairs of equally many terms: rounding errors grow with the logarithm of their number.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/loops/arithmetic.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine {

/// An axis that is summed over.
struct summed_axis {
  index extent = 1;
  index step = 0;  ///< neighbours in memory, in elements; may be 0 or negative
};
using summed_axes = inline_list<summed_axis, max_spatial_rank + 1>;

namespace detail {

/// Rows of numbers, added up column by column: first a few one after the other, then the sums in pairs, as a binary
/// counter carries (Higham: The accuracy of floating point summation, SIAM J. Sci. Comput. 14, 1993).
template <Element T, class Arch>
class row_sums {
 public:
  static constexpr index lanes = 16;
  using row = std::array<T, static_cast<std::size_t>(lanes)>;

  /// Rows first[i * step + lane * lane_step], i < count, lane < width. Lanes beyond are left as they are.
  void add(T const* first, index count, index step, index width, index lane_step) noexcept {
    while (count > 0) {
      index const now = std::min(count, rows_at_once - rows_);
      if (width == lanes && lane_step == 1) {
        add_neighbours(first, now, step);
      } else {
        add_apart(first, now, step, width, lane_step);
      }
      rows_ += now;
      if (rows_ == rows_at_once) { carry(); }
      first += now * step;
      count -= now;
    }
  }

  [[nodiscard]] row total() const noexcept {
    row sum = current_;
    for (std::size_t level = 0; (carried_ >> level) != 0; ++level) {
      if ((carried_ >> level & 1) != 0) { add_to(sum, levels_[level]); }
    }
    return sum;
  }

 private:
  static constexpr index rows_at_once = 32;

  static void add_to(row& sum, row const& terms) noexcept {
    for (std::size_t i = 0; i < sum.size(); ++i) { sum[i] = engine::add(sum[i], terms[i]); }
  }

  void add_neighbours(T const* first, index count, index step) noexcept {
    row sum = current_;  // in registers
    for (index i = 0; i < count; ++i) {
      T const* const from = first + i * step;
      for (std::size_t lane = 0; lane < sum.size(); ++lane) { sum[lane] = engine::add(sum[lane], from[lane]); }
    }
    current_ = sum;
  }
  void add_apart(T const* first, index count, index step, index width, index lane_step) noexcept {
    for (index i = 0; i < count; ++i) {
      T const* const from = first + i * step;
      for (index lane = 0; lane < width; ++lane) {
        T& sum = current_[static_cast<std::size_t>(lane)];
        sum = engine::add(sum, from[lane * lane_step]);
      }
    }
  }

  void carry() noexcept {
    std::size_t level = 0;
    for (; (carried_ >> level & 1) != 0; ++level) { add_to(current_, levels_[level]); }
    levels_[level] = current_;
    ++carried_;
    current_ = {};
    rows_ = 0;
  }

  row current_{};
  index rows_ = 0;
  std::size_t carried_ = 0;  ///< its digits tell which levels count
  std::array<row, 48> levels_;
};

/// The same sums over fewer axes, the one with the smallest steps last.
inline summed_axes merged(summed_axes axes) noexcept {
  auto const size = [](index step) { return step < 0 ? -step : step; };
  std::sort(axes.begin(), axes.end(),
            [&](summed_axis const& a, summed_axis const& b) { return size(a.step) > size(b.step); });
  summed_axes result;
  for (summed_axis const& axis : axes) {
    if (axis.extent == 1) { continue; }
    if (!result.empty() && result[result.size() - 1].step == axis.extent * axis.step) {
      summed_axis& outer = result[result.size() - 1];
      outer = {outer.extent * axis.extent, axis.step};
    } else {
      result.push_back(axis);
    }
  }
  if (result.empty()) { result.push_back({}); }
  return result;
}

/// Calls visit(offset) for every position on all axes but the last.
template <class Arch, class Visit>
void for_each_line(summed_axes const& axes, std::size_t d, index offset, Visit const& visit) noexcept {
  if (d + 1 == axes.size()) { return visit(offset); }
  for (index i = 0; i < axes[d].extent; ++i) { for_each_line<Arch>(axes, d + 1, offset + i * axes[d].step, visit); }
}

/// One channel, whose numbers are neighbours along the last axis.
template <Element T, class Arch>
T sum_along_lines(T const* first, summed_axes const& axes) noexcept {
  using sums_of_rows = row_sums<T, Arch>;
  index const length = axes[axes.size() - 1].extent;
  index const rows = length / sums_of_rows::lanes;
  index const covered = rows * sums_of_rows::lanes;
  sums_of_rows sums;
  for_each_line<Arch>(axes, 0, 0, [&](index offset) {
    sums.add(first + offset, rows, sums_of_rows::lanes, sums_of_rows::lanes, 1);
    if (covered < length) { sums.add(first + offset + covered, 1, 0, length - covered, 1); }
  });
  auto sum = sums.total();
  for (std::size_t half = sum.size() / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) { sum[i] = engine::add(sum[i], sum[i + half]); }
  }
  return sum[0];
}

}  // namespace detail

/// sums[c] = factor * the sum of first[c * channel_step + position] over all positions. A factor of 1 is skipped;
/// `first` may be null where an axis has no elements. Allocates and throws nothing.
template <Element T, class Arch = target_arch>
void sum_channels(T const* first, index channels, index channel_step, summed_axes const& positions, T factor,
                  T* sums) noexcept {
  for (summed_axis const& axis : positions) {
    if (axis.extent == 0) {
      std::fill_n(sums, channels, T{});
      return;
    }
  }
  summed_axes const axes = detail::merged(positions);
  summed_axis const last = axes[axes.size() - 1];
  constexpr index lanes = detail::row_sums<T, Arch>::lanes;
  if (last.step == 1 && (channel_step != 1 || channels == 1)) {
    for (index c = 0; c < channels; ++c) {
      sums[c] = scale(detail::sum_along_lines<T, Arch>(first + c * channel_step, axes), factor);
    }
    return;
  }
  for (index c = 0; c < channels; c += lanes) {
    index const width = std::min(lanes, channels - c);
    detail::row_sums<T, Arch> rows;
    detail::for_each_line<Arch>(axes, 0, c * channel_step, [&](index offset) {
      rows.add(first + offset, last.extent, last.step, width, channel_step);
    });
    auto const total = rows.total();
    std::transform(total.begin(), total.begin() + width, sums + c, [factor](T sum) { return scale(sum, factor); });
  }
}

}  // namespace convolt::engine
