// SPDX-License-Identifier: BSD-3-Clause
/// Runs a stream through a long kernel by uniformly partitioned overlap-save (Stockham 1966; Kulp 1988): block by
/// block, the spectra of the last samples, as many as the kernel has parts, times those of the parts.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/response.hpp>
#include <convolt/dsp/stream/own_workspace.hpp>
#include <convolt/dsp/stream/row_history.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

/// Spectra are rows of the loops over lanes: 16 real parts, and 16 imaginary ones. With hr -hi as the weights of a row,
/// its two halves add up to the real part of the product, with hi hr to the imaginary part.
template <class T>
class partitioned_runner {
 public:
  template <class Arch>
  partitioned_runner(Arch, std::vector<double> taps, index block, index channels)
      : filter_{std::move(taps)},
        block_(block),
        channels_(channels),
        parts_((static_cast<index>(filter_.taps.size()) + block - 1) / block),
        rows_of_spectrum_((block + 1 + half - 1) / half),
        transform_(engine::make_transform<T, Arch>(2 * block, engine::fft::line_of::real_numbers)),
        spectra_({.parts = channels * rows_of_spectrum_, .width = group, .kept = parts_ - 1, .ahead = 0, .room = 1}),
        lines_(static_cast<std::size_t>(channels * 2 * block)),
        line_(static_cast<std::size_t>(2 * block)),
        re_(static_cast<std::size_t>(rows_of_spectrum_ * half)),
        im_(re_.size()),
        weights_(static_cast<std::size_t>(rows_of_spectrum_ * 2 * parts_ * group)) {
    for (index part = 0; part < parts_; ++part) { set_weights(part); }
    transform_->inverse_real({re_.data(), im_.data()}, line_.data(), work_.get());  // both ways have what they need now
  }

  index channels() const { return channels_; }
  index ready(index rows) const { return (count_ + rows) / block_ * block_ - count_ / block_ * block_; }
  index held() const { return block_ - 1; }
  index tail() const { return count_ == 0 ? 0 : count_ % block_ + static_cast<index>(filter_.taps.size()) - 1; }
  index zeros_for_tail() const { return (tail() + block_ - 1) / block_ * block_ - (tail() > 0 ? count_ % block_ : 0); }
  index preferred_rows() const { return block_; }
  double group_delay(double turn) const { return filter_.delay(turn); }

  void reset() {
    spectra_.reset();
    std::fill(lines_.begin(), lines_.end(), T(0));
    count_ = 0;
  }

  template <class Arch, class In, class Out>
  void run(lane_rows<In const> from, index rows, lane_rows<Out> to, scaling const& by) {
    for (index done = 0; done < rows;) {
      index const filled = count_ % block_, n = std::min(block_ - filled, rows - done);
      for (index c = 0; c < channels_; ++c) {
        T* const line = line_of(c) + block_ + filled;
        In const* const p = from.first + c * from.channel_step;
        for (index t = 0; t < n; ++t) { line[t] = static_cast<T>(p[t * from.row_step]) * static_cast<T>(by.gain); }
      }
      done += n;
      count_ += n;
      from = from.from(n, 0);
      if (count_ % block_ != 0) { continue; }
      spectra_.make_room(1);
      for (index c = 0; c < channels_; ++c) {
        run_block<Arch>(c);
        Out* const y = to.first + c * to.channel_step;
        for (index t = 0; t < block_; ++t) {
          y[t * to.row_step] = to_sample<Out>(line_[static_cast<std::size_t>(block_ + t)] * static_cast<T>(by.factor));
        }
      }
      spectra_.advance(1);
      to = to.from(block_, 0);
    }
  }

 private:
  static constexpr index group = engine::lane_group;
  static constexpr index half = group / 2;

  /// The last two blocks of a channel.
  T* line_of(index channel) { return lines_.data() + channel * 2 * block_; }
  T* weights_of(index row, index which) { return weights_.data() + (row * 2 + which) * parts_ * group; }

  /// The spectrum of a part of the kernel, as weights; the first part for the latest samples.
  void set_weights(index part) {
    std::fill(line_.begin(), line_.end(), T(0));
    index const first = part * block_, last = std::min(first + block_, static_cast<index>(filter_.taps.size()));
    for (index k = first; k < last; ++k) {
      double const scaled = filter_.taps[static_cast<std::size_t>(k)] / static_cast<double>(2 * block_);
      line_[static_cast<std::size_t>(k - first)] = static_cast<T>(scaled);
    }
    transform_->forward_real(line_.data(), {re_.data(), im_.data()}, work_.get());
    index const place = (parts_ - 1 - part) * group;
    for (index f = 0; f <= block_; ++f) {
      T const re = re_[static_cast<std::size_t>(f)], im = im_[static_cast<std::size_t>(f)];
      T* const for_real = weights_of(f / half, 0) + place + f % half;
      T* const for_imaginary = weights_of(f / half, 1) + place + f % half;
      for_real[0] = re;
      for_real[half] = -im;
      for_imaginary[0] = im;
      for_imaginary[half] = re;
    }
  }

  /// The results of a block of a channel, in the second half of line_.
  template <class Arch>
  void run_block(index channel) {
    T* const line = line_of(channel);
    transform_->forward_real(line, {re_.data(), im_.data()}, work_.get());
    std::copy(line + block_, line + 2 * block_, line);
    for (index row = 0; row < rows_of_spectrum_; ++row) {
      index const place = channel * rows_of_spectrum_ + row;
      T *const re = re_.data() + row * half, *const im = im_.data() + row * half;
      T* const latest = spectra_.row(place, 0);
      std::copy(re, re + half, latest);
      std::copy(im, im + half, latest + half);
      add_products<Arch>(row, 0, spectra_.row(place, 1 - parts_), re);
      add_products<Arch>(row, 1, spectra_.row(place, 1 - parts_), im);
    }
    transform_->inverse_real({re_.data(), im_.data()}, line_.data(), work_.get());
  }
  template <class Arch>
  void add_products(index row, index which, T const* rows, T* out) {
    alignas(64) std::array<T, static_cast<std::size_t>(group)> sums;
    engine::backend<T, Arch>::run_taps({.rows = rows,
                                        .row_step = group,
                                        .tap_step = group,
                                        .weights = weights_of(row, which),
                                        .own_weights = true,
                                        .taps = parts_,
                                        .sums = sums.data(),
                                        .count = 1,
                                        .lanes = group});
    for (index f = 0; f < half; ++f) {
      out[f] = sums[static_cast<std::size_t>(f)] + sums[static_cast<std::size_t>(f + half)];
    }
  }

  evaluated_taps filter_;
  index block_, channels_;
  index parts_;             ///< of the kernel
  index rows_of_spectrum_;  ///< of half frequencies each
  engine::transform_pointer<T> transform_;
  own_workspace work_;
  row_history<T> spectra_;
  std::vector<T> lines_, line_;
  std::vector<T> re_, im_;
  aligned_vector<T> weights_;
  index count_ = 0;  ///< samples that have come
};

}  // namespace convolt::dsp::detail
