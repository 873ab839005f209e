// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/parameter.hpp.

#include <convolt/nn/parameter.hpp>

#include <convolt/nn/init.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::detail::parameter;
using test::equal_arrays;
using test::thrown_by;

namespace {

using nS_t = std::remove_cv_t<decltype(nS)>;
using vector = xt::xtensor<float, 1>;

nn::detail::value_place const place{.where = "test", .argument = "bias", .category = "wrong", .shape = {3}};

static_assert(std::same_as<nn::detail::unit_argument_t<nS>, nS_t>);
static_assert(std::same_as<nn::detail::unit_argument_t<nn::run_time_unit>, any_unit>);
static_assert(std::same_as<decltype(parameter<dimensionless, float, 1>().value()), vector const&>, "plain where 1");
static_assert(AnyQuantity<decltype(parameter<nS_t, float, 1>().value())>);
static_assert(sizeof(parameter<nS_t, float, 1>) == sizeof(vector), "a static unit takes no memory");

}  // namespace

TEST_CASE("a parameter shows its numbers without copying them") {
  parameter<nS_t, float, 1> p;
  p.assign(place, vector{1, 2, 3} * nS);
  CHECK(&raw(p.value()) == &p.numbers());
  CHECK(unit_of(p.value()) == any_unit(nS));
}

TEST_CASE("a run-time unit comes with the values; initializers leave it") {
  parameter<any_unit, float, 1> p;
  p.assign(place, vector{1, 2, 3} * uS);
  CHECK(p.unit() == any_unit(uS));
  CHECK(equal_arrays(p.numbers(), vector{1, 2, 3}));
  p.assign(place, nn::init::constant(4));
  CHECK(p.unit() == any_unit(uS));
  p.assign(place, [](auto const& shape) { return xt::xarray<float>(xt::ones<float>(shape)) * mV; });
  CHECK(p.unit() == any_unit(mV));
  p.assign(place, [](auto const& shape) { return xt::xarray<float>(2 * xt::ones<float>(shape)); });
  CHECK(p.unit() == any_unit(mV));
  CHECK(p.numbers()(1) == 2);
  p.assign(place, vector{1, 2, 3});
  CHECK(p.unit() == any_unit(one));
}

TEST_CASE("a refused value changes nothing") {
  parameter<any_unit, float, 1> p;
  p.assign(place, vector{1, 2, 3} * uS);
  CHECK_THROWS_AS(p.assign(place, vector{1, 2} * mV), shape_error);
  CHECK(p.unit() == any_unit(uS));
  CHECK(equal_arrays(p.numbers(), vector{1, 2, 3}));

  parameter<nS_t, float, 1> s;
  s.assign(place, 2 * nS);
  CHECK_THROWS_AS(s.assign(place, tag(vector{1, 2, 3}, any_unit(mV))), unit_error);
  CHECK(equal_arrays(s.numbers(), vector{2, 2, 2}));
}

TEST_CASE("a view of a parameter has a name, a value and a unit") {
  parameter<nS_t, float, 1> p;
  p.assign(place, 2 * nS);
  nn::parameter_view<decltype(p.value())> const view{"bias", p.value(), true};
  CHECK(view.name == "bias");
  CHECK(view.frozen);
  CHECK(any_unit(view.unit()) == any_unit(nS));
}
