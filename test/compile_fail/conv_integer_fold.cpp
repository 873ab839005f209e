// SPDX-License-Identifier: BSD-3-Clause
// ms times Hz is a number scaled by 1/1000, which integers cannot hold.
// EXPECT: milli<second>
// EXPECT: hertz
#include <convolt/convolt.hpp>

using namespace convolt::units;

auto counts(xt::xtensor<int, 3> const& signal, xt::xtensor<int, 3> const& kernel) {
#ifdef CONVOLT_FAIL
  return convolt::lax::conv(signal * ms, kernel * Hz, {1}, convolt::same);
#else
  return convolt::lax::conv<double>(signal * ms, kernel * Hz, {1}, convolt::same);
#endif
}
