// SPDX-License-Identifier: BSD-3-Clause
// Whole millivolts have no whole number in volt.
// EXPECT: milli<volt>
// EXPECT: volt
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto whole(convolt::quantity<convolt::milli<convolt::volt>, int> const& voltage) {
#ifdef CONVOLT_FAIL
  return voltage.in(V);
#else
  return voltage.in(uV);
#endif
}
