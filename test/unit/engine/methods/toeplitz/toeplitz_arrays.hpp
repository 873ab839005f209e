// SPDX-License-Identifier: BSD-3-Clause
/// Random problems for the Toeplitz method: few channels, and the last axis side by side in memory, or nearly so. The
/// other axes, the channels and the batch come in any order, with gaps, and may run backwards.
#pragma once

#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <utility>

namespace test {

/// Extents whose last axis the method takes. `longest`: outputs of a line at most.
inline problem random_line_extents(std::mt19937_64& random, convolt::index longest) {
  problem p = random_extents(random, {.channels = 4});
  if (p.rank == 0) { p.rank = 1; }
  convolt::engine::axis_problem& a = p.axes[p.rank - 1];
  a.stride = pick(random, 1, 2) == 1 ? 1 : pick(random, 2, 5);
  a.input_dilation = 1;
  a.weights_dilation = pick(random, 1, 2) == 1 ? 1 : pick(random, 2, 9);
  a.weights = pick(random, 0, 4) == 0 ? pick(random, 6, 70) : pick(random, a.weights == 0 ? 0 : 1, 5);
  a.output = pick(random, 1, 3) == 1 ? pick(random, a.output == 0 ? 0 : 1, longest) : std::min(a.output, longest);
  // Somewhere about the output: windows wholly inside, borders at either end, and windows that meet nothing.
  a.input = pick(random, 1, 30) == 1
                ? 0
                : pick(random, 1 + a.output / 2, a.output * a.stride + a.weights * a.weights_dilation + 10);
  a.pad_lo = pick(random, 1, 3) == 1 ? 0 : pick(random, -5, a.weights * a.weights_dilation);
  return p;
}

namespace detail {

/// A dimension of an array: where its step is to be written.
struct dimension {
  convolt::index extent;
  convolt::index* step;
};

/// Steps for the dimensions in a drawn order, the line fastest. Returns the size and where index 0 lies.
template <std::size_t N>
std::pair<convolt::index, convolt::index> place_lines(std::mt19937_64& random, std::array<dimension, N> dimensions,
                                                      std::size_t count, dimension line) {
  std::shuffle(dimensions.begin(), dimensions.begin() + static_cast<std::ptrdiff_t>(count), random);
  *line.step = pick(random, 1, 3) != 1 ? 1 : std::array<convolt::index, 4>{2, 3, -1, -2}[random() % 4];
  convolt::index const line_size = std::max<convolt::index>(line.extent, 1) * std::max(*line.step, -*line.step);
  convolt::index next = line_size + (pick(random, 1, 3) == 1 ? pick(random, 1, 5) : 0);
  convolt::index origin = *line.step < 0 ? -*line.step * std::max<convolt::index>(line.extent - 1, 0) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    auto const [extent, step] = dimensions[i];
    bool const backwards = pick(random, 1, 5) == 1;
    *step = backwards ? -next : next;
    if (backwards) { origin += next * std::max<convolt::index>(extent - 1, 0); }
    next *= std::max<convolt::index>(extent, 1);
  }
  return {next, origin};
}

}  // namespace detail

/// Lay the input and the output of a problem out along lines.
template <class T>
void lay_out_lines(std::mt19937_64& random, arrays<T>& a) {
  problem& p = a.p;
  std::array<detail::dimension, 2 + convolt::max_spatial_rank> inputs{}, outputs{};
  inputs[0] = {p.batch, &p.input_batch_step};
  inputs[1] = {p.in_channels * p.feature_groups, &p.input_channel_step};
  outputs[0] = {output_batch(p), &p.output_batch_step};
  outputs[1] = {p.out_channels, &p.output_channel_step};
  for (std::size_t d = 0; d + 1 < p.rank; ++d) {
    inputs[2 + d] = {p.axes[d].input, &p.axes[d].input_step};
    outputs[2 + d] = {p.axes[d].output, &p.axes[d].output_step};
  }
  convolt::engine::axis_problem& last = p.axes[p.rank - 1];
  std::size_t const count = p.rank + 1;
  auto const [input, first_input] = detail::place_lines(random, inputs, count, {last.input, &last.input_step});
  auto const [output, first_output] = detail::place_lines(random, outputs, count, {last.output, &last.output_step});
  // No element more than there is: a sanitizer sees what is read or written beyond.
  a.input.assign(static_cast<std::size_t>(input), T(0));
  a.output.assign(static_cast<std::size_t>(output), T(0));
  a.input_origin = first_input;
  a.output_origin = first_output;
}

}  // namespace test
