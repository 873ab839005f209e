// SPDX-License-Identifier: BSD-3-Clause
// 50. might be samples, ms or s.
// EXPECT: a number of samples, as 150, or a time, as 50. * ms
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto smooth(convolt::series<mV, double, 1> const& x) {
  dsp::filtfilt_options o;
#ifdef CONVOLT_FAIL
  o.padlen = dsp::padlen(50.);
#else
  o.padlen = dsp::padlen(50. * ms);
#endif
  return dsp::filtfilt(dsp::butterworth(2, dsp::lowpass(80. * Hz)), x, o);
}
