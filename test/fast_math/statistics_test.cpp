// SPDX-License-Identifier: BSD-3-Clause
/// What docs/sampled.md promises of NaN and infinities in statistics, in a program that is compiled with -ffast-math.
#include <convolt/core/finite.hpp>
#include <convolt/quantity.hpp>
#include <convolt/quantity/parse.hpp>
#include <convolt/statistics.hpp>
#include <support/catch.hpp>
#include <support/fast_math.hpp>

#include <limits>
#include <sstream>

using namespace convolt;
using namespace convolt::units;

namespace {

double const unknown = std::numeric_limits<double>::quiet_NaN();
double const infinite = std::numeric_limits<double>::infinity();
using numbers = xt::xtensor<double, 1>;

}  // namespace

TEST_CASE("a NaN is in every statistic that it is a part of") {
  auto const v = numbers{1., unknown, 3., 4.} * mV;
  CHECK(bits::is_nan(median(v).raw()));
  CHECK(bits::is_nan(percentile(v, 25.).raw()));
  CHECK(bits::is_nan(mad(v).raw()));
  CHECK(bits::is_nan(amax(v).raw()));
  CHECK(bits::is_nan(amin(v).raw()));
  CHECK(argmax(v) == 1);
  CHECK(isnan(v)(1));
  CHECK_FALSE(isfinite(v)(1));
  CHECK(isinf(numbers{1., infinite} * mV)(1));
}

TEST_CASE("histograms count what is missing apart") {
  auto const h = histogram(numbers{0., 1., unknown, 2., infinite} * mV, 2);
  CHECK(h.missing == 1);
  CHECK(h.above == 1);
  CHECK(h.counts(1) == 2);
}

TEST_CASE("what is not finite makes no axis, level or reference") {
  CHECK_THROWS_AS(axis(0. * ms, unknown * ms, 3), parameter_error);
  CHECK_THROWS_AS(axis(infinite * ms, 1. * ms, 3), parameter_error);
  auto const rec = sampled(numbers{0., 1.} * mV, axis(0. * ms, 1. * ms, 2));
  CHECK_THROWS_AS(crossings(rec, unknown * mV), parameter_error);
}

TEST_CASE("what is not finite is written and read") {
  std::ostringstream os;
  os << numbers{unknown, infinite, 1.} * mV;
  CHECK(os.str().find("nan") != std::string::npos);
  CHECK(os.str().find("inf") != std::string::npos);
  std::istringstream is("nan mV");
  scalar<mV> v = 1. * mV;
  CHECK(is >> v);
  CHECK(bits::is_nan(v.raw()));
}
