// SPDX-License-Identifier: BSD-3-Clause
// A time constant is a time.
// EXPECT: milli<volt>
// EXPECT: a time constant is a time, as 2. * ms
#include <convolt/kernel.hpp>

using namespace convolt::units;

auto current() {
#ifdef CONVOLT_FAIL
  return convolt::kernel::alpha(2. * mV);
#else
  return convolt::kernel::alpha(2. * ms);
#endif
}
