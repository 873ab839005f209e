// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/zeros_and_poles.hpp.

#include <convolt/dsp/filters/zeros_and_poles.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <numbers>

using namespace convolt::dsp;
using detail::zeros_and_poles;
using number = std::complex<double>;

namespace {

number value(zeros_and_poles const& f, number s) {
  number h = f.gain;
  for (auto const& z : f.zeros) { h *= s - z; }
  for (auto const& p : f.poles) { h /= s - p; }
  return h;
}
/// The response of a lowpass with these poles.
number prototype(detail::complex_list const& poles, number s) { return value({{}, poles, 1}, s); }

}  // namespace

TEST_CASE("a transformed band responds as the prototype does where it is mapped from") {
  auto const poles = detail::butterworth_poles(3);
  number const s(0.1, 0.7);
  CHECK(std::abs(value(detail::lowpass_at(2, poles), s) - prototype(poles, s / 2.)) < 1e-14);
  CHECK(std::abs(value(detail::highpass_at(2, poles), s) - prototype(poles, 2. / s)) < 1e-14);
  CHECK(std::abs(value(detail::bandpass_at(2, 0.5, poles), s) - prototype(poles, (s * s + 4.) / (0.5 * s))) < 1e-13);
  CHECK(std::abs(value(detail::bandstop_at(2, 0.5, poles), s) - prototype(poles, 0.5 * s / (s * s + 4.))) < 1e-13);
}

TEST_CASE("samples see the response at the bent frequency") {
  auto const analog = detail::bandpass_at(2, 0.5, detail::bessel_poles(2));
  auto const digital = detail::sampled_by_bilinear(analog);
  CHECK(digital.zeros.size() == digital.poles.size());
  for (double const turn : {0.1, 1., 3.}) {
    number const s(0, 4 * std::tan(turn / 2));
    CHECK(std::abs(value(digital, std::polar(1., turn)) - value(analog, s)) < 1e-13);
  }
}

TEST_CASE("at their edges digital filters pass half of the power") {
  auto const b = band::between("test", pass::inside, 300, 6000);
  auto const filter = detail::digital_filter(detail::butterworth_poles(4), b, 30000);
  CHECK(filter.poles.size() == 8);
  for (double const f : {300., 6000.}) {
    CHECK(std::norm(value(filter, std::polar(1., 2 * std::numbers::pi * f / 30000))) == Approx(0.5).epsilon(1e-11));
  }
}
