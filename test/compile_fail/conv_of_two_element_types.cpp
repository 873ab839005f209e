// SPDX-License-Identifier: BSD-3-Clause
// Operands of a convolution have one element type; nothing is promoted silently.
// EXPECT: float
// EXPECT: double
#include <convolt/convolt.hpp>

using namespace convolt::units;

auto filtered(xt::xtensor<float, 3> const& signal, xt::xtensor<double, 3> const& kernel) {
#ifdef CONVOLT_FAIL
  return convolt::lax::conv(signal, kernel, {1}, convolt::same);
#else
  return convolt::lax::conv(xt::cast<double>(signal), kernel, {1}, convolt::same);
#endif
}
