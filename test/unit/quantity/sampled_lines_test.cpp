// SPDX-License-Identifier: BSD-3-Clause
/// Differences, running sums and trapezoids of sampled quantities.
#include <convolt/quantity/sampled_lines.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::same_samples;
using convolt::sampled;

auto const line = sampled(xt::xtensor<double, 1>{1., 2., 4.} * mV, axis(10. * ms, 2. * ms, 3));
auto const rows = sampled(xt::xtensor<double, 2>{{1., 2., 4.}, {5., 5., 7.}} * mV, no_axis, axis(10. * ms, 2. * ms, 3));

TEST_CASE("one dimension need not be named") {
  CHECK((diff(line).raw() == xt::xtensor<double, 1>{1., 2.}));
  CHECK(same_samples(diff(line).axis<0>(), axis(11. * ms, 2. * ms, 2)));
  CHECK((cumsum(line).raw() == xt::xtensor<double, 1>{1., 3., 7.}));
  CHECK(trapz(line).in(mV * ms) == 9.);
  CHECK((line.diff().raw() == diff(line).raw()));
  CHECK((line.cumsum().raw() == cumsum(line).raw()));
  CHECK(line.integrate().in(mV * ms) == 14.);
}

TEST_CASE("of more dimensions one is named by its number or its unit") {
  CHECK((convolt::diff<ms>(rows).raw() == xt::xtensor<double, 2>{{1., 2.}, {0., 2.}}));
  CHECK((convolt::diff<0>(rows).raw() == xt::xtensor<double, 2>{{4., 3., 3.}}));
  CHECK((convolt::cumsum<-1>(rows).raw() == xt::xtensor<double, 2>{{1., 3., 7.}, {5., 10., 17.}}));
  auto const areas = convolt::trapz<ms>(rows);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(areas.axis<0>())>, convolt::no_axis_t>);
  CHECK((areas.in(mV * ms) == xt::xtensor<double, 1>{9., 22.}));
}

TEST_CASE("an axis that descends changes the sign of its integral, integers give double") {
  auto const counts = sampled(xt::xtensor<int, 1>{1, 2, 4} * mV, axis(0. * um, -2. * um, 3));
  CHECK(trapz(counts).in(mV * um) == -9.);
  CHECK(trapz(line.slice<0>(0, 1)).raw() == 0.);
}

}  // namespace
