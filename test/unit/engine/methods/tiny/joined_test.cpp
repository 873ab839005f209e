// SPDX-License-Identifier: BSD-3-Clause
/// Axes that are joined to long lines: which ones, and that nothing but the time changes.
#include <convolt/engine/methods/tiny/joined.hpp>

#include <convolt/engine/methods/along_line/method.hpp>
#include <convolt/engine/methods/boxed/method.hpp>
#include <convolt/engine/methods/tiny/method.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using method = tiny::method<float, default_arch>;

/// A 1x1 convolution of an image, channels last or first.
problem pointwise(index height, index width, index inputs, index outputs, bool channels_last) {
  problem p;
  p.rank = 2;
  p.in_channels = inputs;
  p.out_channels = outputs;
  index const plane = height * width;
  p.axes[0] = {.input = height, .output = height};
  p.axes[1] = {.input = width, .output = width};
  p.axes[1].input_step = channels_last ? inputs : 1;
  p.axes[1].output_step = channels_last ? outputs : 1;
  p.axes[0].input_step = width * p.axes[1].input_step;
  p.axes[0].output_step = width * p.axes[1].output_step;
  p.input_channel_step = channels_last ? 1 : plane;
  p.output_channel_step = channels_last ? 1 : plane;
  p.input_batch_step = plane * inputs;
  p.output_batch_step = plane * outputs;
  p.weights_out_step = inputs;
  p.weights_in_step = p.bias_step = 1;
  return p;
}

TEST_CASE("axes are joined where every output meets its own sample and lines follow each other") {
  problem const p = pointwise(28, 30, 2, 3, true);
  problem const line = tiny::with_joined_axes(p);
  CHECK(line.rank == 1);
  CHECK(line.axes[0].input == 840);
  CHECK(line.axes[0].output == 840);
  CHECK(line.axes[0].input_step == 2);
  CHECK(line.axes[0].output_step == 3);
  CHECK_FALSE(tiny::can_join(line));
  problem deep = convolt::engine::with_axes(p, 3);
  deep.axes[0] = {.input = 4, .output = 4, .input_step = 1680, .output_step = 2520};
  CHECK(tiny::with_joined_axes(deep).rank == 1);
  CHECK(tiny::with_joined_axes(deep).axes[0].input == 3360);
  deep.axes[0].input = deep.axes[0].output = 5;  // 4200 are not tiny
  CHECK(tiny::with_joined_axes(deep).rank == 2);
}

TEST_CASE("axes with a window, a stride, a padding or a gap stay what they are") {
  problem const p = pointwise(28, 30, 2, 3, true);
  for (std::size_t d = 0; d < 2; ++d) {
    problem q = p;
    q.axes[d].weights = 2;
    CHECK_FALSE(tiny::can_join(q));
    q = p;
    q.axes[d].stride = 2;
    CHECK_FALSE(tiny::can_join(q));
    q = p;
    q.axes[d].pad_lo = 1;
    CHECK_FALSE(tiny::can_join(q));
    q = p;
    q.axes[d].output -= 1;
    CHECK_FALSE(tiny::can_join(q));
    q = p;
    q.axes[d].input_dilation = 2;
    CHECK_FALSE(tiny::can_join(q));
    q = p;
    q.axes[d].input = q.axes[d].output = 0;
    CHECK_FALSE(tiny::can_join(q));
  }
  problem gap = p;
  gap.axes[0].input_step += 1;
  CHECK_FALSE(tiny::can_join(gap));
  gap = p;
  gap.axes[0].output_step = -gap.axes[0].output_step;
  CHECK_FALSE(tiny::can_join(gap));
  problem huge = p;
  huge.axes[0].input = huge.axes[0].output = index{1} << 40;
  CHECK_FALSE(tiny::can_join(huge));
  huge = p;
  huge.axes[1].input = huge.axes[1].output = index{1} << 60;
  CHECK_FALSE(tiny::can_join(huge));
}

TEST_CASE("joined lines are computed exactly, and what is not finite stays where it is") {
  std::mt19937_64 random(3);
  for (bool const last : {true, false}) {
    for (index inputs = 1; inputs <= 3; ++inputs) {
      for (index outputs = 1; outputs <= 4; ++outputs) {
        problem p = pointwise(13, 21, inputs, outputs, last);
        p.batch = 2;
        std::vector<float> input(static_cast<std::size_t>(2 * p.input_batch_step)), weights(12), bias(4);
        for (auto* numbers : {&input, &weights, &bias}) {
          for (float& x : *numbers) { x = static_cast<float>(test::pick(random, -8, 8)); }
        }
        input[37] = NAN;
        input[101] = INFINITY;
        std::vector<float> once(static_cast<std::size_t>(2 * p.output_batch_step)), planned = once, expected = once;
        operands<float> x{.input = input.data(), .weights = weights.data(), .bias = bias.data()};
        x.output = once.data();
        CHECK(tiny::run_at_once<float>(p, x));
        x.output = planned.data();
        convolt::engine::workspace space;
        method::plan({.p = p, .weights = weights.data()})->run(x, space, {});
        x.output = expected.data();
        convolt::engine::run_reference(p, x);
        CAPTURE(last, inputs, outputs);
        CHECK(test::same_values(once, expected));
        CHECK(test::same_values(planned, expected));
      }
    }
  }
}

TEST_CASE("an image costs what its pixels cost on one line") {
  for (bool const last : {true, false}) {
    for (index const channels : {1, 2, 3}) {
      double const image = method::judge({.p = pointwise(28, 28, channels, channels, last)}).cycles;
      problem const line = tiny::with_joined_axes(pointwise(28, 28, channels, channels, last));
      CHECK(image == method::judge({.p = line}).cycles);
    }
  }
}

TEST_CASE("parts of vectors that are stored one by one are counted") {
  if (convolt::engine::lanes<float, default_arch> < 8) { return; }
  for (index const inputs : {2, 3}) {  // to one channel: lanes along the line are better filled
    problem const p = pointwise(28, 28, inputs, 1, true);
    using along_line = convolt::engine::methods::along_line::method<float, default_arch>;
    CHECK(along_line::judge({.p = p}).cycles < method::judge({.p = p}).cycles);
  }
}

/// 3x3x3 on a cube of 4, channels first.
problem cube(index channels) {
  problem p;
  p.rank = 3;
  p.in_channels = p.out_channels = channels;
  for (std::size_t d = 0; d < 3; ++d) { p.axes[d] = {.input = 4, .weights = 3, .output = 4, .pad_lo = 1}; }
  index step = 1;
  for (std::size_t d = 3; d-- > 0; step *= 4) { p.axes[d].input_step = p.axes[d].output_step = step; }
  p.input_channel_step = p.output_channel_step = step;
  p.input_batch_step = p.output_batch_step = step * channels;
  index taps = 1;
  for (std::size_t d = 3; d-- > 0; taps *= 3) { p.axes[d].weights_step = taps; }
  p.weights_in_step = taps;
  p.weights_out_step = taps * channels;
  p.bias_step = 1;
  return p;
}

TEST_CASE("copies and stores hide behind many products") {
  using boxed = convolt::engine::methods::boxed::method<float, default_arch>;
  if (convolt::engine::lanes<float, default_arch> < 16) { return; }
  CHECK_FALSE(method::judge({.p = cube(4)}).declined());
  CHECK(method::judge({.p = cube(4)}).cycles < boxed::judge({.p = cube(4)}).cycles);
}

}  // namespace
