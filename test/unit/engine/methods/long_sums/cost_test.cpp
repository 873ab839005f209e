// SPDX-License-Identifier: BSD-3-Clause
/// The estimate for long sums: it must order problems as their times do.
#include <convolt/engine/methods/long_sums/cost.hpp>

#include <support/catch.hpp>

namespace {

namespace long_sums = convolt::engine::methods::long_sums;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

problem line(index taps, index outputs) {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = taps + outputs - 1, .weights = taps, .output = outputs, .input_step = 1, .weights_step = 1};
  return p;
}

double cycles(problem const& p) { return long_sums::estimate_cycles<float, default_arch>(p); }

TEST_CASE("a long sum costs about what its products and loads cost") {
  double const vectors = 64e6 / static_cast<double>(convolt::engine::lanes<float, default_arch>);
  CHECK(cycles(line(1000000, 64)) > vectors / convolt::engine::costs::products_per_cycle);
  CHECK(cycles(line(1000000, 64)) < 1.5 * vectors);
}

// One call of 3x3 on a 4x4 image with 128 channels took twelve times as long as by the method that is right for it.
TEST_CASE("small planes cost more than their products, for every pair of channels") {
  problem p;
  p.rank = 2;
  for (index step : {4, 1}) {
    p.axes[step == 4 ? 0 : 1] = {.input = 4, .weights = 3, .output = 4, .pad_lo = 1, .input_step = step};
  }
  p.axes[0].output_step = 4;
  p.axes[0].weights_step = 3;
  p.axes[1].output_step = p.axes[1].weights_step = 1;
  p.in_channels = p.out_channels = 128;
  p.input_channel_step = p.output_channel_step = 16;
  p.weights_in_step = 9;
  p.weights_out_step = 9 * 128;
  double const pairs = 128. * 128.;
  CHECK(cycles(p) > 300 * pairs);
  CHECK(cycles(p) < 1500 * pairs);
}

TEST_CASE("more taps, outputs and channels cost more, and so do copies") {
  double const base = cycles(line(50000, 20));
  CHECK(cycles(line(100000, 20)) > 1.8 * base);
  CHECK(cycles(line(50000, 40)) > 1.8 * base);
  problem p = line(50000, 20);
  p.out_channels = 3;
  CHECK(cycles(p) > 2.5 * base);
  p = line(50000, 20);
  p.axes[0].input_step = 3;
  double const gathered = cycles(p);
  CHECK(gathered > base);
  p.axes[0].input_step = 300;
  CHECK(cycles(p) > gathered);
}

}  // namespace
