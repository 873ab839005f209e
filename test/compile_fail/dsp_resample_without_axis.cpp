// SPDX-License-Identifier: BSD-3-Clause
// An array without an axis has no rate to begin with.
// EXPECT: signal_has_no_axis_in_time_and_so_no_rate_give_a_ratio
// MAX_LINES_CLANG: 20
#include <convolt/dsp/resample.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto slower(xt::xtensor<double, 1> const& v) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::resample(v, 1. * kHz);
#else
  return convolt::dsp::resample(v, 1, 30);
#endif
}
