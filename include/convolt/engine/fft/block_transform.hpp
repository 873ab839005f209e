// SPDX-License-Identifier: BSD-3-Clause
/// Circular correlations of blocks with a kernel. Two real blocks travel as one complex signal a + ib: since the kernel
/// is real, its correlation with a + ib is that with a plus i times that with b, and nothing has to be unpacked.
///
/// The passes go depth first: once a part of a block fits in the first-level cache it is transformed, multiplied and
/// transformed back before the next one is touched.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/fft/leaves.hpp>
#include <convolt/engine/fft/passes.hpp>
#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/simd.hpp>

#include <algorithm>
#include <bit>
#include <complex>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace convolt::engine::fft {

/// What the lanes of a vector are.
enum class lane_use { signals, samples };

/// The radices of the passes before the leaf, for `points` vectors: at least one. All are 4, but where these do not
/// suffice for the last one, which is 8: on many rows that are far apart it would run out of the ways of the cache.
template <class Arch>
[[nodiscard]] std::vector<index> choose_radices(index points, index leaf_radix) {
  int const bits = std::countr_zero(static_cast<std::size_t>(points / leaf_radix));
  std::vector<index> radices(static_cast<std::size_t>(bits / 2), 4);
  if (bits % 2 == 1) { radices.back() = 8; }
  return radices;
}

/// The tables for blocks of one length, and the transforms with them.
template <VectorElement T, class Arch, lane_use Lanes>
class block_transform {
  using leaf = std::conditional_t<Lanes == lane_use::signals, signal_leaf<T, Arch>, sample_leaf<T, Arch>>;
  using value = complex_vector<T, Arch>;
  static constexpr index size = static_cast<index>(value::size);
  static constexpr index width = static_cast<index>(value::width);

 public:
  /// Samples of a block per vector.
  static constexpr index samples_per_vector = Lanes == lane_use::signals ? 1 : width;
  /// The shortest block.
  static constexpr index least_samples =
      samples_per_vector * std::max<index>(4 * static_cast<index>(leaf::radix), samples_per_vector);

  /// `samples` is a power of two, not below least_samples. Throws std::bad_alloc.
  explicit block_transform(index samples) : samples_(samples), points_(samples / samples_per_vector) {
    root_table<Arch> const roots(samples);
    std::vector<index> const radices = choose_radices<Arch>(points_, static_cast<index>(leaf::radix));
    list_passes(radices);
    set_twiddles(roots);
    if constexpr (Lanes == lane_use::samples) {
      set_lane_factors(roots, radices);
      set_square_factors(roots);
    }
  }

  [[nodiscard]] index samples() const noexcept { return samples_; }
  /// Vectors per block.
  [[nodiscard]] index points() const noexcept { return points_; }
  /// Elements of the working memory, and of a spectrum.
  [[nodiscard]] std::size_t work_size() const noexcept { return static_cast<std::size_t>(points_ * size); }
  /// Elements of the tables.
  [[nodiscard]] std::size_t memory() const noexcept {
    return twiddles_.size() + lane_factors_.size() + square_factors_.size();
  }
  [[nodiscard]] std::size_t passes() const noexcept { return passes_.size() + 1; }

  /// The spectrum of a kernel, conjugated and scaled such that `correlate` multiplies by factor. The second signal is
  /// all zeros.
  void transform_kernel(signal_pair<T> const& kernel, T factor, T* spectrum) const {
    enter(kernel, spectrum);
    for (std::size_t level = 1; level < passes_.size(); ++level) { forward(level, spectrum, points_); }
    leaf::keep(spectrum, points_, factor / static_cast<T>(samples_), lane_factors_.data(), square_factors_.data());
  }

  /// The circular correlations with the kernel of that spectrum. Returns 0 in the lanes whose results are all finite,
  /// and NaN in the others.
  simd<T, Arch> correlate(signal_pair<T> const& from, T const* spectrum, T* work, result_pair<T> const& to) const {
    enter(from, work);
    descend(1, work, points_, spectrum, lane_factors_.data());
    pass_plan const& last = passes_[0];
    T const* const twiddles = twiddles_.data() + last.twiddles;
    return last.radix == 4 ? pass<T, Arch, 4>::leave(work, to, last.span, twiddles)
                           : pass<T, Arch, 8>::leave(work, to, last.span, twiddles);
  }

 private:
  struct pass_plan {
    index radix, span;
    index twiddles;  ///< where they begin
  };

  void list_passes(std::vector<index> const& radices) {
    index span = points_;
    index twiddles = 0;
    for (index const radix : radices) {
      span /= radix;
      passes_.push_back({.radix = radix, .span = span, .twiddles = twiddles});
      twiddles += span * 2 * (radix - 1);
    }
    twiddles_ = aligned_array<T>(static_cast<std::size_t>(twiddles));
  }

  static void set(T* p, std::complex<double> const& root) {
    p[0] = static_cast<T>(root.real());
    p[1] = static_cast<T>(root.imag());
  }

  void set_twiddles(root_table<Arch> const& roots) {
    T* p = twiddles_.data();
    for (pass_plan const& now : passes_) {
      for (index n = 0; n < now.span; ++n) {
        for (index k = 1; k < now.radix; ++k, p += 2) { set(p, roots.root(n * k, now.radix * now.span)); }
      }
    }
  }

  void set_lane_factors(root_table<Arch> const& roots, std::vector<index> const& radices) {
    lane_factors_ = aligned_array<T>(work_size());
    for (index position = 0; position < points_; ++position) {
      // The frequency at this position: its digits, the first one being that of the first pass and the lowest.
      index frequency = 0;
      index unit = 1;
      index rest = position;
      index span = points_;
      for (std::size_t i = 0; i <= radices.size(); ++i) {
        index const radix = i < radices.size() ? radices[i] : static_cast<index>(leaf::radix);
        span /= radix;
        frequency += rest / span * unit;
        rest %= span;
        unit *= radix;
      }
      T* const p = lane_factors_.data() + position * size;
      for (index lane = 0; lane < width; ++lane) {
        std::complex<double> const root = roots.root(lane * frequency, samples_);
        p[lane] = static_cast<T>(root.real());
        p[lane + width] = static_cast<T>(root.imag());
      }
    }
  }

  void set_square_factors(root_table<Arch> const& roots) {
    index const e = static_cast<index>(part_size<T>);
    index const q = static_cast<index>(parts<T, Arch>);
    square_factors_ = aligned_array<T>(static_cast<std::size_t>(2 * e * (q - 1)));
    T* p = square_factors_.data();
    for (index j = 0; j < e; ++j) {
      for (index k = 1; k < q; ++k, p += 2) { set(p, roots.root(j * k, width)); }
    }
  }

  void enter(signal_pair<T> const& from, T* work) const {
    pass_plan const& now = passes_[0];
    T const* const twiddles = twiddles_.data() + now.twiddles;
    now.radix == 4 ? pass<T, Arch, 4>::enter(from, work, now.span, twiddles)
                   : pass<T, Arch, 8>::enter(from, work, now.span, twiddles);
  }
  void forward(std::size_t level, T* work, index points) const {
    pass_plan const& now = passes_[level];
    index const blocks = points / (now.radix * now.span);
    T const* const twiddles = twiddles_.data() + now.twiddles;
    now.radix == 4 ? pass<T, Arch, 4>::forward(work, now.span, blocks, twiddles)
                   : pass<T, Arch, 8>::forward(work, now.span, blocks, twiddles);
  }
  void inverse(std::size_t level, T* work, index points) const {
    pass_plan const& now = passes_[level];
    index const blocks = points / (now.radix * now.span);
    T const* const twiddles = twiddles_.data() + now.twiddles;
    now.radix == 4 ? pass<T, Arch, 4>::inverse(work, now.span, blocks, twiddles)
                   : pass<T, Arch, 8>::inverse(work, now.span, blocks, twiddles);
  }

  /// From the passes of a level to the product and back, over `points` vectors: one or several blocks of that level.
  void descend(std::size_t level, T* work, index points, T const* spectrum, T const* lane_factors) const {
    bool const fits = points * size * static_cast<index>(sizeof(T)) <= machine::first_level_cache / 2;
    index const block = passes_[level - 1].span;
    if (!fits && block < points && block >= leaf::least_points) {
      index const step = Lanes == lane_use::samples ? size : 0;
      for (index first = 0; first < points; first += block) {
        descend(level, work + first * size, block, spectrum + first * size, lane_factors + first * step);
      }
      return;
    }
    std::size_t const end = fits || level == passes_.size() ? passes_.size() : level + 1;
    for (std::size_t i = level; i < end; ++i) { forward(i, work, points); }
    if (end == passes_.size()) {
      leaf::multiply(work, points, spectrum, lane_factors, square_factors_.data());
    } else {
      descend(end, work, points, spectrum, lane_factors);
    }
    for (std::size_t i = end; i-- > level;) { inverse(i, work, points); }
  }

  index samples_, points_;
  std::vector<pass_plan> passes_;
  aligned_array<T> twiddles_, lane_factors_, square_factors_;
};

}  // namespace convolt::engine::fft
