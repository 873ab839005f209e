// SPDX-License-Identifier: BSD-3-Clause
// Numbers in mV of a sum that is in pA/pF: the integral over the step has them.
// EXPECT: measure_integral_has_this_unit
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
using trace = convolt::sampled<convolt::pico<convolt::ampere>, double, convolt::axis<convolt::milli<convolt::second>>>;

auto psp(trace const& current) {
  auto const leak = convolt::kernel::exponential(10. * ms, 1. / (250. * pF));
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(current, leak, convolt::measure::sum).in(mV);
#else
  return convolt::dsp::convolve(current, leak, convolt::measure::integral).in(mV);
#endif
}
