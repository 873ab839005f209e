// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/cross.hpp.

#include <convolt/dsp/spectra/cross.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/thrown_by.hpp>
#include <unit/dsp/spectra/references.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <limits>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

template <class T>
void check_references(std::string const& of_x, std::string const& of_y) {
  auto const x = test::signal_named<T>(of_x), y = test::signal_named<T>(of_y);
  for (test::json const& c : test::cases_of("csd", detail::is_complex<T>)) {
    auto const segment = test::seconds_of(c) * second{};
    CAPTURE(c.at("segment").as_double());
    if (test::is_density(c)) {
      CHECK(test::distance_to(c, dsp::cross_spectral_density(x, y, segment, test::spectral_options_of(c)).raw()) <
            1e-10);
    } else {
      CHECK(test::distance_to(
                c, dsp::cross_spectral_density(x, y, segment, dsp::spectrum, test::spectral_options_of(c)).raw()) <
            1e-10);
    }
  }
}

using convolt::test::category_of;

}  // namespace

TEST_CASE("cross spectra are SciPy's, of real and of complex signals") {
  check_references<double>("x", "y");
  check_references<std::complex<double>>("z", "w");
}

TEST_CASE("a coherence has no median") {
  auto const x = test::signal_named<double>("x");
  CHECK(category_of([&] { dsp::coherence(x, x, 80. * ms, {.average = dsp::averaging::median}); }) == "bad_average");
}

TEST_CASE("coherences are SciPy's, and have no dimension whatever the signals have") {
  auto const x = test::signal_named<double>("x");
  auto const y = test::signal_named<double>("y") * (2. * nS);
  for (test::json const& c : test::cases_of("coherence", false)) {
    auto const g = dsp::coherence(x, y, test::seconds_of(c) * second{}, test::spectral_options_of(c));
    static_assert(std::same_as<std::remove_cvref_t<decltype(g.unit())>, dimensionless>);
    CHECK(test::distance_to(c, g.raw()) < 1e-10);
  }
}

TEST_CASE("a cross spectrum has the unit of both signals, and with itself it is the power") {
  auto const x = test::signal_named<double>("x");
  auto const p = dsp::cross_spectral_density(x, x * (1. * nA), 80. * ms);
  static_assert(EquivalentUnits<decltype(p.unit()), decltype(mV * mV * nA / Hz)>);
  auto const own = dsp::cross_spectral_density(x, x, 80. * ms);
  auto const power = dsp::welch(x, 80. * ms);
  for (std::size_t k = 0; k < power.size(); ++k) {
    CHECK(own.raw()(k).real() == Approx(power.raw()(k)).epsilon(1e-14));
    CHECK(std::abs(own.raw()(k).imag()) <= std::numeric_limits<double>::epsilon() * power.raw()(k));
    CHECK(dsp::coherence(x, x, 80. * ms).raw()(k) == Approx(1));
  }
  auto const array = dsp::coherence(x.raw() * mV, x.raw() * mV, 250. * Hz, 80. * ms);
  CHECK(array.raw()(3) == Approx(1));
}

TEST_CASE("signals of other shapes and times are refused") {
  auto const x = test::signal_named<double>("x");
  CHECK(category_of([&] { dsp::coherence(x, x.slice<0>(0, 96), 80. * ms); }) == "shape_mismatch");
  auto const late = sampled(x.quantity(), axis(8. * ms, 4. * ms, 97));
  CHECK(category_of([&] { dsp::coherence(x, late, 80. * ms); }) == "start_mismatch");
  auto const slow = sampled(x.quantity(), axis(0. * ms, 5. * ms, 97));
  CHECK(category_of([&] { dsp::coherence(x, slow, 80. * ms); }) == "step_mismatch");
  CHECK(dsp::coherence(x, sampled(x.quantity(), axis(0. * second{}, 4e-3 * second{}, 97)), 80. * ms).size() == 11);
}
