// SPDX-License-Identifier: BSD-3-Clause
// A transform is a sum or an integral.
// EXPECT: second_argument_is_measure_sum_or_measure_integral
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto transform(convolt::series<mV, double, 1> const& x) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::rfft(x);
#else
  return convolt::dsp::rfft(x, convolt::measure::integral);
#endif
}
