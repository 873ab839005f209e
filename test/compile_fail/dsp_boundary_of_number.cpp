// SPDX-License-Identifier: BSD-3-Clause
// What lies beyond the ends of a signal is named, or a value with its unit.
// EXPECT: convolt::boundary_value(-65. * mV)
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto smooth(convolt::series<mV, double, 1> const& v, xt::xtensor<double, 1> const& w) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(v, w, convolt::measure::sum, {.boundary = 3.});
#else
  return convolt::dsp::convolve(v, w, convolt::measure::sum, {.boundary = convolt::boundary_value(3. * mV)});
#endif
}
