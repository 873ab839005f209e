// SPDX-License-Identifier: BSD-3-Clause
// A membrane is charged by its capacitance; its resistance is in the time constant.
// EXPECT: ohm
// EXPECT: give a capacitance, as 250. * pF, or one per area
#include <convolt/kernel.hpp>

using namespace convolt::units;

auto potential() {
#ifdef CONVOLT_FAIL
  return convolt::kernel::membrane(convolt::kernel::alpha(2. * ms), 10. * ms, 40. * MOhm);
#else
  return convolt::kernel::membrane(convolt::kernel::alpha(2. * ms), 40. * MOhm * (250. * pF), 250. * pF);
#endif
}
