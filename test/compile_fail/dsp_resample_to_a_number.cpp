// SPDX-License-Identifier: BSD-3-Clause
// A thousand of what? A rate has its unit.
// EXPECT: resample_to_a_rate_with_its_unit_or_to_an_axis_or_by_a_ratio_of_whole_numbers
// MAX_LINES_CLANG: 20
#include <convolt/dsp/resample.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
using trace = convolt::sampled<convolt::milli<convolt::volt>, double, convolt::axis<convolt::milli<convolt::second>>>;

auto slower(trace const& v) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::resample(v, 1000.);
#else
  return convolt::dsp::resample(v, 1000. * Hz);
#endif
}
