// SPDX-License-Identifier: BSD-3-Clause
// A current is no list of events: its sum or its integral is meant.
// EXPECT: take_measure_sum_or_measure_integral
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
using trace = convolt::sampled<convolt::pico<convolt::ampere>, double, convolt::axis<convolt::milli<convolt::second>>>;

auto response(trace const& current) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(current, convolt::kernel::alpha(2. * ms), convolt::measure::events);
#else
  return convolt::dsp::convolve(current, convolt::kernel::alpha(2. * ms), convolt::measure::integral);
#endif
}
