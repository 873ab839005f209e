// SPDX-License-Identifier: BSD-3-Clause
// Nothing guesses what a sum of products means.
// EXPECT: name a measure: measure::sum, measure::integral, measure::events
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto filtered(convolt::tensor<pA, double, 1> const& current, xt::xtensor<double, 1> const& window) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::convolve(current, window);
#else
  return convolt::dsp::convolve(current, window, convolt::measure::sum);
#endif
}
