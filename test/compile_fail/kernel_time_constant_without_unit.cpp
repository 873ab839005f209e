// SPDX-License-Identifier: BSD-3-Clause
// A plain number is no time constant: it might be in samples, ms or s.
// EXPECT: double
// EXPECT: time constants are as 2. * ms
#include <convolt/kernel.hpp>

using namespace convolt::units;

auto decay() {
#ifdef CONVOLT_FAIL
  return convolt::kernel::double_exponential(0.5 * ms, 10.);
#else
  return convolt::kernel::double_exponential(0.5 * ms, 10. * ms);
#endif
}
