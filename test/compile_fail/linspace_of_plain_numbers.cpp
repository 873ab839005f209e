// SPDX-License-Identifier: BSD-3-Clause
// Both ends of a range need their unit, zero too.
// EXPECT: give both ends a unit
// EXPECT: milli<second>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto times() {
#ifdef CONVOLT_FAIL
  return convolt::linspace(0., 1. * ms, 11);
#else
  return convolt::linspace(0. * ms, 1. * ms, 11);
#endif
}
