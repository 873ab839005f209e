// SPDX-License-Identifier: BSD-3-Clause
// Nothing is upsampled by one and a half: that is 3 / 2.
// EXPECT: a_rate_changes_by_whole_numbers
// MAX_LINES_CLANG: 20
#include <convolt/dsp/upfirdn.hpp>

auto denser(xt::xtensor<double, 1> const& h, xt::xtensor<double, 1> const& x) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::upfirdn(h, x, 1.5, 1);
#else
  return convolt::dsp::upfirdn(h, x, 3, 2);
#endif
}
