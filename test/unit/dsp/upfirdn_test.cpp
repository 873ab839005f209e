// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/upfirdn.hpp: SciPy's numbers, units, where results lie, what is refused.
#include <convolt/dsp/upfirdn.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>
#include <support/thrown_by.hpp>
#include <unit/dsp/resampling/scipy_cases.hpp>

#include <complex>
#include <cstddef>
#include <limits>
#include <string>

using namespace convolt;
using namespace convolt::units;

namespace {

template <class Tx, class Th, class Ty>
void check_case(test::json const& c) {
  xt::xarray<Ty> const y =
      dsp::upfirdn(test::numbers_of<Th>(c, "h"), test::numbers_of<Tx>(c, "x"), c.at("up").as_integer(),
                   c.at("down").as_integer(), {.axis = test::axis_of(c), .boundary = test::boundary_of(c)});
  test::check_against_scipy(c, y);
}

using convolt::test::category_of;

}  // namespace

TEST_CASE("upfirdn's numbers and counts are SciPy's") {
  int number = 0;
  for (test::json const* const c : test::resampling_cases("upfirdn")) {
    INFO("case " << number++);
    using z = std::complex<double>;
    bool const x_is_complex = test::is_complex_list(c->at("x")), h_is = test::is_complex_list(c->at("h"));
    if (h_is && x_is_complex) {
      check_case<z, z, z>(*c);
    } else if (h_is) {
      check_case<double, z, z>(*c);
    } else if (x_is_complex) {
      check_case<z, double, z>(*c);
    } else {
      check_case<double, double, double>(*c);
    }
  }
  CHECK(number == 17);
}

TEST_CASE("results have the product of both units and lie from the start on, a step of down / up") {
  xt::xtensor<double, 2> const v{{1, 2, 3}, {4, 5, 6}};
  sampled const x(v * mV, no_axis, axis(5. * ms, 0.3 * ms, 3));
  xt::xtensor<double, 1> const h{1, 10, 100, 1000};
  auto const y = dsp::upfirdn(h * nS, x, 3, 2);
  static_assert(SameDimension<decltype(y)::unit_type, decltype(mV * nS)>);
  REQUIRE(y.shape(1) == 5);
  CHECK(y.axis<1>().start() == 5. * ms);
  CHECK(y.axis<1>().step().in(ms) == Approx(0.2).epsilon(1e-15));
  CHECK(y(0, 0).in(pA) == 1);
  CHECK(y(0, 1).in(pA) == 100);
  CHECK(y(1, 3).in(pA) == 5006);
  auto const dense = dsp::upfirdn(h, x, 2);
  CHECK(dense.axis<1>().step().in(ms) == Approx(0.15).epsilon(1e-15));
  CHECK(dsp::upfirdn(h, x).shape(1) == 6);
}

TEST_CASE("sampled taps lie on their axis") {
  sampled const x(xt::xtensor<double, 1>{1, 2, 3} * mV, axis(5. * ms, 0.3 * ms, 3));
  sampled const h(xt::xtensor<double, 1>{1, 1, 1} * one, axis(-100. * us, 100. * us, 3));
  CHECK(dsp::upfirdn(h, x, 3).axis<0>().start().in(ms) == Approx(4.9));
  CHECK(category_of([&] { dsp::upfirdn(h, x, 2); }) == "step_mismatch");
}

TEST_CASE("a result without dimension is plain, its scale in the numbers") {
  xt::xtensor<double, 1> const x{1, 2}, h{1};
  xt::xtensor<double, 1> const y = dsp::upfirdn(h * ms, x * Hz, 2, 1);
  CHECK(y(2) == Approx(0.002));
}

TEST_CASE("float stays float, and a view is as good as an array") {
  xt::xtensor<float, 2> const x{{1, 2}, {3, 4}, {5, 6}};
  xt::xtensor<float, 1> const h{1, 1};
  auto const y = dsp::upfirdn(h, xt::view(x, xt::all(), 1), 2, 1);
  static_assert(std::is_same_v<decltype(y)::value_type, float>);
  CHECK((y == xt::xtensor<float, 1>{2, 2, 4, 4, 6, 6}));
  CHECK(dsp::upfirdn(h, x, 1, 1, {.axis = 0})(1, 1) == 6);
}

TEST_CASE("there are no results of no samples, nor of no channels") {
  xt::xtensor<double, 1> const h{1, 2};
  CHECK(dsp::upfirdn(h, xt::xtensor<double, 1>::from_shape({0}), 3, 2).size() == 0);
  CHECK(dsp::upfirdn(h, xt::xtensor<double, 2>::from_shape({5, 0}), 3, 2, {.axis = 0}).shape(0) == 7);
  CHECK(dsp::upfirdn(h, xt::xtensor<double, 2>::from_shape({0, 5}), 3, 2, {.axis = 0}).shape(1) == 5);
}

TEST_CASE("the calls of upfirdn that are refused say what is wrong") {
  xt::xtensor<double, 1> const x{1, 2, 3}, h{1, 1};
  xt::xtensor<double, 1> const bad{1, std::numeric_limits<double>::infinity()};
  CHECK(category_of([&] { dsp::upfirdn(h, x, 0, 1); }) == "bad_ratio");
  CHECK(category_of([&] { dsp::upfirdn(h, x, 1, -2); }) == "bad_ratio");
  CHECK(category_of([&] { dsp::upfirdn(h, x, 2'000'000, 1); }) == "bad_ratio");
  CHECK(category_of([&] { dsp::upfirdn(h, x, 1, std::numeric_limits<std::size_t>::max()); }) == "bad_ratio");
  CHECK(category_of([&] { dsp::upfirdn(bad, x, 2, 1); }) == "bad_taps");
  CHECK(category_of([&] { dsp::upfirdn(xt::xtensor<double, 1>::from_shape({0}), x, 2, 1); }) == "empty_kernel");
  CHECK(category_of([&] { dsp::upfirdn(xt::xtensor<double, 2>{{1}}, x, 2, 1); }) == "rank_mismatch");
  CHECK(category_of([&] { dsp::upfirdn(h, xt::xtensor<double, 2>{{1, 2}}, 2, 1); }) == "axis_not_given");
  CHECK(category_of([&] { dsp::upfirdn(h, x, 2, 1, {.axis = 1}); }) == "bad_axis");
  CHECK(category_of([&] { dsp::upfirdn(h, x * mV, 2, 1, {.boundary = boundary_value(1. * ms)}); }) == "unit_mismatch");
}
