// SPDX-License-Identifier: BSD-3-Clause
/// Containers as samples: their numbers, their unit, and what looks at them.
#include <convolt/quantity/sample_list.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/histogram.hpp>
#include <convolt/quantity/percentile.hpp>
#include <convolt/quantity/plain_arrays.hpp>
#include <convolt/quantity/second_moments.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::quantities::array_of;
using convolt::quantities::SampleList;

using voltages = std::vector<convolt::scalar<mV>>;
static_assert(SampleList<std::vector<double>> && SampleList<voltages const&> && SampleList<int[3]>);
static_assert(SampleList<std::span<float const>> && SampleList<std::vector<std::array<double, 2>>>);
static_assert(!SampleList<double> && !SampleList<std::vector<std::string>> && !SampleList<xt::xtensor<double, 1>>);
static_assert(!SampleList<convolt::tensor<mV, double, 1>> && !SampleList<std::vector<voltages::value_type*>>);

TEST_CASE("an array of a container has its numbers and the unit of its quantities") {
  std::vector<double> const numbers{1., 2., 4.};
  CHECK(array_of(numbers)(2) == 4.);
  CHECK(array_of(numbers).dimension() == 1);
  CHECK(array_of(std::vector<double>()).size() == 0);
  voltages const v{-70. * mV, -0.05 * V};
  CHECK(array_of(v)(1) == -50. * mV);
  CHECK(array_of(v).unit() == mV);
  CHECK(array_of(std::vector<std::array<int, 2>>{{1, 2}, {3, 4}})(1, 0) == 3);
  CHECK_THROWS_AS(array_of(std::vector<std::vector<int>>{{1, 2}, {3}}), convolt::shape_error);
}

TEST_CASE("reductions take containers") {
  std::vector<double> const numbers{1., 2., 4., 9.};
  CHECK(convolt::sum(numbers) == 16.);
  CHECK(convolt::mean(numbers) == 4.);
  CHECK(convolt::var(numbers, convolt::ddof{1}) == Approx(38. / 3.));
  CHECK(convolt::amax(numbers) == 9.);
  CHECK(convolt::min(numbers) == 1.);
  CHECK(convolt::argmax(numbers) == 3);
  int const counts[3] = {1, 2, 4};
  CHECK(convolt::sum(counts) == 7);
  CHECK(convolt::mean(counts) == Approx(7. / 3.));
  voltages const v{-70. * mV, -0.05 * V};
  CHECK(mean(v) == -60. * mV);
  CHECK(convolt::var(v).unit() == mV * mV);
  CHECK(convolt::max(v) == -50. * mV);
  CHECK(std::isnan(convolt::mean(std::vector<double>())));
  CHECK_THROWS_AS(convolt::amax(voltages()), convolt::shape_error);
}

TEST_CASE("statistics take containers") {
  voltages const v{3. * mV, 1. * mV, 2. * mV};
  CHECK(median(v) == 2. * mV);
  CHECK(convolt::median(std::vector{3., 1.}).raw() == 2.);
  CHECK(convolt::mad(v) == 1. * mV);
  CHECK(convolt::rms(std::vector{3. * mV, -3. * mV}) == 3. * mV);
  CHECK(convolt::percentile(v, 50.) == 2. * mV);
  auto const h = convolt::histogram(v, 2, 0. * mV, 4. * mV);
  CHECK(h.counts(0) == 1);
  CHECK(h.counts(1) == 2);
  CHECK_THROWS_AS(median(voltages()), convolt::shape_error);
}

}  // namespace
