// SPDX-License-Identifier: BSD-3-Clause
// An array has no axis that would say how many samples a second has.
// EXPECT: signal_has_no_axis_so_give_its_sampling_rate_as_an_argument
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto spikes(convolt::tensor<uV, float, 1> const& x) {
#ifdef CONVOLT_FAIL
  return dsp::filtfilt(dsp::butterworth(3, dsp::bandpass(300. * Hz, 6. * kHz)), x);
#else
  return dsp::filtfilt(dsp::butterworth(3, dsp::bandpass(300. * Hz, 6. * kHz)), x, 30. * kHz);
#endif
}
