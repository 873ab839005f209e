// SPDX-License-Identifier: BSD-3-Clause
/// Correlations of two long signals at few lags. Both are cut into blocks; the product of the spectrum of a block of
/// samples and the conjugate spectrum of its weights is the spectrum of their correlation, and since that of a sum is
/// the sum of the spectra, these are added up over all blocks and transformed back once (Oppenheim and Schafer,
/// Discrete-Time Signal Processing, section on the computation of correlation). Two blocks go together as a complex
/// signal: the real part of (x1 + i x2) correlated with (g1 + i g2) is that of x1 with g1 plus that of x2 with g2.
///
/// Rounding. As for overlap-save: every output has |error| <= c log2(N) eps ||x||_2 ||g||_2, over all blocks.
///
/// Infinities, NaN and overflow show in the results, and a line in which they do is summed directly.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/block_transform.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/fft/passes.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/cross_spectra/plan.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::cross_spectra {

/// Computes a problem that has signals.
template <VectorElement T, class Arch>
class runner {
  using transform = block_transform<T, Arch>;
  using value = fft::complex_vector<T, Arch>;
  static constexpr index vector_size = static_cast<index>(lanes<T, Arch>);

 public:
  CONVOLT_COLD runner(problem const& p, block_plan const& plan)
      : p_(p),
        signals_(signals_of(p)),
        plan_(plan),
        width_(plan.lanes == lane_use::signals ? vector_size : 1),
        groups_(ceil_divide(p.out_channels, width_)),
        transform_(plan.lanes, plan.samples) {}

  /// Bytes of workspace that a run takes.
  [[nodiscard]] std::size_t workspace_bytes() const {
    std::size_t const copy = aligned_size(block_size() * sizeof(T));
    return 3 * aligned_size(transform_.work_size() * sizeof(T)) + 4 * copy + aligned_size(lanes<T, Arch> * sizeof(T));
  }
  [[nodiscard]] std::size_t memory() const noexcept { return transform_.memory() * sizeof(T); }

  /// Compute the share's part; the workspace has been reserved.
  CONVOLT_COLD void run(operands<T> const& x, workspace& space, share part) const {
    arrays now{.x = x};
    for (T** spectrum : {&now.samples, &now.weights, &now.sums}) { *spectrum = space.take<T>(transform_.work_size()); }
    for (T*& copy : now.copies) { copy = space.take<T>(block_size()); }
    now.zeros = space.take<T>(lanes<T, Arch>);
    std::fill_n(now.zeros, vector_size, T(0));
    index const items = groups_ * output_batch(p_);
    for (index item = part.first(items); item < part.end(items); ++item) {
      compute(now, item / groups_, item % groups_ * width_);
    }
  }

 private:
  /// The arrays of a run.
  struct arrays {
    operands<T> const& x;
    T* samples = nullptr;  ///< spectra of two blocks, and sums of products of such
    T* weights = nullptr;
    T* sums = nullptr;
    std::array<T*, 4> copies{};  ///< of two blocks of samples, of two blocks of weights
    T* zeros = nullptr;
  };

  [[nodiscard]] std::size_t block_size() const { return static_cast<std::size_t>(plan_.samples * width_); }

  /// Batch n of the output, and the channels from o on that are a vector.
  void compute(arrays const& now, index n, index o) const {
    index const channels = std::min(width_, p_.out_channels - o);
    std::fill_n(now.sums, transform_.work_size(), T(0));
    index const items = p_.in_channels * plan_.blocks;
    for (index item = 0; item < items; item += 2) {
      fft::signal_pair<T> x{now.zeros, now.zeros, 0, 0}, w{now.zeros, now.zeros, 0, 0};
      place(now, n, o, item, {now.copies[0], now.copies[2]}, x.first, w.first);
      x.first_step = w.first_step = vector_size;
      if (item + 1 < items) {
        place(now, n, o, item + 1, {now.copies[1], now.copies[3]}, x.second, w.second);
        x.second_step = w.second_step = vector_size;
      }
      transform_.transform_kernel(x, static_cast<T>(plan_.samples), now.samples);
      transform_.transform_kernel(w, T(1), now.weights);
      add_products(now);
    }
    bool const finite = transform_back(now);
    for (index lane = 0; lane < channels; ++lane) { store(now, n, o, lane, finite); }
  }

  /// Where the copies of a block of samples and of weights go.
  struct targets {
    T* samples;
    T* weights;
  };

  /// Copies block `item` of the signals, those of an input channel after those of the one before.
  void place(arrays const& now, index n, index o, index item, targets to, T const*& samples, T const*& weights) const {
    index const channel = item / plan_.blocks, tap = item % plan_.blocks * plan_.taps;
    axis_problem const& a = signals_.axis;
    index const lines = std::min(width_, p_.out_channels - o);
    T const* const x = now.x.input + (input_offset(p_, n, o) + channel * p_.input_channel_step + signals_.cropped);
    T const* const w = now.x.weights + (weights_offset(p_, o) + channel * p_.weights_in_step);
    copy({.from = x, .step = a.input_step, .extent = a.input, .lines = lines}, tap - a.pad_lo, plan_.samples,
         to.samples);
    copy({.from = w, .step = a.weights_step, .extent = a.weights, .lines = lines}, tap, plan_.taps, to.weights);
    samples = to.samples;
    weights = to.weights;
  }

  /// A signal, or several neighbouring ones.
  struct line {
    T const* from;
    index step, extent, lines;
  };
  /// Copies `count` elements from `first` on, with zeros where there are none, and behind them up to a block.
  void copy(line const& source, index first, index count, T* to) const {
    index const begin = std::clamp<index>(-first, 0, count);
    index const end = std::clamp<index>(source.extent - first, begin, count);
    std::fill(to, to + begin * width_, T(0));
    std::fill(to + end * width_, to + plan_.samples * width_, T(0));
    if (begin == end) { return; }
    T const* from = source.from + (first + begin) * source.step;
    T* const end_of_copy = to + end * width_;
    if (width_ == 1 && source.step == 1) {
      std::copy_n(from, end - begin, to + begin);
    } else if (source.lines == vector_size) {
      copy_vectors(from, source.step, to + begin * width_, end_of_copy);
    } else {
      for (T* row = to + begin * width_; row != end_of_copy; row += width_, from = go(from, source.step)) {
        std::copy_n(from, source.lines, row);
        std::fill(row + source.lines, row + width_, T(0));
      }
    }
  }
  static void copy_vectors(T const* from, index step, T* to, T const* end) {
    for (; to != end; to += vector_size, from = go(from, step)) {
      simd<T, Arch>::load_unaligned(from).store_aligned(to);
    }
  }

  /// sums += samples times the conjugate of weights, where the transforms have conjugated both.
  CONVOLT_NOINLINE void add_products(arrays const& now) const {
    T const* x = now.samples;
    T const* w = now.weights;
    for (T* sum = now.sums; sum != now.sums + transform_.work_size(); sum += value::size) {
      (value::load(sum) + fft::multiply<true, T, Arch>(value::load(w), value::load(x))).store(sum);
      x += value::size;
      w += value::size;
    }
  }

  /// From the sums of spectra to the sums, which are in the first copy then. Whether all of them are finite.
  bool transform_back(arrays const& now) const {
    T* const impulse = now.copies[2];
    std::fill_n(impulse, block_size(), T(0));
    std::fill_n(impulse, width_, T(1));
    fft::result_pair<T> const to{.first = now.copies[0],
                                 .second = now.copies[1],
                                 .first_step = vector_size,
                                 .second_step = vector_size,
                                 .count = ceil_divide(signals_.lags, transform::samples_per_vector(plan_.lanes)),
                                 .scale = T(1),
                                 .bias = now.zeros};
    return transform_.correlate({impulse, now.zeros, vector_size, 0}, now.sums, now.samples, to);
  }

  void store(arrays const& now, index n, index o, index lane, bool finite) const {
    axis_problem const& a = signals_.axis;
    T* const sums = now.copies[0] + lane;
    if (!finite && !is_line_finite(sums)) { sum_directly(now, n, o + lane, sums); }
    T* to = now.x.output + (n * p_.output_batch_step + (o + lane) * p_.output_channel_step);
    T const bias = now.x.bias == nullptr ? T(0) : bias_of_channel(p_, now.x, o + lane);
    for (index t = 0; t < a.output; ++t) {
      T const scaled = scale(sums[t * a.stride * width_], now.x.output_scale);
      to[t * a.output_step] = now.x.bias == nullptr ? scaled : scaled + bias;
    }
  }

  bool is_line_finite(T const* sums) const {
    bool finite = true;
    for (index k = 0; k < signals_.lags; ++k) { finite = finite && is_finite(sums[k * width_]); }
    return finite;
  }
  CONVOLT_COLD void sum_directly(arrays const& now, index n, index o, T* sums) const {
    axis_problem const& a = signals_.axis;
    for (index k = 0; k < signals_.lags; ++k) { sums[k * width_] = T(0); }
    for (index i = 0; i < p_.in_channels; ++i) {
      T const* const x = now.x.input + (input_offset(p_, n, o) + i * p_.input_channel_step + signals_.cropped);
      T const* const w = now.x.weights + (weights_offset(p_, o) + i * p_.weights_in_step);
      for (index q = 0; q < a.weights; ++q) {
        T const weight = w[q * a.weights_step];
        index const first = std::clamp<index>(a.pad_lo - q, 0, signals_.lags);
        index const end = std::clamp<index>(a.input + a.pad_lo - q, first, signals_.lags);
        for (index k = first; k < end; ++k) {
          sums[k * width_] = multiply_add(x[(k + q - a.pad_lo) * a.input_step], weight, sums[k * width_]);
        }
      }
    }
  }

  problem const& p_;
  signals signals_;
  block_plan plan_;
  index width_;   ///< lines per vector
  index groups_;  ///< of output channels, as many as a vector has lines
  transform transform_;
};

}  // namespace convolt::engine::methods::cross_spectra
