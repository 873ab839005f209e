// SPDX-License-Identifier: BSD-3-Clause
/// Gradients of the weights of depthwise convolutions, with their arrays, and what the reference loops make of them in
/// higher precision.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

namespace test {

struct gradient_extents {
  convolt::index length = 1, taps = 1, channels = 1, batch = 1, multiplier = 1;
  convolt::index dilation = 1;  ///< of the taps
  convolt::index pad_lo = 0;
  bool channels_last = false;
};

template <class T>
struct gradient_arrays {
  convolt::engine::problem p;  ///< the gradient
  std::vector<T> input, cotangent;
  std::size_t size;  ///< of the result

  explicit gradient_arrays(gradient_extents const& e) : size(static_cast<std::size_t>(e.taps * outputs(e))) {
    convolt::engine::problem f;
    f.rank = 1;
    f.batch = e.batch;
    f.feature_groups = e.channels;
    f.out_channels = outputs(e);
    f.axes[0] = {
        .input = e.length, .weights = e.taps, .output = e.length, .weights_dilation = e.dilation, .pad_lo = e.pad_lo};
    bool const last = e.channels_last;
    f.input_channel_step = f.output_channel_step = last ? 1 : e.length;
    f.axes[0].input_step = last ? e.channels : 1;
    f.axes[0].output_step = last ? outputs(e) : 1;
    f.axes[0].weights_step = last ? outputs(e) : 1;
    f.weights_out_step = last ? 1 : e.taps;
    f.weights_group_step = f.weights_out_step * e.multiplier;
    f.input_batch_step = e.length * e.channels;
    f.output_batch_step = e.length * outputs(e);
    p = convolt::engine::weights_gradient(f).p;
    std::mt19937_64 random(5);
    input = std::vector<T>(static_cast<std::size_t>(f.input_batch_step * e.batch));
    cotangent = std::vector<T>(static_cast<std::size_t>(f.output_batch_step * e.batch));
    for (std::vector<T>* all : {&input, &cotangent}) {
      for (T& x : *all) { x = static_cast<T>(static_cast<int>(random() % 2001) - 1000) / T(1000); }
    }
  }

  [[nodiscard]] T const* weights() const { return cotangent.data(); }
  [[nodiscard]] convolt::engine::operands<T> operands(std::vector<T>& out) const {
    return {.input = input.data(), .weights = cotangent.data(), .output = out.data(), .output_scale = T(2)};
  }

  [[nodiscard]] std::vector<T> run(convolt::engine::planned<T> const& plan, convolt::index shares) const {
    std::vector<T> out(size, T(-1));
    convolt::engine::operands<T> x = operands(out);
    x.weights = nullptr;
    convolt::engine::workspace space;
    for (convolt::index i = 0; i < shares; ++i) { plan.run(x, space, {.number = i, .count = shares}); }
    CHECK(space.capacity() <= plan.workspace_bytes());
    return out;
  }
  template <class Method>
  [[nodiscard]] std::vector<T> run_once() const {
    std::vector<T> out(size, T(-1));
    convolt::engine::workspace space;
    CHECK(Method::run_once({.p = p, .weights = weights()}, operands(out), space));
    return out;
  }

  [[nodiscard]] std::vector<T> by_reference() const {
    std::vector<T> out(size, T(-1));
    convolt::engine::run_reference<T>(p, operands(out));
    return out;
  }

  /// The largest error, in units of 2 eps times the number of terms: numbers are at most 1.
  [[nodiscard]] double worst_error(std::vector<T> const& out) const {
    using W = std::conditional_t<std::is_same_v<T, float>, double, long double>;
    std::vector<W> const x(input.begin(), input.end()), g(cotangent.begin(), cotangent.end());
    std::vector<W> expected(size);
    convolt::engine::run_reference<W>(
        p, {.input = x.data(), .weights = g.data(), .output = expected.data(), .output_scale = W(2)});
    double worst = 0;
    for (std::size_t i = 0; i < size; ++i) {
      worst = std::max(worst, std::abs(static_cast<double>(static_cast<W>(out[i]) - expected[i])));
    }
    double const terms = static_cast<double>(p.axes[0].weights * p.in_channels);
    return worst / (2 * static_cast<double>(std::numeric_limits<T>::epsilon()) * terms);
  }

 private:
  static convolt::index outputs(gradient_extents const& e) { return e.channels * e.multiplier; }
};

}  // namespace test
