// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/values.hpp: every kind of source, and shapes and units that do not fit.

#include <convolt/nn/values.hpp>

#include <convolt/nn/init.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <string>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::detail::value_place;
using nn::detail::values_in;
using test::equal_arrays;
using test::thrown_by;

namespace {

using matrix = xt::xtensor<float, 2>;

value_place place() { return {.where = "test", .argument = "weight", .category = "wrong", .shape = {2, 3}}; }

template <class S, class U>
matrix taken(S const& source, U const& unit, value_place const& at = place()) {
  return values_in<float, 2>(at, source, unit);
}

matrix const numbers{{1, 2, 3}, {4, 5, 6}};

struct ramp {
  template <std::size_t N>
  auto operator()(std::array<std::size_t, N> const& shape) const {
    return xt::xarray<double>(
        xt::arange<double>(static_cast<double>(shape[0] * shape[1])).reshape({shape[0], shape[1]}));
  }
};

using nS_t = std::remove_cv_t<decltype(nS)>;
static_assert(nn::detail::ValueSource<ramp, nS_t, 2>, "plain results of a function are numbers in the unit");
static_assert(nn::detail::ValueSource<nn::init::xavier_normal, nS_t, 2>);
static_assert(!nn::detail::ValueSource<matrix, nS_t, 2>, "a plain array has no unit");
static_assert(!nn::detail::ValueSource<float, nS_t, 2>, "a plain number has no unit");
static_assert(!nn::detail::ValueSource<tensor<mV, float, 2>, nS_t, 2>);
static_assert(nn::detail::ValueSource<matrix, dimensionless, 2>);
static_assert(nn::detail::ValueSource<quantity<any_unit, matrix>, nS_t, 2>, "checked when the program runs");
static_assert(!nn::detail::ValueSource<char const*, dimensionless, 2>);
static_assert(!nn::detail::ValueSource<xt::xarray<std::complex<float>>, dimensionless, 2>);

}  // namespace

TEST_CASE("quantities are converted, arrays and numbers are taken as they are") {
  CHECK(equal_arrays(taken(numbers, one), numbers));
  CHECK(equal_arrays(taken(numbers * uS, nS), matrix(1000 * numbers)));
  CHECK(equal_arrays(taken(xt::xarray<double>(numbers) * nS, nS), numbers));
  CHECK(equal_arrays(taken(tag(numbers, any_unit(uS)), nS), matrix(1000 * numbers)));
  CHECK(equal_arrays(taken(numbers + numbers, one), matrix(2 * numbers)));
  CHECK(equal_arrays(taken(xt::transpose(xt::xtensor<int, 2>{{1, 4}, {2, 5}, {3, 6}}), one), numbers));
  CHECK(equal_arrays(taken(xt::xtensor<bool, 2>{{true, false, true}, {false, false, true}}, one),
                     matrix{{1, 0, 1}, {0, 0, 1}}));
  CHECK(equal_arrays(taken(0.5 * uS, nS), matrix(500 * xt::ones<float>({2, 3}))));
  CHECK(equal_arrays(taken(2, one), matrix(2 * xt::ones<float>({2, 3}))));
}

TEST_CASE("functions of the shape and initializers make numbers in the unit") {
  matrix const expected{{0, 1, 2}, {3, 4, 5}};
  CHECK(equal_arrays(taken(ramp(), nS), expected));
  auto const with_unit = [](auto const& shape) { return ramp()(shape) * uS; };
  CHECK(equal_arrays(taken(with_unit, nS), matrix(1000 * expected)));
  CHECK(equal_arrays(taken(nn::init::constant(7), nS), matrix(7 * xt::ones<float>({2, 3}))));

  value_place at = place();
  at.context = {.fans = nn::init::fan_counts{.in = 600, .out = 600}, .stream = 5};
  matrix const drawn = taken(nn::init::xavier_uniform(), nS, at);
  CHECK(xt::amax(xt::abs(drawn))() <= 0.0708F);  // sqrt(3 / 600)
  CHECK(equal_arrays(drawn, nn::init::xavier_uniform().make<float>({2, 3}, at.context)));
  auto const wide = values_in<long double, 2>(at, nn::init::xavier_uniform(), nS);
  CHECK(equal_arrays(wide, xt::cast<long double>(nn::init::xavier_uniform().make<double>({2, 3}, at.context))));
}

TEST_CASE("arrays have the exact shape, or one that the parameter names") {
  auto const wrong = [](auto const& source, value_place const& at) {
    return thrown_by<shape_error>([&] { taken(source, one, at); });
  };
  auto const e = wrong(xt::xtensor<float, 2>(xt::ones<float>({1, 3})), place());
  CHECK(e.category() == "wrong");
  CHECK(e.expected() == "[2, 3]");
  CHECK(e.actual() == "[1, 3]");
  CHECK(wrong(xt::xarray<float>(5.F), place()).actual() == "[]");
  CHECK(equal_arrays(taken(xt::broadcast(xt::xtensor<float, 1>{1, 2, 3}, {2, 3}), one), matrix{{1, 2, 3}, {1, 2, 3}}));

  value_place also = place();
  also.also = {1, 6};
  CHECK(equal_arrays(taken(xt::xtensor<float, 2>{{1, 2, 3, 4, 5, 6}}, one, also), numbers));
  CHECK(wrong(xt::xtensor<float, 1>{1, 2, 3, 4, 5, 6}, also).expected() == "[2, 3] or [1, 6]");

  value_place loose = place();
  loose.broadcasts = true;
  CHECK(equal_arrays(taken(xt::xtensor<float, 1>{1, 2, 3}, one, loose), matrix{{1, 2, 3}, {1, 2, 3}}));
  CHECK(equal_arrays(taken(xt::xtensor<float, 2>{{1}, {2}}, one, loose), matrix{{1, 1, 1}, {2, 2, 2}}));
  CHECK(wrong(xt::xtensor<float, 1>{1, 2}, loose).category() == "wrong");
  CHECK(wrong(xt::xtensor<float, 3>(xt::ones<float>({1, 2, 3})), loose).category() == "wrong");
}

TEST_CASE("run-time units of another dimension are refused by name") {
  auto const e = thrown_by<unit_error>([] { taken(tag(numbers, any_unit(mV)), nS); });
  CHECK(e.category() == "unit_mismatch");
  CHECK(e.argument() == "weight");
  CHECK(e.actual() == "mV");
}
