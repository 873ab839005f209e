// SPDX-License-Identifier: BSD-3-Clause
// A pair alone is no list of pairs.
// EXPECT: one more pair of braces
// EXPECT: {{2, 2}}
#include <convolt/convolt.hpp>

using namespace convolt::units;

void call(xt::xtensor<float, 3> const& x, xt::xtensor<float, 3> const& w) {
#ifdef CONVOLT_FAIL
  convolt::lax::conv_transpose(x, w, {1}, {2, 2});
#else
  convolt::lax::conv_transpose(x, w, {1}, {{2, 2}});
#endif
}
