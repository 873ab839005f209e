// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/options.hpp.

#include <convolt/dsp/spectra/options.hpp>

#include <support/catch.hpp>

using namespace convolt;

static_assert(dsp::Scaling<decltype(dsp::density)> && dsp::Scaling<decltype(dsp::spectrum)> && !dsp::Scaling<int>);

TEST_CASE("segments are Hann's, overlap by half and lose their mean, unless told otherwise") {
  constexpr dsp::spectral_options o;
  CHECK((o.window == dsp::window::hann && o.overlap == 0.5 && o.detrend == dsp::detrending::constant && o.nfft == 0));
  CHECK(dsp::periodogram_options{}.window == dsp::window::rectangular);
  CHECK(dsp::stft_options{.overlap = 0.75}.window == dsp::window::hann);
}
