// SPDX-License-Identifier: BSD-3-Clause
/// One of two translation units that include the whole library: a function that is not inline would be defined twice.
#include <convolt/convolt.hpp>

double in_volts(double millivolts) {
  using namespace convolt::units;
  return (millivolts * mV).in(V);
}
