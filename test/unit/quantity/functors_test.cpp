// SPDX-License-Identifier: BSD-3-Clause
/// The functions of one number: types they keep and values where compilers and libraries like to differ.
#include <convolt/quantity/functors.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <string>

namespace {

namespace detail = convolt::detail;

static_assert(detail::power_function<3, 1>{}(std::int8_t(-3)) == -27);
static_assert(std::is_same_v<decltype(detail::power_function<2, 1>{}(std::int8_t(2))), std::int8_t>);
static_assert(std::is_same_v<decltype(detail::power_function<1, 2>{}(4)), double>);
static_assert(std::is_same_v<decltype(detail::exp_function{}(1.f)), float>);
static_assert(std::is_same_v<decltype(detail::abs_function{}(std::complex<float>())), float>);
static_assert(std::is_same_v<decltype(detail::min_function{}(1.f, 2.)), double>);
static_assert(!std::is_invocable_v<detail::exp_function, std::string>, "no SIMD register is a number either");

TEST_CASE("whole powers are products, in any order of evaluation exact for small integers") {
  for (int x = -5; x <= 5; ++x) {
    CHECK(detail::power_function<5, 1>{}(x) == x * x * x * x * x);
    CHECK(detail::power_function<0, 1>{}(x) == 1);
  }
  CHECK(detail::power_function<-2, 1>{}(4.) == 1. / 16);
  CHECK(detail::power_function<-3, 2>{}(4.) == 1. / 8);
}

TEST_CASE("smaller and larger: NaN wins on either side, clip lets it stay") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(detail::min_function{}(nan, 1.)));
  CHECK(std::isnan(detail::min_function{}(1., nan)));
  CHECK(std::isnan(detail::max_function{}(nan, 1.)));
  CHECK(std::isnan(detail::clip_function{}(nan, 0., 1.)));
  CHECK(detail::clip_function{}(3, 0, 2) == 2);
}

TEST_CASE("closeness is relative to the second number") {
  detail::isclose_function const f{0.1, 0., false};
  CHECK(f(9.1, 10.));
  CHECK_FALSE(f(10., 9.05));
  CHECK(f(std::complex<double>(0, 9.1), std::complex<double>(0, 10)));
  CHECK_FALSE(f(0., 1e-300));
}

}  // namespace
