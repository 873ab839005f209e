// SPDX-License-Identifier: BSD-3-Clause
// What a count means has a unit, and so has the rate.
// EXPECT: 0.195 * uV a count, 30. * kHz
#include <convolt/io/recording.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto open(char const* path) {
#ifdef CONVOLT_FAIL
  return convolt::io::open_raw(path, 0.195, 30000.);
#else
  return convolt::io::open_raw(path, 0.195 * uV, 30. * kHz);
#endif
}
