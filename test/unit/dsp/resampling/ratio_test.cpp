// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/ratio.hpp.
#include <convolt/dsp/resampling/ratio.hpp>

#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <cstdint>
#include <limits>
#include <numeric>
#include <string>

namespace {

using namespace convolt::dsp::detail;

using convolt::test::category_of;

TEST_CASE("ratios are positive, in lowest terms where that is asked, and not too large") {
  CHECK(ratio_in_lowest_terms("f", 6, 4U) == rate_ratio{3, 2});
  CHECK(ratio_as_given("f", 6, 4) == rate_ratio{6, 4});
  CHECK(ratio_in_lowest_terms("f", 5'000'000, 5'000'000) == rate_ratio{1, 1});
  for (auto const& [up, down] : {rate_ratio{0, 1}, {1, 0}, {-3, 2}, {1'000'001, 1}, {1, 1'000'001}}) {
    CHECK(category_of([&, u = up, d = down] { ratio_in_lowest_terms("f", u, d); }) == "bad_ratio");
    CHECK(category_of([&, u = up, d = down] { ratio_as_given("f", u, d); }) == "bad_ratio");
  }
  CHECK(category_of([] { ratio_as_given("f", std::numeric_limits<std::uint64_t>::max(), 1); }) == "bad_ratio");
}

TEST_CASE("the ratio of two rates is found as long as its terms are small") {
  CHECK(ratio_of_rates("f", "rate", 48'000, 44'100, 1e-14, " Hz") == rate_ratio{160, 147});
  CHECK(ratio_of_rates("f", "rate", 1000, 24414.0625, 1e-14, " Hz") == rate_ratio{128, 3125});
  CHECK(ratio_of_rates("f", "rate", 1 / 3., 1 / 7., 1e-14, " Hz") == rate_ratio{7, 3});
  CHECK(ratio_of_rates("f", "rate", 1, 4000, 1e-14, " Hz") == rate_ratio{1, 4000});
  CHECK(ratio_of_rates("f", "rate", 4000, 1, 1e-14, " Hz") == rate_ratio{4000, 1});
  CHECK(ratio_of_rates("f", "rate", 44.1, 44.1, 1e-14, " Hz") == rate_ratio{1, 1});
  CHECK(ratio_of_rates("f", "rate", double(44.1F), 48, ratio_tolerance<float>, " Hz") == rate_ratio{147, 160});
}

TEST_CASE("every ratio of small terms is found again after rounding, and none that is not meant") {
  for (convolt::index up = 1; up <= 60; ++up) {
    for (convolt::index down = 1; down <= 60; ++down) {
      double const own = 30'000. / 7, wanted = own * static_cast<double>(up) / static_cast<double>(down);
      convolt::index const common = std::gcd(up, down);
      REQUIRE(ratio_of_rates("f", "rate", wanted, own, ratio_tolerance<double>, "") ==
              rate_ratio{up / common, down / common});
      REQUIRE(category_of([&] {
                ratio_of_rates("f", "rate", wanted * (1 + 1e-9), own, ratio_tolerance<double>, "");
              }) == "rates_without_ratio");
    }
  }
}

TEST_CASE("rates that are far apart are refused, whatever they are") {
  for (double const wanted : {1e-300, 1e-7, 1e8, 1e300}) {
    CHECK(category_of([&] { ratio_of_rates("f", "rate", wanted, 1, 1e-14, ""); }) == "rates_without_ratio");
  }
}

}  // namespace
