// SPDX-License-Identifier: BSD-3-Clause
// What is in mV already is not calibrated again.
// EXPECT: counts are numbers without a unit
// MAX_LINES_CLANG: 20
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto pressure(convolt::tensor<mV, double, 1> const& x) {
  auto const microphone = convolt::dsp::calibration(1. * mV, 0. * mV, 50. * mV / Pa);
#ifdef CONVOLT_FAIL
  return microphone(x);
#else
  return microphone(x.in(mV));
#endif
}
