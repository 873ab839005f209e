// SPDX-License-Identifier: BSD-3-Clause
/// Functions along axes, of plain arrays: generic code gets from them what it gets from quantities.
#include <convolt/quantity/plain_arrays.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <limits>
#include <type_traits>

namespace {

using namespace convolt::units;
using line = xt::xtensor<double, 1>;
using table = xt::xtensor<double, 2>;

TEST_CASE("sums, differences and integrals of plain arrays are plain") {
  line const x{1., 2., 4.};
  table const y{{1., 2.}, {3., 4.}};
  static_assert(std::is_same_v<decltype(convolt::diff(x)), line>);
  CHECK((convolt::cumsum(x) == line{1., 3., 7.}));
  CHECK((convolt::cumsum(y, 0) == table{{1., 2.}, {4., 6.}}));
  CHECK((convolt::cumsum(line{1., 1.}) == line{1., 2.}));
  CHECK((convolt::diff(x) == line{1., 2.}));
  CHECK((convolt::diff(x, 2) == line{1.}));
  CHECK((convolt::diff(y, 1, 0) == table{{2., 2.}}));
  CHECK(convolt::trapz(x, 2.) == 9.);
  CHECK((convolt::trapz(y, 1., 0) == line{2., 3.}));
  CHECK(convolt::trapz(x, 2. * ms) == 9. * ms);
}

TEST_CASE("extremes of one array and of two, and parts put together") {
  line const x{1., 5.}, y{3., 2.};
  CHECK(convolt::min(x) == 1.);
  CHECK(convolt::max(x) == 5.);
  CHECK((convolt::min(x, y) == line{1., 2.}));
  CHECK(convolt::max(1., 2) == 2.);
  CHECK((convolt::concatenate(x, y, x) == line{1., 5., 3., 2., 1., 5.}));
  CHECK((convolt::stack(x, y) == table{{1., 5.}, {3., 2.}}));
  CHECK((convolt::stack<-1>(x, y) == table{{1., 3.}, {5., 2.}}));
  CHECK_THROWS_AS(convolt::stack(x, line{1.}), convolt::shape_error);
}

TEST_CASE("closeness of plain arrays has no absolute tolerance unless given, as that of quantities") {
  line const x{1., 1e-9}, y{1. + 1e-6, 2e-9};
  CHECK((convolt::isclose(x, y) == xt::xtensor<bool, 1>{true, false}));
  CHECK_FALSE(convolt::allclose(x, y));
  CHECK(convolt::allclose(x, y, 1e-5, 1e-8));
  CHECK(convolt::isclose(1., 1.));
}

TEST_CASE("exponents of the moment") {
  CHECK((convolt::pow(line{1., 2.}, 3) == line{1., 8.}));
  CHECK(convolt::pow(2., 0.5) == std::sqrt(2.));
  CHECK(convolt::pow(2, 3) == 8.);
  CHECK(pow(line{1., 2.} * mM / (2. * mM), 2.)(0) == 0.25);
  CHECK(pow(100. * uM / (1. * mM), 2) == Approx(0.01));
}

TEST_CASE("nothing is ambiguous where both libraries are visible") {
  using namespace convolt;
  using namespace xt;
  line const x{1., 2.};
  CHECK((cumsum(x) == line{1., 3.}));
  CHECK((diff(x) == line{1.}));
  CHECK(allclose(x, x));
  CHECK(trapz(x, 1.) == 1.5);
}

}  // namespace

TEST_CASE("lists of quantities go along their only axis as arrays do") {
  using namespace convolt::units;
  std::vector<convolt::scalar<ms>> const spikes{1. * ms, 3. * ms, 7. * ms};
  CHECK((convolt::eval(spikes).in(ms) == xt::xtensor<double, 1>{1., 3., 7.}));
  CHECK((convolt::diff(spikes).in(ms) == xt::xtensor<double, 1>{2., 4.}));
  CHECK((convolt::diff(spikes, 2).in(ms) == xt::xtensor<double, 1>{2.}));
  CHECK((convolt::cumsum(spikes).in(ms) == xt::xtensor<double, 1>{1., 4., 11.}));
  CHECK(convolt::trapz(spikes, 2. * ms).raw() == 14.);
}

TEST_CASE("conditions on arrays are asked under our name and xtensor's") {
  using namespace convolt::units;
  auto const q = xt::xtensor<double, 1>{1., 5.} * mV;
  CHECK(convolt::all(q > 0. * mV));
  CHECK(!convolt::any(q > 9. * mV));
  CHECK(xt::any(q > 3. * mV));
  CHECK(all(q > 0. * mV));
  CHECK(convolt::all(xt::xtensor<bool, 1>::from_shape({0})));
  CHECK(!convolt::any(xt::xtensor<bool, 1>::from_shape({0})));
}
