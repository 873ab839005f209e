// SPDX-License-Identifier: BSD-3-Clause
// An array without an axis has no step to integrate over: the caller gives one.
// EXPECT: signal_has_no_axis_with_a_step_give_one_as_measure_integral_of_dt
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto charge(convolt::tensor<pA, double, 1> const& current, xt::xtensor<double, 1> const& window) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(current, window, convolt::measure::integral);
#else
  return convolt::dsp::convolve(current, window, convolt::measure::integral(0.1 * ms));
#endif
}
