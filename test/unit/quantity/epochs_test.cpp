// SPDX-License-Identifier: BSD-3-Clause
/// Epochs around onsets: which samples they hold, what their lags are, and onsets that have no whole epoch.
#include <convolt/quantity/epochs.hpp>

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::axis;
using convolt::drop_incomplete;
using convolt::no_axis;
using convolt::no_axis_t;
using convolt::sampled;

/// 0, 1, .. 99 at 0, 0.1, .. 9.9 ms.
auto trace() {
  xt::xtensor<float, 1> x(std::array<std::size_t, 1>{100});
  for (std::size_t i = 0; i < 100; ++i) { x(i) = static_cast<float>(i); }
  return sampled(x * mV, axis(0. * ms, 0.1 * ms, 100));
}

template <class F>
convolt::error_facts facts(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) {
    return {.category = e.category(), .argument = e.argument(), .expected = e.expected(), .actual = e.actual()};
  }
  return {};
}

TEST_CASE("an epoch has the samples at lags in [from, to), trial by trial") {
  xt::xtensor<double, 1> const onsets{1., 2., 3.};
  auto const ep = trace().around(onsets * ms, -0.3 * ms, 200. * us);
  CHECK(ep.size() == 15);
  CHECK(ep.raw()(2, 3) == 30.f);
  auto const two = trace().around(std::vector{1. * ms, 4. * ms}, -0.3 * ms, 0.2 * ms);
  using lags = axis<convolt::milli<convolt::second>>;
  static_assert(std::is_same_v<decltype(two), sampled<convolt::milli<convolt::volt>, float, no_axis_t, lags> const>);
  REQUIRE(two.shape() == std::array<std::size_t, 2>{2, 5});
  for (int k = 0; k < 5; ++k) {
    CHECK(two.raw()(0, k) == static_cast<float>(7 + k));
    CHECK(two.raw()(1, k) == static_cast<float>(37 + k));
  }
  CHECK(two.axis<1>()(0).raw() == Approx(-0.3));
  CHECK(two.axis<1>()(3).raw() == Approx(0.).margin(1e-15));
}

TEST_CASE("an onset counts as the sample nearest to it, in any unit of the dimension") {
  auto const v = trace();
  CHECK(v.around(std::vector{0.00104 * s}, 0. * ms, 0.1 * ms).raw()(0, 0) == 10.f);
  CHECK(v.around(std::vector{1060. * us}, 0. * ms, 0.1 * ms).raw()(0, 0) == 11.f);
  CHECK(v.around(std::vector{1060 * us}, 0. * s, 100. * us).raw()(0, 0) == 11.f);
  CHECK(v.around(std::vector{1. * any_unit(ms)}, 0. * ms, 0.1 * ms).raw()(0, 0) == 10.f);
  CHECK_THROWS_AS(v.around(std::vector{1. * any_unit(mV)}, 0. * ms, 0.1 * ms), convolt::unit_error);
}

TEST_CASE("the onset itself may lie outside while its epoch is inside") {
  auto const after = trace().around(std::vector{-1. * ms}, 1. * ms, 1.5 * ms);
  CHECK(after.raw()(0, 0) == 0.f);
  CHECK(after.axis<1>().start().raw() == Approx(1.));
}

TEST_CASE("epochs up to the first and the last sample are whole, one sample more is not") {
  auto const v = trace();
  CHECK(v.around(std::vector{0.5 * ms, 9.5 * ms}, -0.5 * ms, 0.5 * ms).raw()(1, 9) == 99.f);
  auto const low = facts([&] { v.around(std::vector{5. * ms, 0.4 * ms}, -0.5 * ms, 0.5 * ms); });
  CHECK(low.category == "epoch_out_of_range");
  CHECK(low.argument == "onset 1");
  CHECK(low.actual == "0.4 ms");
  CHECK(low.expected == "-0.5 ms to 0.4 ms around it inside 0 ms to 9.9 ms");
  CHECK(facts([&] { v.around(std::vector{9.6 * ms}, -0.5 * ms, 0.5 * ms); }).argument == "onset 0");
}

TEST_CASE("onsets without a whole epoch can be left out and are reported") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  std::vector const onsets{5. * ms, 0.4 * ms, nan * ms, 6. * ms, 1e300 * ms, inf * ms};
  auto const [ep, dropped] = trace().around(onsets, -0.5 * ms, 0.5 * ms, drop_incomplete);
  CHECK(dropped == std::vector<std::size_t>{1, 2, 4, 5});
  REQUIRE(ep.shape(0) == 2);
  CHECK(ep.raw()(1, 0) == 55.f);
  auto const [none, all] = trace().around(onsets, -50. * ms, 50. * ms, drop_incomplete);
  CHECK(none.shape() == std::array<std::size_t, 2>{0, 1000});
  CHECK(all.size() == 6);
  CHECK(facts([&] { trace().around(std::vector{nan * ms}, 0. * ms, 1. * ms); }).actual == "nan ms");
}

TEST_CASE("no onsets give no epochs, lags that are not ordered are refused") {
  std::vector<decltype(1. * ms)> const none;
  CHECK(trace().around(none, -0.5 * ms, 0.5 * ms).shape() == std::array<std::size_t, 2>{0, 10});
  CHECK(trace().around(std::vector{5. * ms}, 0.5 * ms, 0.5 * ms).shape(1) == 0);
  CHECK(facts([&] { trace().around(std::vector{5. * ms}, 0.5 * ms, -0.5 * ms); }).category == "bad_lags");
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK(facts([&] { trace().around(std::vector{5. * ms}, nan * ms, 0.5 * ms); }).category == "bad_lags");
  CHECK(facts([&] { trace().around(std::vector{5. * ms}, 0. * ms, inf * ms); }).category == "bad_lags");
  xt::xarray<double> const matrix{{1., 2.}, {3., 4.}};
  CHECK(facts([&] { trace().around(matrix * ms, 0. * ms, 0.5 * ms); }).category == "rank_mismatch");
}

TEST_CASE("on an axis that descends, lags do too") {
  xt::xtensor<double, 1> const x{0., 1., 2., 3., 4.};
  auto const v = sampled(x * mV, axis(0. * um, -20. * um, 5));
  auto const ep = v.around(std::vector{-40. * um}, -20. * um, 40. * um);  // 20, 0, -20 um
  REQUIRE(ep.shape(1) == 3);
  CHECK(ep.axis<1>()(0).raw() == 20.);
  CHECK(ep.raw()(0, 0) == 1.);
  CHECK(ep.raw()(0, 2) == 3.);
}

TEST_CASE("the dimension of the onsets can be named, by its number or its unit") {
  xt::xtensor<double, 2> x = xt::zeros<double>({3, 10});
  x(1, 4) = 5.;
  auto const v = sampled(x * mV, axis(0. * s, 1. * s, 3), axis(0. * ms, 1. * ms, 10));  // two axes of time
  std::vector const onsets{4. * ms, 9. * ms};
  auto const [ep, dropped] = v.around<1>(onsets, -1. * ms, 2. * ms, drop_incomplete);
  REQUIRE(ep.shape() == std::array<std::size_t, 3>{1, 3, 3});
  CHECK(ep.raw()(0, 1, 1) == 5.);
  CHECK(dropped == std::vector<std::size_t>{1});
  CHECK(v.around<-1>(std::vector{4. * ms}, -1. * ms, 2. * ms).raw()(0, 1, 1) == 5.);
  CHECK(facts([&] { v.around<1>(onsets, -1. * ms, 2. * ms); }).argument == "onset 1");
  CHECK(v.around<0>(std::vector{1. * s}, 0. * s, 1. * s).raw()(0, 0, 4) == 5.);
  auto const one_axis = sampled(x * mV, no_axis, axis(0. * ms, 1. * ms, 10));
  CHECK(one_axis.around<s>(std::vector{4. * ms}, -1. * ms, 2. * ms).raw()(0, 1, 1) == 5.);
  CHECK(one_axis.around<ms>(onsets, -1. * ms, 2. * ms, drop_incomplete).dropped.size() == 1);
}

}  // namespace
