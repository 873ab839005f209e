// SPDX-License-Identifier: BSD-3-Clause
/// When lanes are neighbouring outputs, and lines of every length. Random problems are tested with tiny/method.hpp.
#include <convolt/engine/methods/tiny/by_position.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <limits>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;

problem line(index outputs) {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = outputs,
               .weights = 5,
               .output = outputs,
               .pad_lo = 2,
               .input_step = 1,
               .weights_step = 1,
               .output_step = 1};
  return p;
}

TEST_CASE("lanes are outputs where samples and outputs are neighbours") {
  CHECK(tiny::has_line_lanes(line(9)));
  for (index axis = 0; axis < 3; ++axis) {
    problem p = line(9);
    (axis == 0 ? p.axes[0].stride : axis == 1 ? p.axes[0].input_step : p.axes[0].output_step) = 2;
    CHECK_FALSE(tiny::has_line_lanes(p));
  }
  problem p = line(9);
  p.out_channels = 2;
  p.output_channel_step = 1;
  CHECK_FALSE(tiny::has_line_lanes(p));
  p.output_channel_step = 9;
  CHECK(tiny::has_line_lanes(p));
}

TEST_CASE("weights that are not finite are found, with gaps between them or without") {
  problem p = line(9);
  p.axes[0].weights_step = -1;
  float const inf = std::numeric_limits<float>::infinity();
  for (index const step : {1, -1, 2}) {
    p.axes[0].weights_step = step;
    index const first = step < 0 ? 4 : 0;
    std::vector<float> weights(9, 1.f);
    CHECK(tiny::by_position<float, default_arch>(p).takes(weights.data() + first));
    weights[4] = inf;
    CHECK_FALSE(tiny::by_position<float, default_arch>(p).takes(weights.data() + first));
    weights[4] = 1.f;
    weights[5] = inf;
    CHECK(tiny::by_position<float, default_arch>(p).takes(weights.data() + first));
  }
}

TEMPLATE_TEST_CASE("lines of every length are computed, and nothing behind them is written", "", float, double) {
  std::vector<TestType> const weights{1, -2, 3, -4, 5};
  for (index outputs = 1; outputs <= 150; ++outputs) {
    problem const p = line(outputs);
    std::vector<TestType> input, output(static_cast<std::size_t>(outputs) + 1, TestType(-7)), expected = output;
    for (index i = 0; i < outputs; ++i) { input.push_back(static_cast<TestType>(i * i % 11)); }
    operands<TestType> x{.input = input.data(), .weights = weights.data(), .bias = nullptr, .output = output.data()};
    tiny::by_position<TestType, default_arch>(p).compute(x);
    x.output = expected.data();
    convolt::engine::run_reference(p, x);
    CAPTURE(outputs);
    CHECK(output == expected);
  }
}

}  // namespace
