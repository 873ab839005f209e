// SPDX-License-Identifier: BSD-3-Clause
// Nothing is promoted silently.
// EXPECT: both_signals_need_one_type_of_numbers_and_as_many_dimensions
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

#ifdef CONVOLT_FAIL
using number = float;
#else
using number = double;
#endif

auto common(convolt::series<mV, double, 1> const& x, convolt::series<nA, number, 1> const& y) {
  return convolt::dsp::coherence(x, y, 256. * ms);
}
