// SPDX-License-Identifier: BSD-3-Clause
/// Peaks, against SciPy (numpy/make_references.py), and on traces with plateaus, gaps and equals.
#include <convolt/quantity/peaks.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/percentile.hpp>

#include <support/catch.hpp>
#include <unit/quantity/numpy/compared.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
namespace numpy = convolt::test::numpy;
using convolt::axis;
using convolt::find_peaks;
using convolt::sampled;
using samples = std::vector<std::size_t>;

template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

samples whole(std::vector<double> const& numbers) { return samples(numbers.begin(), numbers.end()); }

TEST_CASE("peaks are SciPy's, with heights and distances") {
  auto const x = numpy::array_of(numpy::trace) * mV;
  CHECK(find_peaks(x).samples == whole(numpy::all_peaks));
  CHECK(find_peaks(x, 2.5 * mV).samples == whole(numpy::high_peaks));
  CHECK(find_peaks(x, -1. * V, 7).samples == whole(numpy::distant_peaks));
  CHECK(find_peaks(x, 500. * uV, 4).samples == whole(numpy::high_distant_peaks));
}

TEST_CASE("peaks of a sampled trace have times, and a dead time") {
  auto const v = sampled(numpy::array_of(numpy::trace) * mV, axis(100. * ms, 0.1 * ms, numpy::trace.size()));
  auto const found = find_peaks(v, 500. * uV, 0.4 * ms);
  REQUIRE(found.samples == whole(numpy::high_distant_peaks));
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found.times.in(ms)(i) == Approx(100 + 0.1 * static_cast<double>(found.samples[i])));
    CHECK(found.heights.in(mV)(i) == numpy::trace[found.samples[i]]);
  }
  CHECK(find_peaks(v).samples == whole(numpy::all_peaks));
  CHECK(find_peaks(v, 2.5 * mV).samples == whole(numpy::high_peaks));
}

TEST_CASE("a threshold of so many levels of the noise finds spikes in it") {
  xt::xtensor<double, 1> x(std::array<std::size_t, 1>{1000});
  for (std::size_t i = 0; i < 1000; ++i) { x(i) = std::sin(static_cast<double>(i * i)); }
  x(200) = 12.;
  x(700) = 11.;
  auto const v = sampled(x * uV, axis(0. * ms, 0.1 * ms, 1000));
  auto const spikes = find_peaks(v, 5. * convolt::noise_level(v), 1. * ms);
  CHECK(spikes.samples == samples{200, 700});
}

TEST_CASE("of a plateau the middle counts, of equals too near the earlier one") {
  CHECK(find_peaks(xt::xtensor<double, 1>{0, 2, 2, 2, 2, 0} * mV).samples == samples{2});
  CHECK(find_peaks(xt::xtensor<double, 1>{0, 2, 2} * mV).samples.empty());
  CHECK(find_peaks(xt::xtensor<double, 1>{2, 2, 0} * mV).samples.empty());
  CHECK(find_peaks(xt::xtensor<double, 1>{0, 2, 0, 2, 0, 1, 0, 1, 0} * mV, 0. * mV, 3).samples == samples{1, 5});
  CHECK(find_peaks(xt::xtensor<std::int16_t, 1>{0, 30000, -30000, 5, 0} * uV).heights.raw()(0) == 30000);
}

TEST_CASE("there is no peak at an end, beside a NaN, or in too few samples") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK(find_peaks(xt::xtensor<double, 1>{3, 1, 2} * mV).samples.empty());
  CHECK(find_peaks(xt::xtensor<double, 1>{0, 2, nan, 2, 0, 1, 0} * mV).samples == samples{5});
  CHECK(find_peaks(xt::xtensor<double, 1>{0, inf, 0, -inf, 0} * mV).samples == samples{1});
  CHECK(find_peaks(xt::xtensor<double, 1>(std::array<std::size_t, 1>{0}) * mV).samples.empty());
  CHECK(find_peaks(xt::xtensor<double, 1>({1.}) * mV).size() == 0);
  xt::xtensor<double, 1> const x{0, 1, 0};
  CHECK(fault([&] { find_peaks(x * mV, nan * mV); }) == "bad_threshold");
  CHECK(fault([&] { find_peaks(x * mV, 0. * mV, -1); }) == "bad_dead_time");
  CHECK(fault([&] { find_peaks(xt::xarray<double>{{1., 2.}, {3., 4.}} * mV); }) == "rank_mismatch");
}

}  // namespace
