// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/stft.hpp.

#include <convolt/dsp/spectra/stft.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/thrown_by.hpp>
#include <unit/dsp/spectra/references.hpp>

#include <cmath>
#include <complex>
#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

template <class P>
void check_times(test::json const& c, P const& p) {
  std::vector<double> const times = test::list_of<double>(c.at("times"));
  auto const& t = p.template axis<1>();
  REQUIRE(t.size() == times.size());
  for (std::size_t i = 0; i < times.size(); ++i) { CHECK(t(i).in(second{}) == Approx(times[i]).margin(1e-12)); }
}

template <class T>
void check_references(std::string const& name) {
  auto const x = test::signal_named<T>(name);
  for (test::json const& c : test::cases_of("spectrogram", detail::is_complex<T>)) {
    auto const p = dsp::spectrogram(x, test::seconds_of(c) * second{}, test::spectral_options_of(c));
    CHECK(test::distance_to(c, p.raw()) < 1e-10);
    check_times(c, p);
  }
  for (test::json const& c : test::cases_of("stft", detail::is_complex<T>)) {
    dsp::spectral_options const all = test::spectral_options_of(c);
    auto const p = dsp::stft(x, test::seconds_of(c) * second{}, {.window = all.window, .overlap = all.overlap});
    CHECK(test::distance_to(c, p.raw()) < 1e-10);
    check_times(c, p);
  }
}

using convolt::test::category_of;

}  // namespace

TEST_CASE("spectra over time are SciPy's, with SciPy's times") {
  check_references<double>("x");
  check_references<std::complex<double>>("z");
}

TEST_CASE("an stft has the unit of the signal, frequency in the place of time, and times last") {
  xt::xtensor<double, 2> a = xt::ones<double>({50, 3});
  auto const z = dsp::stft(sampled(a * volt{}, axis(100. * ms, 2. * ms, 50), no_axis), 20. * ms);
  static_assert(std::same_as<std::remove_cvref_t<decltype(z.unit())>, volt>);
  CHECK(z.shape(0) == 6);
  CHECK(z.shape(1) == 3);
  CHECK(z.shape(2) == 11);
  CHECK(z.axis<0>().step() == 50. * Hz);
  CHECK(z.axis<2>().start() == 100. * ms);
  CHECK(z.axis<2>().step() == 10. * ms);
  CHECK(std::abs(z.raw()(0, 1, 5) - 1.) < 1e-14);
}

TEST_CASE("istft leads back to every sample, of any length and any window") {
  auto const x = test::signal_named<double>("x");
  for (double const samples : {1., 2., 3., 16., 24., 25., 97.}) {
    for (double const overlap : {0.5, 0.75, 0.8}) {
      for (auto const window : {dsp::window::hann, dsp::window::hamming, dsp::window::kaiser(3)}) {
        dsp::stft_options const o{.window = window, .overlap = overlap};
        auto const back = dsp::istft(dsp::stft(x, samples * 4. * ms, o), x.axis<0>(), o);
        static_assert(std::same_as<std::remove_cvref_t<decltype(back)>, std::remove_cvref_t<decltype(x)>>);
        double worst = 0;
        for (std::size_t i = 0; i < 97; ++i) { worst = std::max(worst, std::abs(back.raw()(i) - x.raw()(i))); }
        CAPTURE(samples, overlap);
        CHECK(worst < 1e-12);
      }
    }
  }
}

TEST_CASE("istft of two-sided spectra leads back to complex signals, of any length of segments") {
  using complex = std::complex<double>;
  auto const x = test::signal_named<complex>("z");
  for (double const samples : {1., 2., 3., 16., 25., 97.}) {
    dsp::stft_options const o{.window = dsp::window::hamming, .overlap = 0.6};
    auto const back = dsp::istft(dsp::stft(x, samples * 4. * ms, o), x.axis<0>(), dsp::two_sided, o);
    static_assert(std::same_as<std::remove_cvref_t<decltype(back)>, std::remove_cvref_t<decltype(x)>>);
    double worst = 0;
    for (std::size_t i = 0; i < 97; ++i) { worst = std::max(worst, std::abs(back.raw()(i) - x.raw()(i))); }
    CAPTURE(samples);
    CHECK(worst < 1e-12);
  }
}

TEST_CASE("spectra that were changed give SciPy's signals back, real and complex") {
  auto const check = [](auto const& x, auto const& invert, std::string const& name) {
    for (test::json const& c : test::references().at(name).items()) {
      dsp::stft_options const o{.window = test::window_named(c.at("window").as_string()),
                                .overlap = c.at("overlap").as_double()};
      auto z = dsp::stft(x, test::seconds_of(c) * second{}, o);
      for (std::size_t k = 0; k < z.shape(0); ++k) {
        // The references scale each frequency by a number that goes with its distance from 0.
        double const f = std::abs((z.template axis<0>()(static_cast<convolt::index>(k))).in(Hz));
        for (std::size_t i = 0; i < z.shape(1); ++i) { z(k, i) *= 1 / (1 + f / 50) + (i % 3 == 0 ? 0.5 : 0); }
      }
      CHECK(test::distance_to(c, invert(z, o).raw()) < 1e-10);
    }
  };
  auto const x = test::signal_named<double>("x");
  check(
      x, [&](auto const& z, auto const& o) { return dsp::istft(z, x.axis<0>(), o); }, "istft_real");
  auto const z = test::signal_named<std::complex<double>>("z");
  check(
      z, [&](auto const& s, auto const& o) { return dsp::istft(s, z.axis<0>(), dsp::two_sided, o); }, "istft_complex");
}

TEST_CASE("istft takes channels along") {
  xt::xtensor<float, 2> a(std::array<std::size_t, 2>{40, 10});
  for (std::size_t i = 0; i < a.size(); ++i) { a.data()[i] = static_cast<float>(i * i % 17); }
  auto const x = sampled(a * mV, axis(0. * ms, 1. * ms, 40), no_axis);
  auto const back = dsp::istft(dsp::stft(x, 9. * ms), x.axis<0>());
  for (std::size_t i = 0; i < a.size(); ++i) { CHECK(back.raw().data()[i] == Approx(a.data()[i]).margin(1e-4)); }
}

TEST_CASE("windows and overlaps that leave samples out are refused, and spectra of other signals") {
  auto const x = test::signal_named<double>("x");
  CHECK(category_of([&] { dsp::stft(x, 80. * ms, {.overlap = 0}); }) == "not_invertible");
  CHECK(category_of([&] { dsp::stft(x, 400. * ms); }) == "segment_too_long");
  auto const z = dsp::stft(x, 80. * ms);
  CHECK(category_of([&] { dsp::istft(z, axis(0. * ms, 4. * ms, 200)); }) == "segment_mismatch");
  CHECK(category_of([&] { dsp::istft(z, axis(4. * ms, 4. * ms, 97)); }) == "segment_mismatch");
  CHECK(category_of([&] { dsp::istft(z, axis(0. * ms, 3. * ms, 97)); }) == "step_mismatch");
  CHECK(category_of([&] { dsp::istft(z, x.axis<0>(), {.overlap = 0.75}); }) == "segment_mismatch");
  auto const of_complex = dsp::stft(test::signal_named<std::complex<double>>("z"), 80. * ms);
  CHECK(category_of([&] { dsp::istft(of_complex, x.axis<0>()); }) == "two_sided");
  CHECK(category_of([&] { dsp::istft(z, x.axis<0>(), dsp::two_sided); }) == "one_sided");
  CHECK(category_of([&] { dsp::istft(of_complex, axis(0. * ms, 3. * ms, 97), dsp::two_sided); }) == "step_mismatch");
  CHECK(category_of([&] { dsp::spectrogram(x, 80. * ms, {.average = dsp::averaging::median}); }) == "bad_average");
}
