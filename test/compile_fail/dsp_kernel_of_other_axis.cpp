// SPDX-License-Identifier: BSD-3-Clause
// Lags in time do not go along an axis of depths.
// EXPECT: axis_of_the_signal_does_not_measure_what_the_lags_of_the_kernel_do
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
using profile = convolt::sampled<convolt::milli<convolt::volt>, double, convolt::axis<convolt::micro<convolt::metre>>>;

auto smoothed(profile const& potential) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(potential, convolt::kernel::gaussian(5. * ms), convolt::measure::integral);
#else
  return convolt::dsp::convolve(potential, convolt::kernel::spatial_gaussian(50. * um), convolt::measure::integral);
#endif
}
