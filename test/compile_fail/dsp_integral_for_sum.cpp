// SPDX-License-Identifier: BSD-3-Clause
// A filter keeps the unit of its signal; its integral does not.
// EXPECT: measure_sum_has_this_unit
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
using trace = convolt::series<uV, double>;

trace filtered(trace const& recording, xt::xtensor<double, 1> const& taps) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(recording, taps, convolt::measure::integral);
#else
  return convolt::dsp::convolve(recording, taps, convolt::measure::sum);
#endif
}
