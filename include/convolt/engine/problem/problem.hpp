// SPDX-License-Identifier: BSD-3-Clause
/// A convolution as plain numbers: extents, window, and the distances in memory. Forward, strided, dilated,
/// transposed and grouped convolutions of any rank and layout are all one `problem`; what its fields mean is written
/// here and nowhere else.
///
///   output[n, o, t] = output_scale * sum over i, q of input[b * N' + n, g * I + i, x(t, q)] * weights[o, i, q]
///                     + bias_scale * bias[o]
///
/// with I = in_channels, N' = batch / batch_groups, g the feature group and b the batch group of the output channel
/// o, and per axis x(t, q) = (t * stride + q * weights_dilation - pad_lo) / input_dilation. Taps for which x is no
/// whole number or lies outside the input do not take part in the sum. Nothing is flipped: a flipped kernel is a
/// pointer to its last element with negative steps.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <numeric>
#include <type_traits>

namespace convolt::engine {

/// One spatial axis.
struct axis_problem {
  index input = 1, weights = 1, output = 1;  ///< extents, without dilation; 0 is legal
  index stride = 1;                          ///< from one output to the next, counted on the dilated input
  index input_dilation = 1;                  ///< distance of two samples on the dilated input; 1: dense
  index weights_dilation = 1;                ///< distance of two taps on the dilated input; 1: dense
  index pad_lo = 0;                          ///< zeros before the dilated input; negative: crops it
  index input_step = 0, weights_step = 0, output_step = 0;  ///< neighbours in memory, in elements; may be 0 or negative

  friend constexpr bool operator==(axis_problem const&, axis_problem const&) = default;
};

/// Room for the axes of a problem, of which it uses as many as its rank says.
class axis_problems {
 public:
  constexpr axis_problems() noexcept : axes_{} {}
  /// Axes that are written before they are read. Most problems have one or two: to fill all of them takes as long as a
  /// good part of a tiny convolution.
  static constexpr axis_problems unset() noexcept { return axis_problems(0); }

  constexpr axis_problem& operator[](std::size_t d) noexcept { return axes_[d]; }
  constexpr axis_problem const& operator[](std::size_t d) const noexcept { return axes_[d]; }
  constexpr axis_problem const* begin() const noexcept { return axes_.data(); }

 private:
  constexpr explicit axis_problems(int) noexcept {
    if (std::is_constant_evaluated()) { std::construct_at(&axes_); }  // constants have no places without a value
  }

  union {
    std::array<axis_problem, max_spatial_rank> axes_;
  };
};

/// A whole convolution but its pointers.
struct problem {
  std::size_t rank = 0;  ///< number of spatial axes, 0 to max_spatial_rank
  axis_problems axes{};
  index batch = 1;         ///< of the input; the output has batch / batch_groups
  index in_channels = 1;   ///< of one feature group: the input has in_channels * feature_groups
  index out_channels = 1;  ///< of the whole output
  index feature_groups = 1, batch_groups = 1;
  /// Distances in memory, in elements.
  index input_batch_step = 0, input_channel_step = 0;
  index weights_out_step = 0, weights_in_step = 0;
  index output_batch_step = 0, output_channel_step = 0;
  index bias_step = 0;
  /// Output channels are numbered feature group by feature group. The weights of channel o, number oo of feature
  /// group g, begin at oo * weights_out_step + g * weights_group_step. Batch groups do not enter here.
  index weights_group_step = 0;

  friend constexpr bool operator==(problem const& a, problem const& b) noexcept {
    // Tuples of so many references take longer to compile than all of this file.
    constexpr index problem::*numbers[] = {&problem::batch,
                                           &problem::in_channels,
                                           &problem::out_channels,
                                           &problem::feature_groups,
                                           &problem::batch_groups,
                                           &problem::input_batch_step,
                                           &problem::input_channel_step,
                                           &problem::weights_out_step,
                                           &problem::weights_in_step,
                                           &problem::output_batch_step,
                                           &problem::output_channel_step,
                                           &problem::bias_step,
                                           &problem::weights_group_step};
    bool same = a.rank == b.rank;
    for (index problem::*number : numbers) { same = same && a.*number == b.*number; }
    return same && std::equal(a.axes.begin(), a.axes.begin() + a.rank, b.axes.begin());
  }
};

/// The numbers of a convolution. Each pointer goes to the element whose indices are all 0, and may be null where the
/// array has no elements. W: of the weights, which may be real numbers beside complex ones.
template <class T, class W = T>
struct operands {
  T const* input = nullptr;
  W const* weights = nullptr;
  T const* bias = nullptr;  ///< null: no bias
  T* output = nullptr;
  T output_scale = T(1);  ///< of the sum
  T bias_scale = T(1);
};

/// Extents that follow from others.
[[nodiscard]] constexpr index output_batch(problem const& p) noexcept { return p.batch / p.batch_groups; }
[[nodiscard]] constexpr index out_channels_per_group(problem const& p) noexcept {
  return p.out_channels / p.feature_groups;
}

/// Whether the output has no elements, so that there is nothing to do.
[[nodiscard]] constexpr bool is_empty(problem const& p) noexcept {
  bool empty = p.batch < p.batch_groups || p.out_channels == 0;  // these divide the batch
  for (std::size_t d = 0; d < p.rank; ++d) { empty = empty || p.axes[d].output == 0; }
  return empty;
}

/// The same problem with at least so many axes; those added come first and have extent 1.
[[nodiscard]] constexpr problem with_axes(problem p, std::size_t rank) noexcept {
  while (p.rank < rank) {
    for (std::size_t d = p.rank; d-- > 0;) { p.axes[d + 1] = p.axes[d]; }
    p.axes[0] = {};
    ++p.rank;
  }
  return p;
}

/// Numbers of the input and of the output, without groups: as floating-point numbers, which do not overflow.
[[nodiscard]] constexpr double input_numbers(problem const& p) noexcept {
  double numbers = static_cast<double>(p.batch) * static_cast<double>(p.in_channels * p.feature_groups);
  for (std::size_t d = 0; d < p.rank; ++d) { numbers *= static_cast<double>(p.axes[d].input); }
  return numbers;
}
[[nodiscard]] constexpr double output_numbers(problem const& p) noexcept {
  double numbers = static_cast<double>(output_batch(p)) * static_cast<double>(p.out_channels);
  for (std::size_t d = 0; d < p.rank; ++d) { numbers *= static_cast<double>(p.axes[d].output); }
  return numbers;
}

/// The taps of one window that meet samples of the input, an arithmetic progression: for k < count, tap
/// first_tap + k * tap_step meets sample first_input + k * input_step. Every tap and sample named so exists.
struct tap_range {
  index count = 0;
  index first_tap = 0, tap_step = 1;
  index first_input = 0, input_step = 1;
};

/// Which of the positions begin + j * step, j < count, hold a sample. Positions are counted from the first zero of the
/// padding, begin >= 0, and the last one fits in an index; nothing else is assumed of the size of the numbers.
[[nodiscard]] constexpr tap_range meet_samples(axis_problem const& a, index begin, index step, index count) noexcept {
  if (count == 0 || a.input == 0) { return {}; }
  index const last = (a.input - 1) * a.input_dilation;  // where the last sample lies, counted from the first

  // Skip what lies before the first sample. `at` is the position of member `first`, counted from the first sample.
  index first = 0;
  index at = 0;
  if (begin < a.pad_lo) {
    index const gap = a.pad_lo - begin;
    first = (gap - 1) / step + 1;
    if (first >= count) { return {}; }
    at = first * step - gap;
  } else {
    // With a large negative padding the difference may not fit in an index; it always fits unsigned.
    std::size_t const distance = static_cast<std::size_t>(begin) - static_cast<std::size_t>(a.pad_lo);
    if (distance > static_cast<std::size_t>(last)) { return {}; }
    at = static_cast<index>(distance);
  }
  if (at > last) { return {}; }
  index const members = std::min(count - first, (last - at) / step + 1);

  // Samples are input_dilation apart: only every period-th member can meet one, or none does.
  index const common = std::gcd(step, a.input_dilation);
  index const period = a.input_dilation / common;
  index const tries = std::min(members, period);
  index skipped = 0;
  while (skipped < tries && (at + skipped * step) % a.input_dilation != 0) { ++skipped; }
  if (skipped == tries) { return {}; }
  return {.count = (members - skipped - 1) / period + 1,
          .first_tap = first + skipped,
          .tap_step = period,
          .first_input = (at + skipped * step) / a.input_dilation,
          .input_step = step / common};
}

/// Whether positions, taps and samples follow one another, and no sum of a few of their numbers leaves an index.
[[nodiscard]] constexpr bool is_plain(axis_problem const& a) noexcept {
  constexpr index most = std::numeric_limits<index>::max() / 8;
  return a.stride == 1 && a.input_dilation == 1 && a.weights_dilation == 1 && a.pad_lo > -most && a.pad_lo < most &&
         a.input < most && a.weights < most && a.output < most;
}

/// How many pairs of an output position and a tap meet a sample. The longer of the two loops is left to the formula.
[[nodiscard]] constexpr checked_index count_meetings(axis_problem const& a) noexcept {
  checked_index pairs = 0;
  if (is_plain(a)) {  // every choice of a method asks for several times this: so without a division
    index const fewer = std::min(a.weights, a.output), more = std::max(a.weights, a.output);
    for (index i = 0; i < fewer; ++i) {
      index const first = std::max<index>(a.pad_lo - i, 0), end = std::min(a.input + a.pad_lo - i, more);
      pairs = pairs + std::max<index>(end - first, 0);
    }
    return pairs;
  }
  if (a.weights <= a.output) {
    for (index q = 0; q < a.weights; ++q) {
      pairs = pairs + meet_samples(a, q * a.weights_dilation, a.stride, a.output).count;
    }
  } else {
    for (index t = 0; t < a.output; ++t) {
      pairs = pairs + meet_samples(a, t * a.stride, a.weights_dilation, a.weights).count;
    }
  }
  return pairs;
}

/// The taps that the window of output position t has over samples of the input: never over padding, over inserted zeros
/// or outside. Complexity: constant for input_dilation 1, else at most input_dilation steps.
[[nodiscard]] constexpr tap_range taps_on_input(axis_problem const& a, index t) noexcept {
  return meet_samples(a, t * a.stride, a.weights_dilation, a.weights);
}

/// Multiply-adds of the whole convolution that meet data: what a perfect method has to do. Padding and inserted zeros
/// are not counted. May exceed the range where inputs are broadcast, hence checked.
[[nodiscard]] constexpr checked_index useful_multiply_adds(problem const& p) noexcept {
  checked_index n = checked_index(output_batch(p)) * p.out_channels * p.in_channels;
  for (std::size_t d = 0; d < p.rank; ++d) { n = n * count_meetings(p.axes[d]); }
  return n;
}

/// Multiply-adds counted as outputs times taps, as most benchmarks do.
[[nodiscard]] constexpr checked_index nominal_multiply_adds(problem const& p) noexcept {
  checked_index n = checked_index(output_batch(p)) * p.out_channels * p.in_channels;
  for (std::size_t d = 0; d < p.rank; ++d) { n = n * p.axes[d].output * p.axes[d].weights; }
  return n;
}

/// Taps of an axis that meet samples of one phase, at most: inserted zeros are left out.
[[nodiscard]] constexpr double taps_of_phase(axis_problem const& a) noexcept {
  return std::max(1., static_cast<double>(a.weights) / static_cast<double>(a.input_dilation));
}

/// Lines of taps, along the last axis, of an output.
[[nodiscard]] constexpr double lines_of_taps(problem const& p) noexcept {
  double lines = 1;
  for (std::size_t d = 0; d + 1 < p.rank; ++d) { lines *= taps_of_phase(p.axes[d]); }
  return lines;
}

/// Multiply-adds of loops that take the padding of the last axis for samples, and leave out lines of taps over padding
/// and inserted zeros: where steps and extents fit.
[[nodiscard]] constexpr double padded_multiply_adds(problem const& p) noexcept {
  double n = static_cast<double>(output_batch(p)) * static_cast<double>(p.out_channels) *
             static_cast<double>(p.in_channels);
  for (std::size_t d = 0; d + 1 < p.rank; ++d) { n *= static_cast<double>(count_meetings(p.axes[d]).value); }
  if (p.rank == 0) { return n; }
  axis_problem const& last = p.axes[p.rank - 1];
  return n * static_cast<double>(last.output) * static_cast<double>(last.weights) /
         static_cast<double>(last.input_dilation);
}

constexpr char const* fault_of(axis_problem const& a) noexcept {
  if (a.input < 0 || a.weights < 0 || a.output < 0) { return "an extent is negative"; }
  if (a.stride < 1) { return "a stride is not positive"; }
  if (a.input_dilation < 1 || a.weights_dilation < 1) { return "a dilation is not positive"; }
  checked_index const last_tap = checked_index(std::max<index>(a.output - 1, 0)) * a.stride +
                                 checked_index(std::max<index>(a.weights - 1, 0)) * a.weights_dilation;
  checked_index const dilated_input = checked_index(std::max<index>(a.input - 1, 0)) * a.input_dilation + 1;
  if (last_tap.overflowed || dilated_input.overflowed) { return "a position leaves the range of an index"; }
  return nullptr;
}

/// Why the loops must not be started, or null where they may. This guards the promises of the layers above, which have
/// checked all of it and said it better.
[[nodiscard]] constexpr char const* fault_of(problem const& p) noexcept {
  if (p.rank > max_spatial_rank) { return "the rank is too high"; }
  for (std::size_t d = 0; d < p.rank; ++d) {
    if (char const* fault = fault_of(p.axes[d])) { return fault; }
  }
  if (p.batch < 0 || p.in_channels < 0 || p.out_channels < 0) { return "an extent is negative"; }
  if (p.feature_groups < 1 || p.batch_groups < 1) { return "a group count is not positive"; }
  if (p.out_channels % p.feature_groups != 0) { return "the feature groups do not divide the output channels"; }
  if (p.out_channels % p.batch_groups != 0) { return "the batch groups do not divide the output channels"; }
  if (p.batch % p.batch_groups != 0) { return "the batch groups do not divide the batch"; }
  return nullptr;
}

/// Stop a debug build at a problem that breaks those promises.
constexpr void validate([[maybe_unused]] problem const& p) noexcept { CONVOLT_ASSERT(fault_of(p) == nullptr); }

}  // namespace convolt::engine
