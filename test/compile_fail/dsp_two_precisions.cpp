// SPDX-License-Identifier: BSD-3-Clause
// Signal and taps have one precision; nothing is promoted silently.
// EXPECT: signal_and_kernel_need_one_precision
// EXPECT: float
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto filtered(convolt::tensor<uV, float, 1> const& recording, xt::xtensor<double, 1> const& taps) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::correlate(recording, taps, convolt::measure::sum);
#else
  return convolt::dsp::correlate(recording, xt::cast<float>(taps), convolt::measure::sum);
#endif
}
