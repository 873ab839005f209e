// SPDX-License-Identifier: BSD-3-Clause
// The rate of a stream is a frequency; a plain number might be in any unit.
// EXPECT: a_rate_is_a_frequency_with_its_unit_as_in_30_kHz
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto running(xt::xtensor<double, 1> const& taps) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::stream<float>(taps, 30'000.);
#else
  return convolt::dsp::stream<float>(taps, 30'000. * Hz);
#endif
}
