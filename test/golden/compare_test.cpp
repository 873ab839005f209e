// SPDX-License-Identifier: BSD-3-Clause
/// The comparison behind the golden suite, in particular that it finds every kind of difference.

#include <golden/compare.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using convolt::golden::extents;
using convolt::golden::first_difference;
using convolt::golden::tolerance;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class T>
bool same(T got, T want, tolerance t = {}) {
  return !first_difference<T>({1}, {got}, {1}, {want}, t).has_value();
}

}  // namespace

TEST_CASE("the bound is atol + rtol * |want|, inclusive") {
  CHECK(same(1.5, 1., {0., 0.5}));
  CHECK(same(0.5, 1., {0., 0.5}));
  CHECK_FALSE(same(1.5000001, 1., {0., 0.5}));
  CHECK(same(-12., -8., {0.5, 0.}));
  CHECK_FALSE(same(-12.001, -8., {0.5, 0.}));
  CHECK(same(-12.5, -8., {0.5, 0.5}));
  // Relative to what is wanted, not to what was got.
  CHECK_FALSE(same(16., 8., {0.5, 0.}));
  CHECK_FALSE(same(1.F, 1.0000001F));
  CHECK(same(0., -0.));
}

TEST_CASE("NaN matches NaN only, an infinity the same infinity only") {
  tolerance const wide{1., 1e300};
  CHECK(same(not_a_number, not_a_number));
  CHECK(same(infinity, infinity));
  CHECK(same(-infinity, -infinity));
  CHECK_FALSE(same(infinity, -infinity, wide));
  CHECK_FALSE(same(-infinity, infinity, wide));
  CHECK_FALSE(same(not_a_number, 1., wide));
  CHECK_FALSE(same(1., not_a_number, wide));
  CHECK_FALSE(same(infinity, 1., wide));
  CHECK_FALSE(same(1., infinity, wide));
  CHECK_FALSE(same(not_a_number, infinity, wide));
  CHECK_FALSE(same(infinity, not_a_number, wide));
  CHECK_FALSE(same(1., not_a_number, {not_a_number, not_a_number}));
  CHECK_FALSE(same(2., 1., {not_a_number, not_a_number}));
}

TEST_CASE("complex numbers compare by modulus, their parts by finiteness") {
  using C = std::complex<double>;
  CHECK(same(C(3., 4.), C(3., 4.)));
  CHECK(same(C(0.375, 0.5), C(0., 0.), {0., 0.625}));
  CHECK_FALSE(same(C(0.5, 0.5), C(0., 0.), {0., 0.625}));
  CHECK(same(C(3., 4.), C(0., 5.), {1., 0.}));
  CHECK_FALSE(same(C(3., -4.), C(3., 4.), {0.1, 0.}));
  CHECK(same(C(not_a_number, 1.), C(not_a_number, 1.)));
  CHECK_FALSE(same(C(not_a_number, 1.), C(1., not_a_number), {1., 1.}));
  CHECK_FALSE(same(C(not_a_number, 1.), C(not_a_number, 2.)));
  CHECK_FALSE(same(C(infinity, 0.), C(-infinity, 0.), {1., 1.}));
}

TEST_CASE("integers are exact, whatever the tolerance") {
  CHECK(same<std::int64_t>(INT64_MAX, INT64_MAX));
  CHECK_FALSE(same<std::int64_t>(INT64_MAX, INT64_MAX - 1, {1., 10.}));
  CHECK_FALSE(same<std::int8_t>(1, 2, {1., 10.}));
}

TEST_CASE("shapes must be equal, also where there are no elements") {
  std::vector<float> const none;
  CHECK_FALSE(first_difference<float>({2, 0}, none, {2, 0}, none, {}).has_value());
  auto const text = first_difference<float>({2, 0}, none, {0, 2}, none, {});
  CHECK(text == std::optional<std::string>("shape (2, 0), want (0, 2)"));
  CHECK(first_difference<float>({1, 2}, {1.F, 2.F}, {2}, {1.F, 2.F}, {}).has_value());
  CHECK(first_difference<float>({2}, {1.F}, {2}, {1.F, 2.F}, {}).has_value());
}

TEST_CASE("the first difference is named with its place and both numbers") {
  std::vector<std::int8_t> const got{1, 2, 3, 4, 5, 6};
  std::vector<std::int8_t> const want{1, 2, 3, 4, 7, 8};
  auto const text = first_difference<std::int8_t>({2, 3}, got, {2, 3}, want, {});
  REQUIRE(text.has_value());
  CHECK(text->find("at (1, 1) got 5, want 7; 2 of 6 elements") == 0);
}
