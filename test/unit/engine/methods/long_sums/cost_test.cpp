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
