// SPDX-License-Identifier: BSD-3-Clause
// Nothing guesses whether there was a step in the sum.
// EXPECT: name a measure: measure::sum, measure::integral
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto before(convolt::tensor<mV, double, 1> const& voltage, xt::xtensor<double, 1> const& window) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::deconvolve(voltage, window);
#else
  return convolt::dsp::deconvolve(voltage, window, convolt::measure::sum);
#endif
}
