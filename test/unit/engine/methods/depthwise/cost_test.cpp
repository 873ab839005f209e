// SPDX-License-Identifier: BSD-3-Clause
/// The estimate for channels that are kept apart: it must order problems as their times do.
#include <convolt/engine/methods/depthwise/cost.hpp>

#include <convolt/engine/arch/costs.hpp>
#include <support/catch.hpp>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

/// Channels last, so many groups of `group` channels.
problem kept_apart(index groups, index group, index outputs, index taps) {
  problem p;
  p.rank = 1;
  p.in_channels = group;
  p.feature_groups = groups;
  p.out_channels = groups * group;
  p.input_channel_step = p.output_channel_step = 1;
  p.axes[0] = {.input = outputs, .weights = taps, .output = outputs, .pad_lo = taps / 2};
  p.axes[0].input_step = p.axes[0].output_step = p.axes[0].weights_step = p.out_channels;
  return p;
}

double cycles(problem const& p) { return depthwise::estimate_cycles<float, default_arch>(p); }

TEST_CASE("channels kept apart cost at least what their products cost") {
  double const vectors = 64. * 1000 * 9 / static_cast<double>(convolt::engine::lanes<float, default_arch>);
  double const estimate = cycles(kept_apart(64, 1, 1000, 9));
  CHECK(estimate > 0.95 * vectors / convolt::engine::products_per_cycle<float, default_arch>());
  CHECK(estimate < 3 * vectors / convolt::engine::products_per_cycle<float, default_arch>());
}

TEST_CASE("copied samples and channels of a group cost more") {
  double const base = cycles(kept_apart(64, 1, 1000, 9));
  problem multiplied = kept_apart(64, 1, 1000, 9);
  multiplied.feature_groups = 32;  // two outputs each
  CHECK(cycles(multiplied) > base);
  CHECK(cycles(kept_apart(16, 4, 1000, 9)) > 4 * base);
  CHECK(cycles(kept_apart(128, 1, 1000, 9)) > 1.8 * base);
}

TEST_CASE("channels that leave lanes empty cost hardly more than a whole vector of them") {
  constexpr index width = static_cast<index>(convolt::engine::lanes<float, default_arch>);
  if (!depthwise::has_picked_loops<float, default_arch>) { return; }
  double const whole = cycles(kept_apart(width, 1, 1000, 9));
  for (index const channels : {width / 2, width - 1}) {
    CHECK(cycles(kept_apart(channels, 1, 1000, 9)) < 2.1 * whole);
    CHECK(cycles(kept_apart(channels, 1, 1000, 9)) > whole);
  }
  problem multiplied = kept_apart(width, 1, 1000, 9);
  multiplied.feature_groups = width / 2;  // two outputs each
  CHECK(cycles(multiplied) < 2.1 * whole);
}

TEST_CASE("of one output all samples of its window are copied") {
  problem p = kept_apart(1, 1, 1, 1000);
  p.out_channels = 32;  // of one input channel: its samples have to be spread to all lanes
  p.axes[0].input = 1000;
  p.axes[0].pad_lo = 0;
  CHECK(cycles(p) > 32. * 1000 * convolt::engine::costs::depthwise::cycles_per_copy);
}

}  // namespace
