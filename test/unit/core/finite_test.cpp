// SPDX-License-Identifier: BSD-3-Clause
/// What is no number, by its bits. test/fast_math compiles the same questions with -ffast-math.
#include <convolt/core/finite.hpp>

#include <support/catch.hpp>

#include <limits>

using namespace convolt::bits;

TEMPLATE_TEST_CASE("NaN, infinities and the numbers beside them are told apart", "", float, double, long double) {
  using limits = std::numeric_limits<TestType>;
  for (TestType const sign : {TestType(1), TestType(-1)}) {
    CHECK(is_nan(sign * limits::quiet_NaN()));
    CHECK_FALSE(is_infinite(sign * limits::quiet_NaN()));
    CHECK(is_infinite(sign * limits::infinity()));
    CHECK_FALSE(is_nan(sign * limits::infinity()));
    for (TestType const x : {TestType(0), limits::denorm_min(), limits::min(), TestType(1), limits::max()}) {
      CHECK(is_finite(sign * x));
    }
    CHECK_FALSE(is_finite(sign * limits::infinity()));
  }
  CHECK(is_nan(limits::signaling_NaN()));
}
