// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/segments.hpp.

#include <convolt/dsp/spectra/segments.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using namespace convolt::units::spelled;
namespace spectra = convolt::dsp::detail;

TEST_CASE("a segment is the nearest whole number of samples") {
  CHECK(spectra::samples_in("f", 10. * ms, 1000) == 10);
  CHECK(spectra::samples_in("f", 10.4 * ms, 1000) == 10);
  CHECK(spectra::samples_in("f", 0.1 * second{}, 1000) == 100);
  CHECK(test::thrown_by<parameter_error>([] { spectra::samples_in("f", 0.4 * ms, 1000); }).actual() == "0.4 ms");
}

TEST_CASE("whole segments lie as far apart as their overlap leaves them") {
  auto const plan = spectra::whole_segments("f", 100, 1000, 25, {.overlap = 0.5});
  CHECK((plan.length == 25 && plan.hop == 13 && plan.count == 6 && plan.nfft == 25 && plan.first == 0));
  CHECK(spectra::whole_segments("f", 100, 1000, 25, {.overlap = 0, .nfft = 32}).count == 4);
  CHECK(spectra::whole_segments("f", 25, 1000, 25, {}).count == 1);
  CHECK(spectra::whole_segments("f", 5, 1000, 5, {.overlap = 0.99999}).hop == 1);
  CHECK(spectra::shared_samples("f", 0.3, 10) == 3);  // though 0.3 * 10 is less, as a double
}

TEST_CASE("segments of stft stand around samples, beyond both ends") {
  auto const plan = spectra::centred_segments("f", 100, 1000, 24, {});
  CHECK((plan.first == -12 && plan.hop == 12 && plan.count == 10));
  CHECK(spectra::centred_segments("f", 97, 1000, 24, {}).count == 10);
  CHECK(spectra::centred_segments("f", 96, 1000, 24, {}).count == 9);
}

TEST_CASE("weights know their sum and that of their squares") {
  spectra::segment_weights const w(dsp::window::hann, 8);
  CHECK(w.each.size() == 8);
  CHECK(w.sum == Approx(4));
  CHECK(w.squares == Approx(3));
}
