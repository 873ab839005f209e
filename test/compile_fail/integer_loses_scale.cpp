// SPDX-License-Identifier: BSD-3-Clause
// Whole volts become millivolts only when asked for, and whole millivolts never become volts.
// EXPECT: milli<volt>
// EXPECT: volt
#include <convolt/quantity.hpp>

using namespace convolt::units;

convolt::quantity<convolt::volt, int> whole(convolt::quantity<convolt::milli<convolt::volt>, int> const& voltage) {
#ifdef CONVOLT_FAIL
  return voltage;
#else
  return convolt::quantity<convolt::volt, double>(3. * mV).in(mV) > 2. ? 1 * V : voltage.raw() * V;
#endif
}
