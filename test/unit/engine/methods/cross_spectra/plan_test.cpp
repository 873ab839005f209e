// SPDX-License-Identifier: BSD-3-Clause
/// Which problems correlate two long signals, and how these are cut into blocks.
#include <convolt/engine/methods/cross_spectra/plan.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <string>

namespace {

namespace cross_spectra = convolt::engine::methods::cross_spectra;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

problem two_signals(index taps, index lags) {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = taps + lags,
               .weights = taps,
               .output = lags,
               .pad_lo = 3,
               .input_step = 1,
               .weights_step = 1,
               .output_step = 1};
  return p;
}

TEST_CASE("two signals extend along one axis, without dilation") {
  problem p = two_signals(1000, 30);
  CHECK(cross_spectra::why_no_signals(p) == nullptr);
  CHECK(cross_spectra::signals_of(p).lags == 30);
  p.axes[0].stride = 4;
  CHECK(cross_spectra::signals_of(p).lags == 117);
  p.axes[0].weights_dilation = 2;
  CHECK(cross_spectra::why_no_signals(p) == std::string("an axis is dilated"));
  CHECK(cross_spectra::why_no_signals(two_signals(20, 30)) == std::string("the sums are short"));
  CHECK(cross_spectra::why_no_signals(two_signals(1000, index{1} << 40)) == std::string("there are many lags"));
  CHECK(cross_spectra::why_no_signals(two_signals(1000, 0)) != nullptr);
  p = two_signals(1000, 30);
  p.in_channels = 0;
  CHECK(cross_spectra::why_no_signals(p) != nullptr);
  p = two_signals(1000, 30);
  p.rank = 2;
  p.axes[1] = {.input = 5, .weights = 1, .output = 1, .pad_lo = -3, .input_step = 7};
  CHECK(cross_spectra::why_no_signals(p) == nullptr);
  CHECK(cross_spectra::signals_of(p).cropped == 21);
  p.axes[1].pad_lo = -5;
  CHECK(cross_spectra::why_no_signals(p) != nullptr);
  p.axes[1] = {.input = 5, .weights = 5, .output = 1};
  CHECK(cross_spectra::why_no_signals(p) != nullptr);
}

TEST_CASE("channels are lanes where their signals lie side by side") {
  problem p = two_signals(1000, 30);
  CHECK_FALSE(cross_spectra::has_neighbour_signals(p));
  p.batch = p.batch_groups = p.out_channels = 32;
  p.input_batch_step = p.weights_out_step = 1;
  CHECK(cross_spectra::has_neighbour_signals(p));
  p.weights_out_step = 1000;
  CHECK_FALSE(cross_spectra::has_neighbour_signals(p));
}

TEMPLATE_TEST_CASE("blocks cover all taps and leave room for the lags", "", float, double) {
  for (index const lags : {1, 17, 1024, 5000}) {
    for (index const taps : {64, 1000, 48000}) {
      problem const p = two_signals(taps, lags);
      cross_spectra::block_plan const plan = cross_spectra::cost_model<TestType, default_arch>(p).best();
      CAPTURE(lags, taps, plan.samples);
      REQUIRE(plan.samples > 0);
      CHECK(plan.taps == plan.samples - lags + 1);
      CHECK(plan.blocks * plan.taps >= taps);
      CHECK((plan.blocks - 1) * plan.taps < taps);
    }
  }
  auto const cycles = [](index taps, index lags) {
    return cross_spectra::cost_model<TestType, default_arch>(two_signals(taps, lags)).best().cycles;
  };
  CHECK(cycles(100000, 1000) < 2.5 * cycles(50000, 1000));
  CHECK(cycles(100000, 4000) < 2 * cycles(100000, 1000));
}

}  // namespace
