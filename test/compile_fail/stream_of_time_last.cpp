// SPDX-License-Identifier: BSD-3-Clause
// Streams take (time, channel): a signal whose first axis is no time is refused.
// EXPECT: chunk_has_time_first_and_then_channels
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto run(convolt::tensor<uV, float, 2> const& recording) {
  auto probe = convolt::dsp::stream<float>(xt::xtensor<double, 1>{1, 2}, 1. * kHz, {.channels = 4});
  auto const depth = convolt::axis(0. * um, 20. * um, 4);
  auto const time = convolt::axis(0. * ms, 1. * ms, 4);
#ifdef CONVOLT_FAIL
  return probe.process(convolt::sampled(recording, depth, time));
#else
  return probe.process(convolt::sampled(recording, time, depth));
#endif
}
