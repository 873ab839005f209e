// SPDX-License-Identifier: BSD-3-Clause
// What lies beyond the ends is named, and not a number.
// EXPECT: a boundary is as convolt::boundary::reflect
#include <convolt/convolt.hpp>

auto smooth(xt::xtensor<double, 3> const& x, xt::xtensor<double, 3> const& w) {
#ifdef CONVOLT_FAIL
  return convolt::lax::conv(x, w, {1}, convolt::same, {.boundary = 3.});
#else
  return convolt::lax::conv(x, w, {1}, convolt::same, {.boundary = convolt::boundary::replicate});
#endif
}
