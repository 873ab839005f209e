// SPDX-License-Identifier: BSD-3-Clause
/// Problems with few outputs and long sums, as gradients of weights are: a tap for every output of the forward
/// convolution, and an output for every weight. The sums are cut into pieces whose samples stay in the caches while all
/// outputs read them, and the partial sums are added. Samples that lie apart, as channels-last data has them where the
/// channels take the place of the batch, are brought together first: then the taps of a window are read as one row.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/problem/blocks.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace convolt::engine {

/// How sums are cut: at most so many input channels, and taps of the first axis, in a piece.
struct sum_pieces {
  index channels = 1, rows = 1;
  index count = 1;       ///< of all pieces
  bool brought = false;  ///< samples are brought together
};

namespace detail {

/// Fewer taps than this do not pay for a piece: adding a partial sum costs as much as some ten vector products.
inline constexpr index fewest_taps_per_piece = 256;
/// Outputs per channel from which the weights are read often enough, and taps that make a row worth while.
inline constexpr index fewest_sums = 128;
inline constexpr index fewest_taps_per_row = 8;

/// The last axis, along which samples are brought together.
[[nodiscard]] constexpr axis_problem const& last_axis(problem const& p) noexcept { return p.axes[p.rank - 1]; }
[[nodiscard]] constexpr axis_problem& last_axis(problem& p) noexcept { return p.axes[p.rank - 1]; }

/// Outputs and taps per pair of channels, all axes together.
[[nodiscard]] constexpr index spatial_outputs(problem const& p) noexcept {
  index n = 1;
  for (std::size_t d = 0; d < p.rank; ++d) { n *= p.axes[d].output; }
  return n;
}
[[nodiscard]] constexpr index spatial_taps(problem const& p) noexcept {
  index n = 1;
  for (std::size_t d = 0; d < p.rank; ++d) { n *= p.axes[d].weights; }
  return n;
}

/// Whether there are more taps than outputs, as gradients of weights have.
[[nodiscard]] CONVOLT_COLD constexpr bool has_long_sums(problem const& p) noexcept {
  return beyond_methods(p) == nullptr && spatial_taps(p) > spatial_outputs(p);
}

/// The piece that begins at this channel and row.
[[nodiscard]] constexpr gradient_part piece_of(problem const& p, sum_pieces const& cut, index channel,
                                               index row) noexcept {
  gradient_part part{.p = p,
                     .input_offset = channel * p.input_channel_step,
                     .weights_offset = channel * p.weights_in_step + row * p.axes[0].weights_step};
  part.p.in_channels = std::min(cut.channels, p.in_channels - channel);
  part.p.axes[0].weights = std::min(cut.rows, p.axes[0].weights - row);
  part.p.axes[0].pad_lo -= row * p.axes[0].weights_dilation;
  for (std::size_t d = 0; d < p.rank; ++d) { crop(part, d); }
  return part;
}

/// The taps of a window along the last axis are weights_dilation samples apart. Outputs whose windows meet the same
/// residue class of samples are a problem of their own, in which they are neighbours.
[[nodiscard]] constexpr index residue_period(problem const& p) noexcept {
  axis_problem const& a = last_axis(p);
  return a.input_dilation == 1 ? a.weights_dilation / std::gcd(a.stride, a.weights_dilation) : 1;
}
[[nodiscard]] constexpr gradient_part residue_of(gradient_part part, index first_output) noexcept {
  index const period = residue_period(part.p);
  axis_problem& a = last_axis(part.p);
  index const apart = a.input_dilation == 1 ? a.weights_dilation : 1;
  index const position = first_output * a.stride - a.pad_lo;
  index const class_start = position - floor_divide(position, apart) * apart;
  part.input_offset += class_start * a.input_step;
  part.output_offset += first_output * a.output_step;
  a.input = std::max<index>(0, ceil_divide(a.input - class_start, apart));
  a.output = ceil_divide(a.output - first_output, period);
  a.stride = a.stride * period / apart;
  a.weights_dilation /= apart;
  a.pad_lo = -floor_divide(position, apart);
  a.input_step *= apart;
  a.output_step *= period;
  return part;
}

/// The same problem on samples in one block: the batch outside, then the axes, then channels, so that a window along
/// the last axis is one row. Lines begin an odd number of cache lines apart, so that they do not drive each other out.
template <class T>
[[nodiscard]] constexpr problem with_samples_together(problem p) noexcept {
  constexpr index line = static_cast<index>(memory_alignment / sizeof(T));
  p.input_channel_step = 1;
  last_axis(p).input_step = p.in_channels;
  index step = (ceil_divide(last_axis(p).input * p.in_channels, line) | 1) * line;
  for (std::size_t d = p.rank - 1; d-- > 0;) {
    p.axes[d].input_step = step;
    step *= p.axes[d].input;
  }
  p.input_batch_step = step;
  return p;
}

/// Copies all samples of `from` to their places in `to`, lines of the last axis in blocks that stay in registers'
/// reach.
template <VectorElement T, class Arch>
CONVOLT_NOINLINE void bring_together(problem const& from, problem const& to, std::size_t d, T const* in, T* out) {
  if (d + 1 < from.rank) {
    for (index i = 0; i < from.axes[d].input; ++i) {
      bring_together<T, Arch>(from, to, d + 1, in + i * from.axes[d].input_step, out + i * to.axes[d].input_step);
    }
    return;
  }
  constexpr index block = 16;
  index const length = last_axis(from).input;
  index const step = last_axis(from).input_step, new_step = last_axis(to).input_step;
  for (index begin = 0; begin < length; begin += block) {
    index const end = std::min(length, begin + block);
    for (index n = 0; n < from.batch; ++n) {
      T const* const source = in + n * from.input_batch_step;
      T* const target = out + n * to.input_batch_step;
      for (index i = begin; i < end; ++i) { target[i * new_step] = source[i * step]; }
    }
  }
}

/// The outputs in one block: the axes outside, then the batch, then channels.
[[nodiscard]] constexpr problem with_outputs_together(problem p) noexcept {
  p.output_channel_step = 1;
  p.output_batch_step = p.out_channels;
  index step = p.out_channels * p.batch;
  for (std::size_t d = p.rank; d-- > 0;) {
    p.axes[d].output_step = step;
    step *= p.axes[d].output;
  }
  return p;
}

/// Puts sums that lie together where the problem has its outputs.
template <VectorElement T, class Arch>
CONVOLT_COLD void store_sums(problem const& p, std::size_t d, T const*& sums, T scale_of_sums, T* out) {
  if (d < p.rank) {
    for (index i = 0; i < p.axes[d].output; ++i) {
      store_sums<T, Arch>(p, d + 1, sums, scale_of_sums, out + i * p.axes[d].output_step);
    }
    return;
  }
  for (index n = 0; n < p.batch; ++n) {
    for (index o = 0; o < p.out_channels; ++o) {
      out[n * p.output_batch_step + o * p.output_channel_step] = scale(*sums++, scale_of_sums);
    }
  }
}

template <VectorElement T, class Arch>
void add_sums(T const* terms, std::size_t size, T* sums) {
  std::size_t i = 0;
  for (; i + lanes<T, Arch> <= size; i += lanes<T, Arch>) {
    (simd<T, Arch>::load_unaligned(sums + i) + simd<T, Arch>::load_unaligned(terms + i)).store_unaligned(sums + i);
  }
  for (; i < size; ++i) { sums[i] += terms[i]; }
}

/// One piece: every residue class of it, with its samples brought together where that is wanted.
template <VectorElement T, class Arch, class Run>
CONVOLT_COLD void run_piece(gradient_part const& piece, operands<T> const& x, bool bring, Run const& run) {
  index const classes = std::min(residue_period(piece.p), last_axis(piece.p).output);
  for (index c = 0; c < (bring ? classes : 1); ++c) {
    gradient_part const part = bring ? residue_of(piece, c) : piece;
    operands<T> own = x;
    own.input = x.input + part.input_offset;
    own.weights = x.weights + part.weights_offset;
    own.output = x.output + part.output_offset;
    if (!bring || !has_products(part.p)) {
      run(part.p, own);
      continue;
    }
    problem const together = with_samples_together<T>(part.p);
    aligned_array<T> samples(static_cast<std::size_t>(together.input_batch_step * together.batch));
    for (index i = 0; i < part.p.in_channels; ++i) {
      bring_together<T, Arch>(part.p, together, 0, own.input + i * part.p.input_channel_step,
                              samples.data() + i * together.input_channel_step);
    }
    own.input = samples.data();
    run(together, own);
  }
}

}  // namespace detail

/// How the sums of this problem are to be cut; a single piece with samples as they are if nothing is to be done.
template <VectorElement T>
[[nodiscard]] CONVOLT_COLD sum_pieces pieces_of_sums(problem const& p) {
  sum_pieces cut{.channels = p.in_channels, .rows = p.rank == 0 ? 1 : p.axes[0].weights};
  if (p.rank == 0 || p.feature_groups != 1 || p.batch_groups != 1 || beyond_methods(p) != nullptr) { return cut; }
  index const taps = detail::spatial_taps(p), outputs = detail::spatial_outputs(p);
  if (taps <= outputs) { return cut; }
  axis_problem const& last = detail::last_axis(p);
  if (last.input < 2 || outputs * p.batch < detail::fewest_sums) { return cut; }
  index const in_cache = costs::second_level_cache / static_cast<index>(sizeof(T)) / (p.batch + p.out_channels);
  index const limit = std::max(detail::fewest_taps_per_piece, in_cache);
  auto const even = [](index total, index most) {
    index const count = ceil_divide(total, std::max<index>(most, 1));
    return ceil_divide(total, count);
  };
  if (taps <= limit) {
    cut.channels = even(p.in_channels, limit / taps);
  } else {
    cut.channels = 1;
    cut.rows = even(cut.rows, limit / (taps / cut.rows));
  }
  bool const apart = last.input_step != 1 || last.weights_dilation != 1 || cut.channels != 1;
  cut.brought = apart && last.weights * cut.channels >= detail::fewest_taps_per_row;
  cut.count = ceil_divide(p.in_channels, cut.channels) * ceil_divide(p.axes[0].weights, cut.rows);
  return cut;
}

/// What a piece looks like to a method, of all pieces the first, and how many there are, residue classes counted apart.
template <VectorElement T>
[[nodiscard]] CONVOLT_COLD problem first_piece(problem const& p, sum_pieces const& cut) {
  gradient_part const whole = detail::piece_of(cut.count > 1 ? detail::with_outputs_together(p) : p, cut, 0, 0);
  return cut.brought ? detail::with_samples_together<T>(detail::residue_of(whole, 0).p) : whole.p;
}
[[nodiscard]] constexpr index runs_of_pieces(problem const& p, sum_pieces const& cut) {
  return cut.brought ? cut.count * std::min(detail::residue_period(p), detail::last_axis(p).output) : cut.count;
}

/// How many samples are brought together, more or less.
template <class Arch>
[[nodiscard]] double brought_samples(problem const& piece, problem const& p, sum_pieces const& cut) {
  if (!cut.brought) { return 0; }
  double samples = static_cast<double>(piece.batch) * static_cast<double>(piece.in_channels);
  for (std::size_t d = 0; d < piece.rank; ++d) { samples *= static_cast<double>(piece.axes[d].input); }
  return samples * static_cast<double>(runs_of_pieces(p, cut));
}

/// Compute the problem, which has no bias, in these pieces. run(problem, operands) computes each of them. Throws
/// std::bad_alloc.
template <VectorElement T, class Arch, class Run>
CONVOLT_COLD void run_in_pieces(problem const& p, operands<T> const& x, sum_pieces const& cut, Run const& run) {
  if (cut.count == 1) { return detail::run_piece<T, Arch>(detail::piece_of(p, cut, 0, 0), x, cut.brought, run); }
  problem const together = detail::with_outputs_together(p);
  constexpr index pieces_per_level = 64;  // so many are added one by one, so that rounding errors do not grow with all
  auto const size = static_cast<std::size_t>(detail::spatial_outputs(p) * p.batch * p.out_channels);
  aligned_array<T> sums(size), partial(size), total(cut.count > pieces_per_level ? size : 0);
  index pieces = 0;
  operands<T> own = x;
  own.output_scale = T(1);
  for (index channel = 0; channel < p.in_channels; channel += cut.channels) {
    for (index row = 0; row < p.axes[0].weights; row += cut.rows) {
      if (pieces > 0 && pieces % pieces_per_level == 0) { detail::add_sums<T, Arch>(sums.data(), size, total.data()); }
      bool const first = pieces++ % pieces_per_level == 0;
      own.output = first ? sums.data() : partial.data();
      detail::run_piece<T, Arch>(detail::piece_of(together, cut, channel, row), own, cut.brought, run);
      if (!first) { detail::add_sums<T, Arch>(partial.data(), size, sums.data()); }
    }
  }
  detail::add_sums<T, Arch>(total.data(), total.size(), sums.data());
  T const* next = sums.data();
  detail::store_sums<T, Arch>(p, 0, next, x.output_scale, x.output);
}

}  // namespace convolt::engine
