// SPDX-License-Identifier: BSD-3-Clause
// What a sum was made of is in pA ms here: pA is what an integral over the step was made of.
// EXPECT: of_deconvolve_measure_integral
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
using trace = convolt::sampled<convolt::milli<convolt::volt>, double, convolt::axis<convolt::milli<convolt::second>>>;

auto current(trace const& voltage) {
  auto const leak = convolt::kernel::exponential(10. * ms, 1. / (250. * pF));
#ifdef CONVOLT_FAIL
  return convolt::dsp::deconvolve(voltage, leak, convolt::measure::sum, {.mode = convolt::same}).in(pA);
#else
  return convolt::dsp::deconvolve(voltage, leak, convolt::measure::integral, {.mode = convolt::same}).in(pA);
#endif
}
