// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/bands.hpp.

#include <convolt/dsp/filters/bands.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <vector>

using namespace convolt;
using namespace convolt::units;
using dsp::bandpass, dsp::bandstop, dsp::highpass, dsp::lowpass;

TEST_CASE("a band is one range that passes, or two") {
  CHECK(dsp::bands(lowpass(30. * Hz)).passed() == std::vector<dsp::passed_range>{{0, 30}});
  CHECK(dsp::bands(bandpass(30. * Hz, 80. * Hz)).edges() == std::vector<double>{30, 80});
  CHECK(dsp::bands(highpass(30. * Hz)).edges() == std::vector<double>{30});
  CHECK(dsp::bands(highpass(30. * Hz)).passes_half_rate());
  CHECK_FALSE(dsp::bands(highpass(30. * Hz)).passes_zero());
  CHECK(dsp::bands(bandstop(30. * Hz, 80. * Hz)) == (lowpass(30. * Hz) | highpass(80. * Hz)));
}

TEST_CASE("bands are put in order, any number of them") {
  auto const three = bandpass(30. * Hz, 80. * Hz) | highpass(0.2 * kHz) | bandpass(4. * Hz, 8. * Hz);
  CHECK(three.edges() == std::vector<double>{4, 8, 30, 80, 200});
  CHECK(three.passes_half_rate());
  CHECK(three == (bandpass(4. * Hz, 8. * Hz) | (highpass(200. * Hz) | bandpass(30. * Hz, 80. * Hz))));
}

TEST_CASE("bands that meet or overlap are refused with both numbers") {
  auto const meeting =
      test::thrown_by<parameter_error>([] { bandpass(4. * Hz, 8. * Hz) | bandpass(8. * Hz, 9. * Hz); });
  CHECK(meeting.category() == "bad_cut_off");
  CHECK(meeting.expected() == "more than 8 Hz");
  CHECK(meeting.actual() == "8 Hz");
  CHECK_THROWS_AS(lowpass(8. * Hz) | lowpass(9. * Hz), parameter_error);
  CHECK_THROWS_AS(highpass(8. * Hz) | bandpass(9. * Hz, 10. * Hz), parameter_error);
  CHECK_THROWS_AS(bandstop(8. * Hz, 10. * Hz) | bandpass(9. * Hz, 10. * Hz), parameter_error);
}
