// SPDX-License-Identifier: BSD-3-Clause
// .in() takes the object of a unit; text becomes one with any_unit::parse.
// EXPECT: milli<volt>
// EXPECT: write the object of one
#include <convolt/quantity.hpp>
#include <convolt/units/text.hpp>

using namespace convolt::units;

double number(decltype(1. * mV) const& voltage) {
#ifdef CONVOLT_FAIL
  return voltage.in("V");
#else
  return voltage.in(convolt::any_unit::parse("V"));
#endif
}
