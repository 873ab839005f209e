// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/correlation_lags.hpp.

#include <convolt/dsp/correlation_lags.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scipy_cases.hpp>

#include <string>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("lags in samples are SciPy's") {
  int compared = 0;
  for (test::json const& c : test::scipy_references().at("lags").items()) {
    auto const n = c.at("n").as_integer(), k = c.at("k").as_integer();
    std::string const mode = c.at("mode").as_string();
    auto const lags = dsp::correlation_lags(n, k, test::mode_named(mode));
    INFO("n " << n << ", k " << k << ", " << mode);
    REQUIRE(lags.size() == c.at("lags").items().size());
    // SciPy's "same" is half of the full lags, rounded, which for even k is not what its correlate keeps.
    if (mode == "same" && k % 2 == 0) { continue; }
    for (std::size_t i = 0; i < lags.size(); ++i) {
      REQUIRE(double(lags(i)) == static_cast<double>(c.at("lags").items()[i].as_integer()));
    }
    ++compared;
  }
  CHECK(compared >= 11);
}

TEST_CASE("same and causal begin where correlate's lag 0 says") {
  CHECK(double(dsp::correlation_lags(5, 4).start()) == -2.);
  CHECK(double(dsp::correlation_lags(5, 4, causal).start()) == -3.);
  CHECK(dsp::correlation_lags(0, 4, full).count() == 0);
  CHECK_THROWS_AS(dsp::correlation_lags(5, 0), parameter_error);
  CHECK_THROWS_AS(dsp::correlation_lags(-1, 3), parameter_error);
}

TEST_CASE("lags of axes are times") {
  auto const x = axis(10. * ms, 0.5 * ms, 100), w = axis(2. * ms, 0.5 * ms, 5);
  auto const all = dsp::correlation_lags(x, w, full);
  CHECK(all.start() == (10. - 2. - 4 * 0.5) * ms);
  CHECK(all.count() == 104);
  CHECK(same_samples(dsp::correlation_lags(x, w), x));
  CHECK_THROWS_AS(dsp::correlation_lags(x, axis(0. * ms, 0.4 * ms, 5)), parameter_error);
}
