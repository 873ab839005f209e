// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/welch.hpp.

#include <convolt/dsp/spectra/welch.hpp>

#include <convolt/core/error.hpp>
#include <convolt/core/threads.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/thrown_by.hpp>
#include <unit/dsp/spectra/references.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <limits>
#include <random>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

using z = std::complex<double>;

template <class P>
void check_reference(test::json const& c, P const& p) {
  CAPTURE(c.at("function").as_string(), c.at("segment").as_double(), c.at("window").as_string());
  CHECK(test::distance_to(c, p.raw()) < 1e-10);
  CHECK(p.template axis<0>().start().raw() == Approx(c.at("first").as_double()).margin(1e-12));
  CHECK(p.template axis<0>().step().raw() == Approx(c.at("step").as_double()));
}

template <class T>
void check_references(std::string const& name) {
  auto const x = test::signal_named<T>(name);
  for (test::json const& c : test::cases_of("welch", detail::is_complex<T>)) {
    auto const segment = test::seconds_of(c) * second{};
    if (test::is_density(c)) {
      check_reference(c, dsp::welch(x, segment, test::spectral_options_of(c)));
    } else {
      check_reference(c, dsp::welch(x, segment, dsp::spectrum, test::spectral_options_of(c)));
    }
  }
  for (test::json const& c : test::cases_of("periodogram", detail::is_complex<T>)) {
    dsp::spectral_options const all = test::spectral_options_of(c);
    dsp::periodogram_options const o{.window = all.window, .detrend = all.detrend, .nfft = all.nfft};
    if (test::is_density(c)) {
      check_reference(c, dsp::periodogram(x, o));
    } else {
      check_reference(c, dsp::periodogram(x, dsp::spectrum, o));
    }
  }
}

template <class T = double>
auto noise(std::size_t channels, std::size_t samples) {
  std::mt19937 bits(3);
  xt::xtensor<T, 2> a(std::array<std::size_t, 2>{channels, samples});
  for (T& v : a) { v = static_cast<T>(static_cast<double>(bits()) / 4294967296. - 0.5); }
  return a;
}

using convolt::test::category_of;

}  // namespace

TEST_CASE("powers of real signals are SciPy's") { check_references<double>("x"); }
TEST_CASE("powers of complex signals are SciPy's, in ascending order") { check_references<z>("z"); }

TEST_CASE("a density is in [x]^2/Hz over Hz, a spectrum in [x]^2") {
  auto const x = test::signal_named<double>("x");
  auto const p = dsp::welch(x, 100. * ms);
  static_assert(EquivalentUnits<decltype(p.unit()), decltype(mV * mV / Hz)>);
  static_assert(std::same_as<std::remove_cvref_t<decltype(p.axis<0>())>, axis<hertz, double>>);
  static_assert(EquivalentUnits<decltype(dsp::welch(x, 100. * ms, dsp::spectrum).unit()), decltype(mV * mV)>);
  CHECK(p.axis<0>().step() == 10. * Hz);
  CHECK(p.axis<0>().count() == 13);  // 25 samples
  CHECK(dsp::periodogram(x).axis<0>().count() == 49);
}

TEST_CASE("a sine of amplitude A has A^2 / 2 in its spectrum, whatever the unit of its axis") {
  xt::xtensor<double, 1> a(std::array<std::size_t, 1>{1000});
  for (std::size_t n = 0; n < 1000; ++n) {
    a(n) = 3 * std::sin(2 * 3.14159265358979323846 * 50 * static_cast<double>(n) / 1000);
  }
  auto const in_ms = sampled(a * mV, axis(7. * ms, 1. * ms, 1000));
  CHECK(dsp::welch(in_ms, 200. * ms, dsp::spectrum)(10).raw() == Approx(4.5));
  CHECK(dsp::welch(sampled(a * mV, axis(0. * second{}, 1e-3 * second{}, 1000)), 200. * ms, dsp::spectrum)(10).raw() ==
        Approx(4.5));
  CHECK(dsp::welch(a * mV, 1. * kHz, 200. * ms, dsp::spectrum)(10).raw() == Approx(4.5));
}

TEST_CASE("every line is what it is alone, along any dimension and on any number of threads") {
  auto const a = noise(11, 300);
  xt::xtensor<double, 2> turned(std::array<std::size_t, 2>{300, 11});
  for (std::size_t c = 0; c < 11; ++c) {
    for (std::size_t n = 0; n < 300; ++n) { turned(n, c) = a(c, n); }
  }
  auto const t = axis(0. * ms, 1. * ms, 300);
  auto const rows = dsp::welch(sampled(a * mV, no_axis, t), 64. * ms);
  threads const three(3);
  auto const columns = dsp::welch(sampled(turned * mV, t, no_axis), 64. * ms, {.executor = three});
  auto const named = dsp::welch<0>(turned * mV, 1. * kHz, 64. * ms);
  CHECK(columns.shape(0) == rows.shape(1));
  for (std::size_t c = 0; c < 11; ++c) {
    auto const alone = dsp::welch(sampled(xt::xtensor<double, 1>(xt::row(a, static_cast<int>(c))) * mV, t), 64. * ms);
    for (std::size_t k = 0; k < alone.size(); ++k) {
      CHECK(rows.raw()(c, k) == alone.raw()(k));
      CHECK(columns.raw()(k, c) == alone.raw()(k));
      CHECK(named.raw()(k, c) == alone.raw()(k));
    }
  }
}

TEST_CASE("the sum of a periodogram times its step is the variance (Parseval), of any length") {
  for (std::size_t const n : {std::size_t{2}, std::size_t{3}, std::size_t{101}, std::size_t{128}}) {
    auto const a = noise(1, n);
    auto const line = sampled(a * mV, no_axis, axis(0. * ms, 0.5 * ms, n));
    auto const power = dsp::periodogram(line);
    double mean = 0, variance = 0, sum = 0;
    for (double const v : a) { mean += v / static_cast<double>(n); }
    for (double const v : a) { variance += (v - mean) * (v - mean) / static_cast<double>(n); }
    for (double const v : power.raw()) { sum += v * power.axis<1>().step().raw(); }
    CHECK(sum == Approx(variance).epsilon(1e-13));
  }
}

TEST_CASE("floats stay floats, and are computed as such") {
  auto const a = noise<float>(2, 256);
  auto const p = dsp::welch(sampled(a * mV, no_axis, axis(0. * ms, 1. * ms, 256)), 50. * ms);
  static_assert(std::same_as<decltype(p)::element_type, float>);
  auto const wide = dsp::welch(sampled(xt::xtensor<double, 2>(a) * mV, no_axis, axis(0. * ms, 1. * ms, 256)), 50. * ms);
  double worst = 0, largest = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(p.raw().data()[i]) - wide.raw().data()[i]));
    largest = std::max(largest, wide.raw().data()[i]);
  }
  CHECK(worst < 32 * static_cast<double>(std::numeric_limits<float>::epsilon()) * largest);
}

TEST_CASE("an artefact hardly moves the median of segments, and a NaN makes it NaN in its line alone") {
  auto const clean = noise(3, 4000);
  auto a = clean;
  a(1, 777) += 1e3;
  auto const t = axis(0. * ms, 1. * ms, 4000);
  dsp::spectral_options const o{.average = dsp::averaging::median};
  auto const of_clean = dsp::welch(sampled(clean * mV, no_axis, t), 100. * ms, o);
  auto const p = dsp::welch(sampled(a * mV, no_axis, t), 100. * ms, o);
  auto const mean = dsp::welch(sampled(clean * mV, no_axis, t), 100. * ms);
  double sum_of_medians = 0, sum_of_means = 0;
  for (std::size_t k = 1; k < p.shape(1); ++k) {
    CHECK(p.raw()(1, k) < 2 * of_clean.raw()(1, k));
    CHECK(p.raw()(0, k) == of_clean.raw()(0, k));
    sum_of_medians += of_clean.raw()(2, k);
    sum_of_means += mean.raw()(2, k);
  }
  CHECK(sum_of_medians == Approx(sum_of_means).epsilon(0.1));
  a(2, 3999) = std::numeric_limits<double>::quiet_NaN();
  auto const with_nan = dsp::welch(sampled(a * mV, no_axis, t), 100. * ms, o);
  for (std::size_t k = 0; k < p.shape(1); ++k) {
    CHECK(std::isnan(with_nan.raw()(2, k)));
    CHECK(with_nan.raw()(1, k) == p.raw()(1, k));
  }
}

TEST_CASE("a NaN is in all frequencies of its line, and in no other line") {
  auto a = noise(3, 200);
  a(1, 77) = std::numeric_limits<double>::quiet_NaN();
  auto const p = dsp::welch(sampled(a * mV, no_axis, axis(0. * ms, 1. * ms, 200)), 32. * ms);
  for (std::size_t k = 0; k < p.shape(1); ++k) {
    CHECK(std::isfinite(p.raw()(0, k)));
    CHECK(std::isnan(p.raw()(1, k)));
    CHECK(std::isfinite(p.raw()(2, k)));
  }
}

TEST_CASE("views, lazy expressions and run-time units are signals as well") {
  auto const a = noise(2, 400);
  auto const every_other = xt::view(a, 1, xt::range(0, 400, 2));
  auto const p = dsp::welch(every_other * mV, 1. * kHz, 40. * ms);
  xt::xtensor<double, 1> const copy = every_other;
  CHECK(p.raw() == dsp::welch(copy * mV, 1. * kHz, 40. * ms).raw());
  auto const run_time = dsp::welch(copy * any_unit(mV), 1. * kHz, 40. * ms);
  CHECK(run_time.raw() == p.raw());
  CHECK(to_string(run_time.unit()) == to_string(any_unit(p.unit())));
  CHECK(dsp::welch(sampled(2. * (copy * mV), axis(0. * ms, 1. * ms, 200)), 40. * ms)(3).raw() ==
        Approx(4 * p(3).raw()));
}

TEST_CASE("arrays without lines have no powers, and signals without samples are refused") {
  auto const t = axis(0. * ms, 1. * ms, 50);
  CHECK(dsp::welch(sampled(noise(0, 50) * mV, no_axis, t), 10. * ms).size() == 0);
  CHECK(category_of([] { dsp::periodogram<1>(noise(2, 0) * mV, 1. * kHz); }) == "empty_axis");
}

TEST_CASE("segments, overlaps and rates that make no sense are refused with both numbers") {
  auto const x = test::signal_named<double>("x");  // 97 samples, 388 ms
  auto const e = test::thrown_by<parameter_error>([&] { dsp::welch(x, 500. * ms); });
  CHECK(e.category() == "segment_too_long");
  CHECK(e.expected() == "at most 0.388 s (97 samples)");
  CHECK(e.actual() == "0.5 s (125 samples)");
  for (double const wrong : {0., -20., 1., std::nan(""), std::numeric_limits<double>::infinity()}) {
    CHECK(category_of([&] { dsp::welch(x, wrong * ms); }) == "bad_segment");
  }
  for (double const wrong : {-0.1, 1., 2., std::nan("")}) {
    CHECK(category_of([&] { dsp::welch(x, 100. * ms, {.overlap = wrong}); }) == "bad_overlap");
  }
  CHECK(category_of([&] { dsp::welch(x, 100. * ms, {.nfft = 24}); }) == "bad_nfft");
  CHECK(category_of([&] { dsp::welch(x, 1. * kHz, 100. * ms); }) == "rate_mismatch");
  CHECK(category_of([&] { dsp::welch(x.raw() * mV, -1. * kHz, 100. * ms); }) == "bad_rate");
}
