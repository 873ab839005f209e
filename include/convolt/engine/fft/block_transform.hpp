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
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/fft/leaves.hpp>
#include <convolt/engine/fft/passes.hpp>
#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <bit>
#include <complex>
#include <cstddef>
#include <vector>

namespace convolt::engine::fft {

/// What the lanes of a vector are.
enum class lane_use { signals, samples };

/// Whether there are passes with radix 8. Where there are none, blocks have lengths that need none.
template <class Arch>
inline constexpr bool has_radix_eight = !is_compact<Arch>;

/// The radices of the passes before the leaf, for `points` vectors: at least one. All are 4, but where these do not
/// suffice for the last one, which is 8: on many rows that are far apart it would run out of the ways of the cache.
template <class Arch>
[[nodiscard]] CONVOLT_COLD std::vector<index> choose_radices(index points, index leaf_radix) {
  int const bits = std::countr_zero(static_cast<std::size_t>(points / leaf_radix));
  std::vector<index> radices(static_cast<std::size_t>(bits / 2), 4);
  if (bits % 2 == 1) {
    CONVOLT_ASSERT(has_radix_eight<Arch>);
    radices.back() = 8;
  }
  return radices;
}

/// The middle of the transforms: as one of the leaves has it.
template <class T>
struct leaf_functions {
  index radix, least_points;
  void (*multiply)(T*, index, T const*, T const*, T const*);
  void (*keep)(T*, index, T, T const*, T const*);
};
template <class T, class Leaf>
inline constexpr leaf_functions<T> functions_of{static_cast<index>(Leaf::radix), Leaf::least_points, &Leaf::multiply,
                                                &Leaf::keep};

/// What a transform there and one back cost, per vector and factor of two of the length.
template <class T, class Arch>
[[nodiscard]] double cycles_per_level() {
  return costs::transform::cycles_per_level * (halves_vectors<T, Arch>() ? costs::transform::slowed_by_halves : 1);
}

/// The tables for blocks of one length, and the transforms with them.
template <VectorElement T, class Arch>
class block_transform {
  using value = complex_vector<T, Arch>;
  static constexpr index size = static_cast<index>(value::size);
  static constexpr index width = static_cast<index>(value::width);

 public:
  /// Samples of a block per vector.
  [[nodiscard]] static constexpr index samples_per_vector(lane_use use) noexcept {
    return use == lane_use::signals ? 1 : width;
  }
  /// The shortest block.
  [[nodiscard]] static constexpr index least_samples(lane_use use) noexcept {
    index const radix =
        static_cast<index>(use == lane_use::signals ? signal_leaf<T, Arch>::radix : sample_leaf<T, Arch>::radix);
    return samples_per_vector(use) * std::max(4 * radix, samples_per_vector(use));
  }

  /// Whether there are transforms of that length, a power of two not below least_samples.
  [[nodiscard]] static constexpr bool has_length(lane_use use, index samples) noexcept {
    index ratio = samples / least_samples(use);
    while (ratio > 2) { ratio /= 4; }
    return has_radix_eight<Arch> || ratio == 1;
  }

  /// `samples` is a power of two, not below least_samples, and one that has_length knows. Throws std::bad_alloc.
  CONVOLT_COLD block_transform(lane_use use, index samples)
      : samples_(samples),
        points_(samples / samples_per_vector(use)),
        use_(use),
        leaf_(use == lane_use::signals ? functions_of<T, signal_leaf<T, Arch>>
                                       : functions_of<T, sample_leaf<T, Arch>>) {
    root_table<Arch> const roots(samples);
    std::vector<index> const radices = choose_radices<Arch>(points_, leaf_.radix);
    list_passes(radices);
    set_twiddles(roots);
    if (use == lane_use::samples) {
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
    leaf_.keep(spectrum, points_, factor / static_cast<T>(samples_), lane_factors_.data(), square_factors_.data());
  }

  /// The circular correlations with the kernel of that spectrum. Returns whether all results are finite.
  bool correlate(signal_pair<T> const& from, T const* spectrum, T* work, result_pair<T> const& to) const {
    enter(from, work);
    descend(1, work, points_, spectrum, lane_factors_.data());
    pass_plan const& last = passes_[0];
    T const* const twiddles = twiddles_.data() + last.twiddles;
    if constexpr (has_radix_eight<Arch>) {
      if (last.radix == 8) { return pass<T, Arch, 8>::leave(work, to, last.span, twiddles); }
    }
    return pass<T, Arch, 4>::leave(work, to, last.span, twiddles);
  }

 private:
  struct pass_plan {
    index radix, span;
    index twiddles;  ///< where they begin
  };

  CONVOLT_COLD void list_passes(std::vector<index> const& radices) {
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

  CONVOLT_COLD void set_twiddles(root_table<Arch> const& roots) {
    T* p = twiddles_.data();
    for (pass_plan const& now : passes_) {
      for (index n = 0; n < now.span; ++n) {
        for (index k = 1; k < now.radix; ++k, p += 2) { set(p, roots.root(n * k, now.radix * now.span)); }
      }
    }
  }

  CONVOLT_COLD void set_lane_factors(root_table<Arch> const& roots, std::vector<index> const& radices) {
    lane_factors_ = aligned_array<T>(work_size());
    for (index position = 0; position < points_; ++position) {
      // The frequency at this position: its digits, the first one being that of the first pass and the lowest.
      index frequency = 0;
      index unit = 1;
      index rest = position;
      index span = points_;
      for (std::size_t i = 0; i <= radices.size(); ++i) {
        index const radix = i < radices.size() ? radices[i] : leaf_.radix;
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

  CONVOLT_COLD void set_square_factors(root_table<Arch> const& roots) {
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
    if constexpr (has_radix_eight<Arch>) {
      if (now.radix == 8) { return pass<T, Arch, 8>::enter(from, work, now.span, twiddles); }
    }
    pass<T, Arch, 4>::enter(from, work, now.span, twiddles);
  }
  void forward(std::size_t level, T* work, index points) const {
    pass_plan const& now = passes_[level];
    index const blocks = points / (now.radix * now.span);
    T const* const twiddles = twiddles_.data() + now.twiddles;
    if constexpr (has_radix_eight<Arch>) {
      if (now.radix == 8) { return pass<T, Arch, 8>::forward(work, now.span, blocks, twiddles); }
    }
    pass<T, Arch, 4>::forward(work, now.span, blocks, twiddles);
  }
  void inverse(std::size_t level, T* work, index points) const {
    pass_plan const& now = passes_[level];
    index const blocks = points / (now.radix * now.span);
    T const* const twiddles = twiddles_.data() + now.twiddles;
    if constexpr (has_radix_eight<Arch>) {
      if (now.radix == 8) { return pass<T, Arch, 8>::inverse(work, now.span, blocks, twiddles); }
    }
    pass<T, Arch, 4>::inverse(work, now.span, blocks, twiddles);
  }

  /// From the passes of a level to the product and back, over `points` vectors: one or several blocks of that level.
  void descend(std::size_t level, T* work, index points, T const* spectrum, T const* lane_factors) const {
    bool const fits = points * size * static_cast<index>(sizeof(T)) <= costs::first_level_cache / 2;
    index const block = passes_[level - 1].span;
    if (!fits && block < points && block >= leaf_.least_points) {
      index const step = use_ == lane_use::samples ? size : 0;
      for (index first = 0; first < points; first += block) {
        descend(level, work + first * size, block, spectrum + first * size, lane_factors + first * step);
      }
      return;
    }
    std::size_t const end = fits || level == passes_.size() ? passes_.size() : level + 1;
    for (std::size_t i = level; i < end; ++i) { forward(i, work, points); }
    if (end == passes_.size()) {
      leaf_.multiply(work, points, spectrum, lane_factors, square_factors_.data());
    } else {
      descend(end, work, points, spectrum, lane_factors);
    }
    for (std::size_t i = end; i-- > level;) { inverse(i, work, points); }
  }

  index samples_, points_;
  lane_use use_;
  leaf_functions<T> leaf_;
  std::vector<pass_plan> passes_;
  aligned_array<T> twiddles_, lane_factors_, square_factors_;
};

}  // namespace convolt::engine::fft
