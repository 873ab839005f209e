// SPDX-License-Identifier: BSD-3-Clause
// Counts are calibrated first: filtered as integers they would lose what is below one count.
// EXPECT: signal_is_not_an_array_of_float_double_or_complex_numbers_convert_integers_first
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

#include <cstdint>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto spikes(xt::xtensor<std::int16_t, 1> const& counts) {
  auto const design = dsp::butterworth(3, dsp::bandpass(300. * Hz, 6. * kHz));
#ifdef CONVOLT_FAIL
  return dsp::filter(design, counts, 30. * kHz);
#else
  return dsp::filter(design, dsp::calibration(0.195f * uV)(counts), 30. * kHz);
#endif
}
