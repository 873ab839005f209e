// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/loss.hpp.

#include <convolt/nn/loss.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::mean_squared_error;
using test::equal_arrays;
using test::thrown_by;

namespace {

using x1 = xt::xtensor<double, 1>;
using x2 = xt::xtensor<double, 2>;

template <class Y, class Target>
concept compared = requires(Y const& y, Target const& t) { mean_squared_error(y, t); };
static_assert(compared<tensor<mV, double, 2>, tensor<uV, double, 2>> && compared<x2, x2>);
static_assert(!compared<tensor<mV, double, 2>, tensor<pA, double, 2>> && !compared<tensor<mV, double, 2>, x2>);
static_assert(!compared<tensor<mV, double, 2>, tensor<mV, float, 2>>);
static_assert(compared<tensor<mV, double, 2>, quantity<any_unit, x2>>);

}  // namespace

TEST_CASE("the mean squared error has the unit squared, its gradient the unit") {
  x2 const y{{1, 2}, {3, 4}};
  x2 const target{{0, 2}, {5, 4}};
  auto const e = mean_squared_error(y * mV, target * mV);
  static_assert(EquivalentUnits<unit_t<decltype(e.value)>, decltype(mV * mV)>);
  static_assert(std::same_as<decltype(e.gradient), tensor<mV, double, 2>>);
  CHECK(raw(e.value) == 1.25);
  CHECK(equal_arrays(raw(e.gradient), x2{{0.5, 0}, {-1, 0}}));
  auto const plain = mean_squared_error(y, target);
  static_assert(std::same_as<decltype(plain.value), double>);
  CHECK(plain.value == 1.25);
}

TEST_CASE("the target may have another scale, or a run-time unit") {
  x1 const y{1, 2}, target{1000, 3000};
  auto const e = mean_squared_error(y * mV, target * uV);
  CHECK(raw(e.value) == Approx(0.5));
  CHECK(raw(e.gradient)(1) == Approx(-1.));
  auto const again = mean_squared_error(tag(y, any_unit(mV)), tag(target, any_unit(uV)));
  CHECK(unit_of(again.value) == any_unit(mV) * any_unit(mV));
  CHECK(raw(again.value) == Approx(0.5));
  CHECK(thrown_by<unit_error>([&] { mean_squared_error(y * mV, tag(target, any_unit(pA))); }).argument() == "target");
}

TEST_CASE("the gradient is the difference of the values") {
  x1 y{1, 2, 4};
  x1 const target{2, -3, 5};
  x1 const gradient = mean_squared_error(y, target).gradient;
  for (std::size_t i = 0; i < 3; ++i) {
    x1 up = y, down = y;
    up(i) += 1;
    down(i) -= 1;  // a difference of a quadratic function is exact
    double const want = (mean_squared_error(up, target).value - mean_squared_error(down, target).value) / 2;
    CHECK(gradient(i) == Approx(want));
  }
}

TEST_CASE("views, samples and empty arrays") {
  x2 const y{{1, 2}, {3, 4}};
  xt::xtensor<double, 2, xt::layout_type::column_major> const column = 2 * y;
  CHECK(mean_squared_error(y, column).value == 7.5);
  CHECK(equal_arrays(mean_squared_error(y, column).gradient, x2(-0.5 * y)));
  CHECK(mean_squared_error(xt::transpose(y), y + 0.).value == 0.5);
  x1 const v{1, 2};
  auto const trace = sampled(v * mV, axis(0. * ms, 1. * ms, 2));
  CHECK(raw(mean_squared_error(trace, v * mV).value) == 0);
  CHECK(mean_squared_error(x1::from_shape({0}), x1::from_shape({0})).value == 0);
  CHECK(thrown_by<shape_error>([&] { mean_squared_error(v, x1{1}); }).category() == "target_shape_mismatch");
}

TEST_CASE("many float errors are summed in double") {
  auto const n = std::size_t(1) << 20;
  xt::xtensor<float, 1> const y = xt::ones<float>({n}) * 0.1F, zero = xt::zeros<float>({n});
  double const square = static_cast<double>(0.1F) * static_cast<double>(0.1F);
  CHECK(mean_squared_error(y, zero).value == Approx(square).epsilon(1e-7));
}
