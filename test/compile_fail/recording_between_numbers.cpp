// SPDX-License-Identifier: BSD-3-Clause
// A recording is cut by times, which have a unit.
// EXPECT: recordings are cut by times: 10. * s
#include <convolt/io/recording.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto ten_seconds(convolt::io::recording const& r) {
#ifdef CONVOLT_FAIL
  return r.between(10., 20.);
#else
  return r.between(10. * s, 20. * s);
#endif
}
