// SPDX-License-Identifier: BSD-3-Clause
/// Problems that consist of lines, with their arrays in several layouts, and what the reference loops make of them in
/// higher precision.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

namespace test {

/// Higher precision than T, to judge it by.
template <class T>
using wider = std::conditional_t<std::is_same_v<T, float>, double, long double>;

struct line_extents {
  convolt::index batch = 1, channels = 1, input = 1, output = 1, taps = 1, pad_lo = 0;
  bool channels_last = false;
  bool backwards = false;      ///< the line, in the input and in the output, and the kernel
  bool shared_kernel = false;  ///< one for all channels
  convolt::index gap = 0;      ///< between neighbouring samples
  convolt::index stride = 1;   ///< of the kernel
  convolt::index rows = 1;     ///< a second axis, along which the kernel has one tap
};

template <class T>
struct line_arrays {
  convolt::engine::problem p;
  std::vector<T> input, weights, bias, output;
  convolt::index input_origin = 0, weights_origin = 0, output_origin = 0;

  explicit line_arrays(line_extents const& e) {
    p.rank = 2;
    p.batch = e.batch;
    p.out_channels = p.feature_groups = e.channels;
    p.axes[0] = {.input = e.rows, .weights = 1, .output = e.rows};
    p.axes[1] = {.input = e.input, .weights = e.taps, .output = e.output, .stride = e.stride, .pad_lo = e.pad_lo};
    p.bias_step = 1;
    place(e, e.input, p.input_channel_step, p.axes[1].input_step, p.axes[0].input_step, p.input_batch_step);
    place(e, e.output, p.output_channel_step, p.axes[1].output_step, p.axes[0].output_step, p.output_batch_step);
    p.axes[1].weights_step = 1;
    p.weights_group_step = e.shared_kernel ? 0 : e.taps;
    if (e.backwards) {
      turn(e.input, p.axes[1].input_step, input_origin);
      turn(e.output, p.axes[1].output_step, output_origin);
      turn(e.taps, p.axes[1].weights_step, weights_origin);
    }
    input.resize(static_cast<std::size_t>(p.input_batch_step * e.batch));
    output.resize(static_cast<std::size_t>(p.output_batch_step * e.batch), T(77));
    weights.resize(static_cast<std::size_t>(e.shared_kernel ? e.taps : e.taps * e.channels));
    bias.resize(static_cast<std::size_t>(e.channels));
  }

  void fill(std::mt19937_64& random) {
    for (auto* array : {&input, &weights, &bias}) {
      for (T& v : *array) { v = static_cast<T>(random() % 2000001) / T(1000000) - T(1); }
    }
  }

  convolt::engine::operands<T> view(std::vector<T>& out, bool with_bias) const {
    return {.input = input.data() + input_origin,
            .weights = weights.data() + weights_origin,
            .bias = with_bias ? bias.data() : nullptr,
            .output = out.data() + output_origin};
  }

  /// The outputs in higher precision. What is no output stays as it is.
  std::vector<wider<T>> expected(convolt::engine::operands<T> const& x) const {
    using W = wider<T>;
    std::vector<W> const in(input.begin(), input.end());
    std::vector<W> const w(weights.begin(), weights.end());
    std::vector<W> const b(bias.begin(), bias.end());
    std::vector<W> out(output.begin(), output.end());
    convolt::engine::run_reference<W>(p, {.input = in.data() + input_origin,
                                          .weights = w.data() + weights_origin,
                                          .bias = x.bias == nullptr ? nullptr : b.data(),
                                          .output = out.data() + output_origin,
                                          .output_scale = static_cast<W>(x.output_scale),
                                          .bias_scale = static_cast<W>(x.bias_scale)});
    return out;
  }

  /// The bound of the rounding errors for blocks of that many samples, with the largest sample of all.
  wider<T> bound(convolt::index samples) const {
    using W = wider<T>;
    W largest = 0;
    W sum = 0;
    for (T const v : input) { largest = std::isfinite(v) ? std::max(largest, std::abs(W(v))) : largest; }
    convolt::index const taps = p.axes[1].weights;
    for (std::size_t first = 0; first < weights.size(); first += static_cast<std::size_t>(taps)) {
      W of_kernel = 0;
      for (convolt::index q = 0; q < taps; ++q) {
        of_kernel += std::abs(W(weights[first + static_cast<std::size_t>(q)]));
      }
      sum = std::max(sum, of_kernel);
    }
    return 2 * std::log2(static_cast<W>(samples)) * W(std::numeric_limits<T>::epsilon()) * largest * sum;
  }

 private:
  static void place(line_extents const& e, convolt::index extent, convolt::index& channel, convolt::index& sample,
                    convolt::index& row, convolt::index& batch) {
    convolt::index const samples = std::max<convolt::index>(extent, 1);
    channel = e.channels_last ? 1 : samples * (1 + e.gap);
    sample = e.channels_last ? e.channels + e.gap : 1 + e.gap;
    row = e.channels_last ? samples * sample : e.channels * channel;
    batch = e.rows * row;
  }
  static void turn(convolt::index extent, convolt::index& step, convolt::index& origin) {
    origin += std::max<convolt::index>(extent - 1, 0) * step;
    step = -step;
  }
};

}  // namespace test
