// SPDX-License-Identifier: BSD-3-Clause
// Nothing guesses what a sum of products means.
// EXPECT: say what the sum means: measure::sum, measure::integral, measure::events
// MAX_LINES_CLANG: 20
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
