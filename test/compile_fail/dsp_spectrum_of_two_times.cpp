// SPDX-License-Identifier: BSD-3-Clause
// An array of two dimensions does not say which of them is time.
// EXPECT: say_which_dimension_is_time_as_in_welch_1_of_x
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto power(convolt::tensor<mV, double, 2> const& x) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::periodogram(x, 1. * kHz);
#else
  return convolt::dsp::periodogram<1>(x, 1. * kHz);
#endif
}
