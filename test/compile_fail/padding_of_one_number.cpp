// SPDX-License-Identifier: BSD-3-Clause
// The padding of lax is a list of pairs, also in one dimension.
// EXPECT: give a pair {low, high} per spatial axis: {{2, 2}}
#include <convolt/convolt.hpp>

using namespace convolt::units;

void call(xt::xtensor<float, 3> const& x, xt::xtensor<float, 3> const& w) {
#ifdef CONVOLT_FAIL
  convolt::lax::conv(x, w, {1}, 2);
#else
  convolt::lax::conv(x, w, {1}, {{2, 2}});
#endif
}
