// SPDX-License-Identifier: BSD-3-Clause
/// Threshold crossings: their times, directions and dead time, against a plain loop, and on traces with gaps.
#include <convolt/quantity/crossings.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::crossings;
using convolt::edge;
using convolt::sampled;

template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

auto trace(std::initializer_list<double> samples) {
  xt::xtensor<double, 1> x(std::array<std::size_t, 1>{samples.size()});
  std::copy(samples.begin(), samples.end(), x.begin());
  return sampled(x * mV, axis(10. * ms, 0.5 * ms, samples.size()));
}
template <class Q>
std::vector<double> list(Q const& q) {
  return std::vector<double>(q.raw().begin(), q.raw().end());
}

TEST_CASE("a crossing is between two samples, where the straight line meets the threshold") {
  auto const v = trace({0, 4, 4, 0, 2, 2});
  CHECK(list(crossings(v, 1. * mV)) == std::vector{10.125, 11.75});
  CHECK((crossings(v, 1. * mV).unit() == ms));
  CHECK(list(crossings(v, 0.001 * V, edge::falling)) == std::vector{11.375});
  CHECK(list(crossings(v, 1. * mV, edge::both)) == std::vector{10.125, 11.375, 11.75});
}

TEST_CASE("a sample at the threshold counts once") {
  CHECK(list(crossings(trace({0, 2, 3, 2, 0}), 2. * mV)) == std::vector{10.5});
  CHECK(list(crossings(trace({0, 2, 3, 2, 0}), 2. * mV, edge::falling)) == std::vector{11.5});
  CHECK(list(crossings(trace({2, 2, 3}), 2. * mV)).empty());
  CHECK(list(crossings(trace({0, 2, 0, 2}), 2. * mV)) == std::vector{10.5, 11.5});
}

TEST_CASE("within the dead time after a crossing none counts") {
  auto const v = trace({0, 2, 0, 2, 0, 2, 0, 2});  // at 10.25, 11.25, 12.25, 13.25 ms
  CHECK(list(crossings(v, 1. * mV, edge::rising, 1. * ms)).size() == 4);
  CHECK(list(crossings(v, 1. * mV, edge::rising, 1001. * us)) == std::vector{10.25, 12.25});
  CHECK(list(crossings(v, 1. * mV, edge::rising, 2.5 * ms)) == std::vector{10.25, 13.25});
}

TEST_CASE("against a loop that looks at each pair of samples") {
  std::uint64_t const seed = 31;
  std::mt19937_64 engine(seed);
  auto const whole = [&engine](int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine); };
  for (int i = 0; i < 300; ++i) {
    std::size_t const n = static_cast<std::size_t>(whole(0, 30));
    xt::xtensor<double, 1> x(std::array<std::size_t, 1>{n});
    for (double& v : x) { v = whole(0, 15) == 0 ? std::nan("") : whole(-3, 3); }
    auto const v = sampled(x * mV, axis(10. * ms, (whole(0, 3) == 0 ? -0.5 : 0.5) * ms, n));
    double const level = whole(-2, 2), dead = whole(0, 4) * 0.5;
    INFO("seed " << seed << ", case " << i << ": level " << level << ", dead " << dead << ", " << v);
    std::vector<double> expected;
    for (std::size_t k = 1; k < n; ++k) {
      if (!(x(k - 1) < level && x(k) >= level)) { continue; }
      double const from = v.axis<0>()(k - 1).raw(), to = v.axis<0>()(k).raw();
      double const t = from + (to - from) * (level - x(k - 1)) / (x(k) - x(k - 1));
      if (expected.empty() || std::abs(t - expected.back()) > dead - 1e-6) { expected.push_back(t); }
    }
    auto const found = list(crossings(v, level * mV, edge::rising, dead * ms));
    REQUIRE(found.size() == expected.size());
    for (std::size_t k = 0; k < found.size(); ++k) { REQUIRE(found[k] == Approx(expected[k]).epsilon(1e-12)); }
  }
}

TEST_CASE("NaN crosses nothing, to and from an infinity the finite sample is the crossing") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK(list(crossings(trace({0, nan, 2, 0, 2}), 1. * mV)) == std::vector{11.75});
  CHECK(list(crossings(trace({0, inf, 0}), 1. * mV, edge::both)) == std::vector{10., 11.});
  CHECK(list(crossings(trace({}), 1. * mV)).empty());
  CHECK(list(crossings(trace({3}), 1. * mV)).empty());
  CHECK(fault([&] { crossings(trace({0, 2}), nan * mV); }) == "bad_threshold");
  CHECK(fault([&] { crossings(trace({0, 2}), 1. * mV, edge::rising, -1. * ms); }) == "bad_dead_time");
  CHECK(fault([&] { crossings(trace({0, 2}), 1. * mV, edge::rising, nan * ms); }) == "bad_dead_time");
}

}  // namespace
