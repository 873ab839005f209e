// SPDX-License-Identifier: BSD-3-Clause
// The bias comes after the options, also when these are empty.
// EXPECT: options, then bias: {}, bias
#include <convolt/convolt.hpp>

using namespace convolt::units;

void call(xt::xtensor<float, 3> const& x, xt::xtensor<float, 3> const& w, xt::xtensor<float, 1> const& bias) {
#ifdef CONVOLT_FAIL
  convolt::lax::conv(x, w, {1}, convolt::same, bias);
#else
  convolt::lax::conv(x, w, {1}, convolt::same, {}, bias);
#endif
}
