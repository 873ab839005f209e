// SPDX-License-Identifier: BSD-3-Clause
// Strides are a list with one entry per spatial axis.
// EXPECT: give a list with one entry per spatial axis: {1}
#include <convolt/convolt.hpp>

using namespace convolt::units;

void call(xt::xtensor<float, 3> const& x, xt::xtensor<float, 3> const& w) {
#ifdef CONVOLT_FAIL
  convolt::lax::conv(x, w, 1, convolt::same);
#else
  convolt::lax::conv(x, w, {1}, convolt::same);
#endif
}
