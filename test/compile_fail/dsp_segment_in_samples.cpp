// SPDX-License-Identifier: BSD-3-Clause
// A segment is a time, not a number of samples.
// EXPECT: a_segment_is_a_time_with_its_unit_as_in_500_ms
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto power(convolt::series<mV, double, 2> const& x) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::welch(x, 256);
#else
  return convolt::dsp::welch(x, 256. * ms);
#endif
}
