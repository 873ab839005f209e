// SPDX-License-Identifier: BSD-3-Clause
// std::abs cannot choose among its overloads: the message says what to take.
// EXPECT: convolt::abs
#include <convolt/quantity.hpp>

#include <cstdlib>
using namespace convolt::units;

double distance(convolt::quantity<convolt::milli<convolt::volt>, double> const& voltage) {
#ifdef CONVOLT_FAIL
  return std::abs(voltage / (1. * V));
#else
  return convolt::abs(voltage / (1. * V)).in(convolt::one);
#endif
}
