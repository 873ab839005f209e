// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/fourier.hpp.

#include <convolt/dsp/spectra/fourier.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <numbers>
#include <random>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

using z = std::complex<double>;

auto line(std::size_t n) {
  std::mt19937 bits(static_cast<unsigned>(n));
  xt::xtensor<double, 1> a(std::array<std::size_t, 1>{n});
  for (double& v : a) { v = static_cast<double>(bits()) / 4294967296. - 0.3; }
  return sampled(a * mV, axis(5. * ms, 0.5 * ms, n));
}

}  // namespace

TEST_CASE("under the sum a transform has the unit of the signal, under the integral that times time") {
  auto const x = line(20);
  auto const s = dsp::rfft(x, measure::sum);
  auto const i = dsp::rfft(x, measure::integral);
  static_assert(std::same_as<std::remove_cvref_t<decltype(s.unit())>, milli<volt>>);
  static_assert(EquivalentUnits<decltype(i.unit()), decltype(mV * ms)>);
  CHECK(s.axis<0>().step() == 100. * Hz);
  CHECK(s.axis<0>().count() == 11);
  for (std::size_t k = 0; k < 11; ++k) {
    z sum = 0;
    for (std::size_t n = 0; n < 20; ++n) {
      sum += x.raw()(n) * std::polar(1., -2 * std::numbers::pi * static_cast<double>(k * n % 20) / 20);
    }
    CHECK(std::abs(s.raw()(k) - sum) < 1e-14);
    CHECK(std::abs(i.raw()(k) - 0.5 * sum) < 1e-14);
  }
  auto const of_array = dsp::rfft(x.quantity(), measure::integral(0.5 * ms));
  CHECK((of_array.raw() == i.raw()));
  CHECK(of_array.axis<0>().step() == 100. * Hz);
  CHECK((dsp::rfft(x.quantity(), 2. * kHz, measure::sum).raw() == s.raw()));
}

TEST_CASE("the energy is kept with its units (Parseval): integral x^2 dt = integral |X|^2 df") {
  for (std::size_t const n : {std::size_t{1}, std::size_t{2}, std::size_t{37}, std::size_t{64}, std::size_t{74}}) {
    auto const x = line(n);
    auto const y = dsp::rfft(x, measure::integral);
    double in_time = 0, in_frequency = 0;
    for (double const v : x.raw()) { in_time += v * v * 0.5; }  // mV^2 ms
    for (std::size_t k = 0; k < y.size(); ++k) {
      bool const once = k == 0 || 2 * k == n;
      in_frequency += (once ? 1 : 2) * std::norm(y.raw()(k)) * y.axis<0>().step().raw() * 1e-3;  // (mV ms)^2 kHz
    }
    CAPTURE(n);
    CHECK(in_frequency == Approx(in_time).epsilon(1e-13));
  }
}

TEST_CASE("the inverse leads back to the signal and its axis, under either measure") {
  for (std::size_t const n : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{64}, std::size_t{101}}) {
    auto const x = line(n);
    auto const a = dsp::irfft(dsp::rfft(x, measure::sum), x.axis<0>(), measure::sum);
    auto const b = dsp::irfft(dsp::rfft(x, measure::integral), x.axis<0>(), measure::integral);
    static_assert(EquivalentUnits<decltype(b.unit()), milli<volt>>);
    CHECK(a.axis<0>().start() == 5. * ms);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(a.raw()(i) == Approx(x.raw()(i)).margin(1e-14));
      CHECK(b.raw()(i) == Approx(x.raw()(i)).margin(1e-14));
    }
  }
}

TEST_CASE("the frequencies of a spectrum may be in any unit of theirs") {
  auto const x = line(10);
  auto const z = dsp::rfft(x, measure::sum);
  auto const y = dsp::irfft(sampled(z.quantity(), z.axis<0>().as(kHz)), x.axis<0>(), measure::sum);
  CHECK(y.raw() == dsp::irfft(z, x.axis<0>(), measure::sum).raw());
}

TEST_CASE("complex signals have all frequencies, ascending, and come back") {
  for (std::size_t const n : {std::size_t{1}, std::size_t{4}, std::size_t{7}}) {
    xt::xtensor<z, 2> a(std::array<std::size_t, 2>{n, 2});
    for (std::size_t i = 0; i < 2 * n; ++i) { a.data()[i] = z(static_cast<double>(i * i % 5), static_cast<double>(i)); }
    auto const x = sampled(a * volt{}, axis(0. * ms, 1. * ms, n), no_axis);
    auto const y = dsp::fft(x, measure::integral);
    CHECK(y.axis<0>().start().raw() == Approx(-1000. * static_cast<double>(n / 2) / static_cast<double>(n)));
    z sum = 0;
    for (std::size_t i = 0; i < n; ++i) { sum += a(i, 1); }
    CHECK(std::abs(y.raw()(n / 2, 1) - sum) < 1e-13);  // frequency 0
    auto const back = dsp::ifft(y, x.axis<0>(), measure::integral);
    for (std::size_t i = 0; i < 2 * n; ++i) { CHECK(std::abs(back.raw().data()[i] - a.data()[i]) < 1e-13); }
  }
}

TEST_CASE("zeros behind the signal make finer frequencies") {
  auto const x = line(10);
  auto const y = dsp::rfft(x, measure::sum, {.nfft = 40});
  CHECK(y.axis<0>().step() == 50. * Hz);
  CHECK(std::abs(y.raw()(4) - dsp::rfft(x, measure::sum).raw()(1)) < 1e-14);
  CHECK(test::thrown_by<error>([&] { dsp::rfft(x, measure::sum, {.nfft = 9}); }).category() == "bad_nfft");
}

TEST_CASE("transforms of nothing, other steps and spectra of other signals are refused") {
  auto const x = line(10);
  CHECK(test::thrown_by<error>([] { dsp::rfft(line(0), measure::sum); }).category() == "empty_axis");
  CHECK(test::thrown_by<error>([&] { dsp::rfft(x, measure::integral(1. * ms)); }).category() == "rate_mismatch");
  auto const y = dsp::rfft(x, measure::sum);
  for (auto const& other : {axis(0. * ms, 0.5 * ms, 12), axis(0. * ms, 1. * ms, 10), axis(0. * ms, 0.5 * ms, 0)}) {
    CHECK(test::thrown_by<error>([&] { dsp::irfft(y, other, measure::sum); }).category() == "frequency_mismatch");
  }
  CHECK(test::thrown_by<error>([&] { dsp::ifft(y, x.axis<0>(), measure::sum); }).category() == "frequency_mismatch");
}
