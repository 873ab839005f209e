// SPDX-License-Identifier: BSD-3-Clause
// The derivative of mV is in mV per ms.
// EXPECT: volt
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto slope(convolt::series<mV, double, 1> const& x) {
  auto const y = dsp::filter(dsp::savitzky_golay<1>(5. * ms, 2), x);
#ifdef CONVOLT_FAIL
  return y.in(mV);
#else
  return y.in(mV / ms);
#endif
}
