// SPDX-License-Identifier: BSD-3-Clause
/// Blocks of lines on their way between the arrays of the caller and those of the transforms: as they are where a block
/// lies whole inside its array, else copied, with zeros for what is not there. Nothing outside an array is touched.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace convolt::engine::methods::overlap_save {

/// One block of one line, or of several neighbouring lines whose samples are neighbours in memory.
template <class T>
struct block {
  T const* input;      ///< sample 0 of the line
  T* output;           ///< output 0 of the line
  index first_sample;  ///< may lie outside
  index first_output;
  index outputs;  ///< 0 if there is no such block
  index lines;
};

/// The arrays of a block of the transforms: `samples` rows of `width` numbers, one per line.
struct block_shape {
  index samples, width;
};

/// Which of the samples of a block exist: [first, end), counted from the first one of the block.
struct sample_range {
  index first, end;
};
template <class T>
[[nodiscard]] constexpr sample_range samples_inside(block<T> const& b, axis_problem const& a, index samples) noexcept {
  index const first = std::clamp<index>(-b.first_sample, 0, samples);
  index const end = std::clamp<index>(a.input - b.first_sample, first, samples);
  return {first, end};
}

/// Copy a block of the input. Complexity: that of the copy.
template <class Arch, class T>
void copy_input(block<T> const& b, axis_problem const& a, block_shape const& shape, T* target) noexcept {
  sample_range const inside = b.outputs == 0 ? sample_range{0, 0} : samples_inside(b, a, shape.samples);
  std::fill(target, target + inside.first * shape.width, T(0));
  std::fill(target + inside.end * shape.width, target + shape.samples * shape.width, T(0));
  if (inside.first == inside.end) { return; }
  T const* const source = b.input + (b.first_sample + inside.first) * a.input_step;
  T* row = target + inside.first * shape.width;
  index const count = inside.end - inside.first;
  if (shape.width == 1) {
    if (a.input_step == 1) {
      std::copy(source, source + count, row);
    } else {
      for (index i = 0; i < count; ++i) { row[i] = source[i * a.input_step]; }
    }
    return;
  }
  for (index i = 0; i < count; ++i, row += shape.width) {
    std::copy(source + i * a.input_step, source + i * a.input_step + b.lines, row);
    std::fill(row + b.lines, row + shape.width, T(0));
  }
}

/// Copy the outputs of a block to their places, those that the stride leaves.
template <class Arch, class T>
void copy_output(block<T> const& b, axis_problem const& a, block_shape const& shape, T const* source) noexcept {
  index const skipped = positive_mod(-b.first_output, a.stride);
  T* target = b.output + (b.first_output + skipped) / a.stride * a.output_step;
  if (shape.width == 1) {
    for (index i = skipped; i < b.outputs; i += a.stride, target += a.output_step) { *target = source[i]; }
    return;
  }
  for (index i = skipped; i < b.outputs; i += a.stride, target += a.output_step) {
    std::copy(source + i * shape.width, source + i * shape.width + b.lines, target);
  }
}

/// Make the samples of one line of a block harmless: zeros for those that are infinite or NaN, and all of them divided
/// by a power of two such that none exceeds `largest`. Returns the exponent of that power.
template <class Arch, class T>
int tame(T* samples, block_shape const& shape, T largest) noexcept {
  T most = 0;
  for (index i = 0; i < shape.samples; ++i) {
    T& x = samples[i * shape.width];
    if (!is_finite(x)) { x = T(0); }
    most = std::max(most, std::abs(x));
  }
  if (most <= largest) { return 0; }
  int const exponent = std::ilogb(most) - std::ilogb(largest) + 1;
  for (index i = 0; i < shape.samples; ++i) {
    samples[i * shape.width] = std::ldexp(samples[i * shape.width], -exponent);
  }
  return exponent;
}

/// Add what `tame` left out of one line: for every sample that is infinite or NaN its products with all taps that meet
/// it. `line` is the number of the line in the block.
template <class Arch, class T>
void add_not_finite(block<T> const& b, axis_problem const& a, index line, T const* kernel, index samples, T* sums,
                    index width) noexcept {
  sample_range const inside = samples_inside(b, a, samples);
  index spoiled = 0;  // outputs before this one are NaN already, as far as samples before this one can tell
  for (index n = inside.first; n < inside.end; ++n) {
    T const x = b.input[(b.first_sample + n) * a.input_step + line];
    if (is_finite(x)) { continue; }
    index const first = std::max<index>(n - a.weights + 1, 0);
    index const end = std::min(n + 1, b.outputs);
    if (is_nan(x)) {
      for (index t = std::max(first, spoiled); t < end; ++t) { sums[t * width] = x; }
      spoiled = std::max(spoiled, end);
    } else {
      for (index t = first; t < end; ++t) { sums[t * width] = multiply_add(x, kernel[n - t], sums[t * width]); }
    }
  }
}

}  // namespace convolt::engine::methods::overlap_save
