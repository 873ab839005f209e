// SPDX-License-Identifier: BSD-3-Clause
// Only sums of exponentials have a closed form on a membrane.
// EXPECT: gaussian_shape
// EXPECT: take dsp::convolve(x, k, measure::integral) instead
#include <convolt/kernel.hpp>

using namespace convolt::units;

auto potential() {
#ifdef CONVOLT_FAIL
  return convolt::kernel::membrane(convolt::kernel::gaussian(2. * ms), 10. * ms, 250. * pF);
#else
  return convolt::kernel::membrane(convolt::kernel::alpha(2. * ms), 10. * ms, 250. * pF);
#endif
}
