// SPDX-License-Identifier: BSD-3-Clause
// A kernel object has to be sampled, and a plain array does not say with which step.
// EXPECT: need_the_step_of_a_sampled_signal_or_measure_integral_of_dt
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto smoothed(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(voltage, convolt::kernel::gaussian(5. * ms), convolt::measure::sum);
#else
  return convolt::dsp::convolve(voltage, convolt::kernel::gaussian(5. * ms), convolt::measure::integral(0.1 * ms));
#endif
}
