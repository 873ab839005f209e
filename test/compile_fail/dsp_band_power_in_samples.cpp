// SPDX-License-Identifier: BSD-3-Clause
// A band is between two frequencies.
// EXPECT: band_power
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto gamma(convolt::series<mV, double, 1> const& x) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::band_power(convolt::dsp::welch(x, 256. * ms), 30, 80);
#else
  return convolt::dsp::band_power(convolt::dsp::welch(x, 256. * ms), 30. * Hz, 80. * Hz);
#endif
}
