// SPDX-License-Identifier: BSD-3-Clause
/// The kernels of a problem of lines, copied in the order of their taps; and whether transforms can represent them.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/overlap_save/lines.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace convolt::engine::methods::overlap_save {

/// How many kernels differ, as far as steps tell: one if all output channels have the same weights.
[[nodiscard]] constexpr index kernel_count(problem const& p) noexcept {
  bool const shared_in_group = out_channels_per_group(p) == 1 || p.weights_out_step == 0;
  bool const shared_by_groups = p.feature_groups == 1 || p.weights_group_step == 0;
  return shared_in_group && shared_by_groups ? std::min<index>(p.out_channels, 1) : p.out_channels;
}

template <class T, class Arch>
class kernel_list {
 public:
  /// The problem has lines. Throws std::bad_alloc.
  CONVOLT_COLD explicit kernel_list(request<T> const& r)
      : taps_(list_lines(r.p).axis.weights),
        count_(kernel_count(r.p)),
        weights_(static_cast<std::size_t>(taps_ * count_)) {
    index const step = list_lines(r.p).axis.weights_step;
    for (index o = 0; o < count_; ++o) {
      T* const kernel = weights_.data() + o * taps_;
      T const* const source = r.weights + weights_offset(r.p, o);
      T sum = 0;
      T most = 0;
      for (index q = 0; q < taps_; ++q) {
        kernel[q] = source[q * step];
        sum += std::abs(kernel[q]);
        most = std::max(most, std::abs(kernel[q]));
      }
      tame_ = tame_ && is_finite(sum) && sum <= largest && (sum == 0 || most >= smallest);
      largest_sum_ = std::max(largest_sum_, sum);
    }
  }

  [[nodiscard]] index count() const noexcept { return count_; }
  [[nodiscard]] std::size_t size() const noexcept { return weights_.size(); }
  [[nodiscard]] T const* of_channel(index o) const noexcept { return weights_.data() + (count_ == 1 ? 0 : o * taps_); }
  /// The largest sum of the absolute values of a kernel.
  [[nodiscard]] T largest_sum() const noexcept { return largest_sum_; }
  /// Whether all weights are finite, and so far from both ends of the range that their spectra are too.
  [[nodiscard]] bool has_spectra() const noexcept { return tame_; }

 private:
  static constexpr T largest = T(1) / (std::numeric_limits<T>::min() * static_cast<T>(1LL << 50));
  static constexpr T smallest = std::numeric_limits<T>::min() * static_cast<T>(1LL << 50);

  index taps_, count_;
  aligned_array<T> weights_;
  T largest_sum_ = 0;
  bool tame_ = true;
};

}  // namespace convolt::engine::methods::overlap_save
