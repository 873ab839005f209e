// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/segment_spectra.hpp.

#include <convolt/dsp/spectra/segment_spectra.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>

#include <complex>
#include <vector>

using namespace convolt;
using dsp::detail::segment_spectra;

namespace {

using z = std::complex<double>;

template <class T>
segment_spectra<T> spectra_of(dsp::detail::segment_plan const& plan, std::vector<double> const& weights) {
  return {plan, weights, engine::make_transform<double, target_arch>(plan.nfft, dsp::detail::line_kind<T>)};
}

}  // namespace

TEST_CASE("neighbouring lines are brought together, and what lies outside of them is zero") {
  std::vector<double> const x{1, 10, 2, 20, 3, 30, 4, 40};  // 1 2 3 4 and 10 20 30 40
  auto s = spectra_of<double>({.length = 3, .hop = 3, .count = 2, .nfft = 4, .first = -1}, {1, 1, 2});
  CHECK(s.frequencies() == 3);
  s.gather(x.data(), 4, 2, 2, 0);  // 0 1 2 | 0 10 20
  CHECK(s.spectrum(0).re[0] == 5);
  CHECK(s.spectrum(1).re[0] == 50);
  s.gather(x.data(), 4, 2, 2, 1);  // 3 4 | 30 40, and beyond
  CHECK(s.spectrum(0).re[0] == 7);
  CHECK(s.spectrum(1).re[0] == 70);
}

TEST_CASE("trends are taken off: nothing, the mean, the straight line") {
  std::vector<double> const line{5, 7, 9, 11};
  for (auto const what : {dsp::detrending::none, dsp::detrending::constant, dsp::detrending::linear}) {
    auto s = spectra_of<double>({.length = 4, .count = 1, .nfft = 4, .trend = what}, {});  // weights of 1
    s.gather(line.data(), 4, 1, 1, 0);
    auto const y = s.spectrum(0);
    CHECK(y.re[0] == Approx(what == dsp::detrending::none ? 32 : 0).margin(1e-14));
    CHECK(y.re[2] == Approx(what == dsp::detrending::linear ? 0 : -4).margin(1e-14));
  }
  std::vector<z> const complex_line{{1, 5}, {2, 3}, {3, 1}};
  auto const trend = dsp::detail::trend_of(dsp::detrending::linear, complex_line.data(), 3);
  CHECK(std::abs(trend.level - z(1, 5)) < 1e-14);
  CHECK(std::abs(trend.slope - z(1, -2)) < 1e-14);
  CHECK(dsp::detail::trend_of(dsp::detrending::linear, line.data(), 1).slope == 0);
}

TEST_CASE("spectra of complex lines ascend from the lowest frequency") {
  std::vector<z> x;
  for (int n = 0; n < 5; ++n) { x.push_back(std::polar(1., -2 * 3.14159265358979323846 * n / 5)); }  // frequency -1
  auto s = spectra_of<z>({.length = 5, .count = 1, .nfft = 5}, {1, 1, 1, 1, 1});
  s.gather(x.data(), 5, 1, 1, 0);
  auto const y = s.spectrum(0);
  for (int k = -2; k <= 2; ++k) { CHECK(y.re[k + 2] == Approx(k == -1 ? 5 : 0).margin(1e-14)); }
}

TEST_CASE("sums of many numbers are exact to a few bits") {
  std::vector<float> const x(1'000'003, 0.1F);
  CHECK(dsp::detail::sum_of(x.data(), 1'000'003) == Approx(1'000'003 * static_cast<double>(0.1F)).epsilon(1e-12));
}
