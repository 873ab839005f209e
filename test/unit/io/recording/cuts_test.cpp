// SPDX-License-Identifier: BSD-3-Clause
/// Lengths and margins in samples, and where chunks lie.
#include <convolt/io/recording/cuts.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <limits>

namespace {

using namespace convolt::units;
namespace cut = convolt::io::detail;
auto const step = convolt::tag(1. / 30000., convolt::second{});

TEST_CASE("times become samples: lengths to the nearest, margins up") {
  CHECK(cut::length_in_samples(1. * s, step, 100'000) == 30'000);
  CHECK(cut::length_in_samples(0.1 * ms, step, 100) == 3);
  CHECK(cut::length_in_samples(1, step, 100) == 1);
  CHECK(cut::length_in_samples(1e9 * s, step, 100) == 101);
  CHECK(cut::margin_in_samples(1. * ms, step, 100) == 30);  // 30.000000000000004 steps
  CHECK(cut::margin_in_samples(1.01 * ms, step, 100) == 31);
  CHECK(cut::margin_in_samples(0. * ms, step, 100) == 0);
  CHECK(cut::margin_in_samples(0, step, 100) == 0);
  CHECK(cut::margin_in_samples(1e300 * s, step, 100) == 100);
  CHECK(cut::margin_in_samples(std::numeric_limits<convolt::index>::max(), step, 100) == 100);
}

TEST_CASE("lengths without a sample and negative margins are refused with the number") {
  CHECK_THROWS_WITH(cut::length_in_samples(1. * us, step, 100),
                    "convolt::io::recording::chunks: length is not what a recording can be cut by; expected one sample "
                    "or more, got 1 us, less than half a sample");
  CHECK_THROWS_AS(cut::length_in_samples(0, step, 100), convolt::parameter_error);
  CHECK_THROWS_AS(cut::margin_in_samples(-1, step, 100), convolt::parameter_error);
  CHECK_THROWS_AS(cut::margin_in_samples(-1. * ms, step, 100), convolt::parameter_error);
  CHECK_THROWS_AS(cut::length_in_samples(std::numeric_limits<double>::quiet_NaN() * s, step, 100),
                  convolt::parameter_error);
}

TEST_CASE("every sample is in one chunk, and margins end where the recording does") {
  cut::cuts const c{.samples = 10, .length = 4, .margin = 5};
  CHECK(c.count() == 3);
  CHECK(c.core(2).first == 8);
  CHECK(c.core(2).count == 2);
  CHECK(c.before(0) == 0);
  CHECK(c.before(1) == 4);
  CHECK(c.before(2) == 5);
  CHECK(c.behind(0) == 5);
  CHECK(c.behind(1) == 2);
  CHECK(c.behind(2) == 0);
  CHECK(cut::cuts{.samples = 0, .length = 4, .margin = 5}.count() == 0);
  CHECK(cut::cuts{.samples = 8, .length = 4}.count() == 2);
}

}  // namespace
