// SPDX-License-Identifier: BSD-3-Clause
// A plain number is no cut-off: it might be a part of half of the rate.
// EXPECT: double
// EXPECT: a cut-off is a frequency, as 80. * Hz
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto design() {
#ifdef CONVOLT_FAIL
  return dsp::butterworth(3, dsp::lowpass(0.2));
#else
  return dsp::butterworth(3, dsp::lowpass(80. * Hz));
#endif
}
