// SPDX-License-Identifier: BSD-3-Clause
/// How a problem is cut into boxes of output positions whose samples and outputs fit in the second-level cache, so that
/// they can be copied there and back. A box is a slice of one axis; it has one output on every axis before that, and
/// all outputs on the axes after it. Only integers.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine {

/// [first, end).
struct index_range {
  index first = 0, end = 0;

  [[nodiscard]] constexpr index size() const noexcept { return end - first; }
};

/// Bytes of the copies of a box, as far as the windows permit.
struct box_limits {
  index input = costs::second_level_cache;
  index output = costs::second_level_cache / 4;  ///< of one panel
};

/// A box: an entry of the batch, and per axis the outputs and the samples that their windows meet at most.
struct output_box {
  index batch = 0;
  std::array<index_range, max_spatial_rank> outputs{}, inputs{};
};

/// The samples that the windows of outputs [first, end) reach over, first < end; inserted zeros are not counted.
[[nodiscard]] constexpr index_range samples_met(axis_problem const& a, index first, index end) noexcept {
  if (a.weights == 0 || a.input == 0) { return {}; }
  index const last = (end - 1) * a.stride + (a.weights - 1) * a.weights_dilation - a.pad_lo;
  index const begin = -floor_divide(-(first * a.stride - a.pad_lo), a.input_dilation);
  index_range met{.first = std::clamp<index>(begin, 0, a.input),
                  .end = std::clamp<index>(floor_divide(last, a.input_dilation) + 1, 0, a.input)};
  met.end = std::max(met.end, met.first);
  return met;
}

/// The outputs of a phase that are among the outputs of a range.
[[nodiscard]] constexpr index_range outputs_of_phase(axis_phase const& f, index_range range) noexcept {
  auto const below = [&](index output) {
    return output <= f.first_output ? 0 : std::min((output - f.first_output - 1) / f.output_step + 1, f.outputs);
  };
  return {.first = below(range.first), .end = below(range.end)};
}

/// The boxes of a problem, which has a rank of at least 1.
class output_boxes {
 public:
  output_boxes() = default;

  /// Boxes with at most so many samples and so many outputs each, where the rest of the window permits that.
  CONVOLT_COLD output_boxes(problem const& p, index most_samples, index most_outputs) {
    for (axis_ = 0; axis_ < p.rank; ++axis_) {
      rows_ = most_rows(p, most_samples, most_outputs);
      if (rows_ > 0 || axis_ + 1 == p.rank) { break; }
    }
    axis_problem const& a = p.axes[axis_];
    if (rows_ == 0) { rows_ = 1; }
    // Windows overlap: a box that is small against them would have most of its samples copied again by the next.
    index const reach = a.weights == 0 ? 0 : (a.weights - 1) * a.weights_dilation / a.stride;
    if (axis_ + 1 == p.rank) { rows_ = std::clamp(rows_, std::min(a.output, 2 * reach), a.output); }
    slices_ = (a.output + rows_ - 1) / rows_;
    rows_ = (a.output + slices_ - 1) / slices_;
    size_ = output_batch(p) * slices_;
    for (std::size_t d = 0; d < axis_; ++d) { size_ *= p.axes[d].output; }
    for (std::size_t d = 0; d < p.rank; ++d) {
      outputs_[d] = d < axis_ ? 1 : d == axis_ ? rows_ : p.axes[d].output;
      inputs_[d] = d > axis_ ? p.axes[d].input : most_samples_met(p.axes[d], outputs_[d]);
    }
  }

  /// How many there are; the slices of an axis are equally long but for one output.
  [[nodiscard]] index size() const noexcept { return size_; }
  /// The axis that is sliced.
  [[nodiscard]] std::size_t axis() const noexcept { return axis_; }
  /// Most outputs and samples of a box on an axis.
  [[nodiscard]] index outputs(std::size_t d) const noexcept { return outputs_[d]; }
  [[nodiscard]] index inputs(std::size_t d) const noexcept { return inputs_[d]; }

  /// Box `number` of the problem the boxes were made for.
  [[nodiscard]] output_box box(problem const& p, index number) const noexcept {
    output_box b;
    index const slice = number % slices_;
    number /= slices_;
    b.outputs[axis_] = {.first = p.axes[axis_].output * slice / slices_,
                        .end = p.axes[axis_].output * (slice + 1) / slices_};
    for (std::size_t d = axis_; d-- > 0;) {
      index const t = number % p.axes[d].output;
      number /= p.axes[d].output;
      b.outputs[d] = {.first = t, .end = t + 1};
    }
    b.batch = number;
    for (std::size_t d = 0; d <= axis_; ++d) {
      b.inputs[d] = samples_met(p.axes[d], b.outputs[d].first, b.outputs[d].end);
    }
    for (std::size_t d = axis_ + 1; d < p.rank; ++d) {
      b.outputs[d] = {.first = 0, .end = p.axes[d].output};
      b.inputs[d] = {.first = 0, .end = p.axes[d].input};
    }
    return b;
  }

 private:
  static index most_samples_met(axis_problem const& a, index outputs) noexcept {
    if (a.weights == 0) { return 0; }
    index const reach = (outputs - 1) * a.stride + (a.weights - 1) * a.weights_dilation;
    return std::min(a.input, reach / a.input_dilation + 1);
  }

  /// Outputs of a slice of axis_ that fit, 0 if not even one does.
  index most_rows(problem const& p, index most_samples, index most_outputs) const noexcept {
    double samples = 1;
    double outputs = 1;
    for (std::size_t d = 0; d < p.rank; ++d) {
      if (d == axis_) { continue; }
      samples *= static_cast<double>(d > axis_ ? p.axes[d].input : most_samples_met(p.axes[d], 1));
      outputs *= static_cast<double>(d > axis_ ? p.axes[d].output : 1);
    }
    auto const fits = [&](index rows) {
      return samples * static_cast<double>(most_samples_met(p.axes[axis_], rows)) <=
                 static_cast<double>(most_samples) &&
             outputs * static_cast<double>(rows) <= static_cast<double>(most_outputs);
    };
    index low = 0;
    index high = p.axes[axis_].output;
    while (low < high) {
      index const middle = low + (high - low + 1) / 2;
      (fits(middle) ? low : high) = fits(middle) ? middle : middle - 1;
    }
    return low;
  }

  std::size_t axis_ = 0;
  index rows_ = 0, slices_ = 1, size_ = 0;
  std::array<index, max_spatial_rank> outputs_{}, inputs_{};
};

/// An array and the copy of a box of it: which ranges of its axes, and under which name their steps go.
struct box_copy {
  problem const& array;
  problem const& copy;
  std::array<index_range, max_spatial_rank> const& ranges;
  index axis_problem::*step;

  /// How far the first element of the box lies from element 0, in the array or, had it all elements, in the copy.
  [[nodiscard]] constexpr index origin(problem const& p) const noexcept {
    index offset = 0;
    for (std::size_t d = 0; d < p.rank; ++d) { offset += ranges[d].first * (p.axes[d].*step); }
    return offset;
  }

  /// Calls visit(offset in the array, offset in the copy, positions) line by line. Lines of the last axis that follow
  /// each other in both are one.
  template <class Visit>
  constexpr void for_each_line(Visit const& visit) const {
    std::size_t first = array.rank - 1;
    index positions = ranges[first].size();
    while (first > 0 && joins(array, first - 1) && joins(copy, first - 1)) { positions *= ranges[--first].size(); }
    if (positions > 0) { go_on(0, first, {origin(array), 0, positions}, visit); }
  }

 private:
  struct line {
    index from, to, positions;
  };

  /// Whether the end of one line of the axes after d is followed by the next.
  [[nodiscard]] constexpr bool joins(problem const& p, std::size_t d) const noexcept {
    return p.axes[d].*step == p.axes[d + 1].*step * ranges[d + 1].size();
  }
  template <class Visit>
  CONVOLT_NOINLINE constexpr void go_on(std::size_t d, std::size_t first, line at, Visit const& visit) const {
    if (d == first) {
      visit(at.from, at.to, at.positions);
      return;
    }
    for (index i = 0; i < ranges[d].size(); ++i) {
      go_on(d + 1, first, at, visit);
      at.from += array.axes[d].*step;
      at.to += copy.axes[d].*step;
    }
  }
};

}  // namespace convolt::engine
