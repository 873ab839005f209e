// SPDX-License-Identifier: BSD-3-Clause
/// The taps of a change of rate by up / down, cut into phases: of the zeros that stand between the samples of an
/// upsampled signal none is ever multiplied, so an output meets every up-th tap.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <cstddef>
#include <vector>

namespace convolt::dsp::detail {

/// Taps and samples of one output: the sum of taps[k] * x[oldest + k], k < count.
template <class T>
struct phase_sum {
  T const* taps = nullptr;
  index count = 0;
  index oldest = 0;  ///< may be before the first sample
};

/// n / by rounded down, by > 0; and what is left.
constexpr index floor_quotient(index n, index by) { return n >= 0 ? n / by : -((-n + by - 1) / by); }
constexpr index floor_remainder(index n, index by) { return n - floor_quotient(n, by) * by; }

/// y[o] = sum over k of h[k] x'[o down + offset - k], where x' is x with up - 1 zeros behind each sample. Prepared once
/// and never changed: any number of threads may compute with it.
template <class T>
class phase_table {
 public:
  /// up and down at least 1; `offset` may be negative. Factors that up and down have in common stay: an output then
  /// meets the taps that it would meet without.
  phase_table(T const* taps, index count, index up, index down, index offset = 0)
      : up_(up), down_(down), offset_(offset), begins_(static_cast<std::size_t>(up) + 1) {
    taps_.reserve(static_cast<std::size_t>(count));
    for (index p = 0; p < up; ++p) {
      index const met = count > p ? (count - p - 1) / up + 1 : 0;
      for (index k = met; k-- > 0;) { taps_.push_back(taps[p + k * up]); }  // the last one meets the oldest sample
      begins_[static_cast<std::size_t>(p) + 1] = static_cast<index>(taps_.size());
    }
  }

  index up() const { return up_; }
  index down() const { return down_; }
  index offset() const { return offset_; }
  /// Samples that an output meets at most.
  index longest() const { return begins_[1]; }

  /// Output o, which may be negative.
  phase_sum<T> of_output(index o) const {
    index const position = o * down_ + offset_;
    index const newest = floor_quotient(position, up_);
    auto const phase = static_cast<std::size_t>(position - newest * up_);
    index const count = begins_[phase + 1] - begins_[phase];
    return {taps_.data() + begins_[phase], count, newest - (count - 1)};
  }
  /// The samples that outputs first .. first + count - 1 can meet: from the oldest one, and behind the newest.
  index oldest_of(index first) const { return floor_quotient(first * down_ + offset_, up_) - (longest() - 1); }
  index behind_newest_of(index first, index count) const {
    return floor_quotient((first + count - 1) * down_ + offset_, up_) + 1;
  }

 private:
  index up_, down_, offset_;
  std::vector<T> taps_;        ///< phase by phase
  std::vector<index> begins_;  ///< of the phases, and the end of the last one
};

}  // namespace convolt::dsp::detail
