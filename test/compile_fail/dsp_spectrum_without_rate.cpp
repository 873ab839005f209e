// SPDX-License-Identifier: BSD-3-Clause
// An array has no axis that says how far its samples are apart.
// EXPECT: signal_has_no_axis_so_give_its_sampling_rate_as_an_argument
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto power(convolt::tensor<mV, double, 1> const& x) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::welch(x, 256. * ms);
#else
  return convolt::dsp::welch(x, 1. * kHz, 256. * ms);
#endif
}
