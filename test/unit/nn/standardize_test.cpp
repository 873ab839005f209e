// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/standardize.hpp.

#include <convolt/nn/standardize.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <string>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::weight_standardization;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x3 = xt::xtensor<double, 3>;

x3 weight() { return whole_numbers({5, 3, 4}, 7); }

static_assert(
    std::same_as<decltype(weight_standardization(std::declval<tensor<mV, float, 3>>())), xt::xtensor<float, 3>>,
    "a standardised kernel has no unit");
static_assert(std::same_as<decltype(weight_standardization(std::declval<x3>(), {}, 2. * nS)), tensor<nS, double, 3>>);

}  // namespace

TEST_CASE("every output channel gets mean 0 and a sum of squares of 1") {
  x3 const w = weight_standardization(weight());
  for (std::size_t o = 0; o < 4; ++o) {
    auto const channel = xt::view(w, xt::all(), xt::all(), o);
    CHECK(std::abs(xt::sum(channel)()) < 1e-14);
    CHECK(xt::sum(channel * channel)() == Approx(1.).epsilon(1e-14));
  }
}

TEST_CASE("eps is a floor under variance times fan-in, not a summand") {
  x3 const flat = xt::ones<double>({2, 2, 1});
  CHECK(equal_arrays(weight_standardization(flat), x3(xt::zeros<double>({2, 2, 1}))));
  x3 const two{{{1.}, {3.}}};  // sum of squared deviations: 2
  CHECK(weight_standardization(two, {.eps = 8.})(0, 1, 0) == Approx(1. / std::sqrt(8.)));
  CHECK(weight_standardization(two, {.eps = 1.9})(0, 1, 0) == Approx(1. / std::sqrt(2.)));
  CHECK(std::isnan(weight_standardization(flat, {.eps = 0.})(0, 0, 0)));
}

TEST_CASE("a gain scales its channel and gives the unit") {
  x3 const plain = weight_standardization(weight());
  xt::xtensor<double, 1> const gain{1, 2, 3, 4};
  auto const scaled = weight_standardization(weight(), {}, gain * nS);
  CHECK(xt::allclose(raw(scaled), x3(plain * gain), 1e-14));
  CHECK(EquivalentUnits<unit_t<decltype(scaled)>, decltype(nS)>);
  x3 const in_place{{{1, 2, 3, 4}}};
  CHECK(equal_arrays(weight_standardization(weight(), {}, in_place), raw(scaled)));
  CHECK(thrown_by<shape_error>([] {
          weight_standardization(weight(), {}, xt::xtensor<double, 1>{1, 2});
        }).category() == "bad_gain_shape");
}

TEST_CASE("the channels may be on any axis, in any memory layout") {
  x3 const w = weight();
  x3 const expected = weight_standardization(w);
  x3 const first = xt::transpose(w, {2, 0, 1});
  CHECK(xt::allclose(x3(xt::transpose(weight_standardization(first, {.out_axis = 0}), {1, 2, 0})), expected, 1e-14));
  CHECK(equal_arrays(weight_standardization(first, {.out_axis = -3}), weight_standardization(first, {.out_axis = 0})));
  xt::xtensor<double, 3, xt::layout_type::column_major> const column = w;
  CHECK(equal_arrays(weight_standardization(column), expected));
  CHECK(equal_arrays(weight_standardization(xt::xarray<double>(w)), expected));
  CHECK(equal_arrays(weight_standardization(w + 0.), expected));
  CHECK(thrown_by<parameter_error>([&] { weight_standardization(w, {.out_axis = 3}); }).category() == "bad_axis");
}

TEST_CASE("offsets much larger than the spread leave float weights accurate") {
  xt::xtensor<float, 3> w = xt::cast<float>(weight());
  xt::xtensor<float, 3> const expected = weight_standardization(w);
  w += 4096.F;  // exact for whole numbers
  CHECK(xt::allclose(weight_standardization(w), expected, 1e-6, 1e-7));
}

TEST_CASE("empty kernels and bad eps") {
  CHECK(weight_standardization(x3::from_shape({0, 3, 4})).size() == 0);
  CHECK(weight_standardization(x3::from_shape({2, 3, 0})).size() == 0);
  for (double eps : {-1e-9, std::numeric_limits<double>::infinity(), std::nan("")}) {
    CHECK(thrown_by<parameter_error>([&] { weight_standardization(weight(), {.eps = eps}); }).category() == "bad_eps");
  }
}

TEST_CASE("gradients of the standardisation are differences of its results, with and without a gain") {
  x3 const w = weight(), g = whole_numbers({5, 3, 4}, 9), along = whole_numbers({5, 3, 4}, 10);
  xt::xtensor<double, 1> const gain{1, -2, 3, 4}, along_gain{2, 1, -1, 3};
  for (double eps : {1e-4, 1e4}) {
    nn::weight_standardization_options const o{.eps = eps};
    auto const loss = [&](x3 const& kernel, xt::xtensor<double, 1> const& by) {
      return xt::sum(weight_standardization(kernel, o, by) * g)();
    };
    auto const d = nn::weight_standardization_vjp(w, g, o, gain);
    double const h = 1e-5;
    double const of_weight = (loss(x3(w + h * along), gain) - loss(x3(w - h * along), gain)) / (2 * h);
    CHECK(xt::sum(d.weight * along)() == Approx(of_weight).epsilon(1e-8));
    double const of_gain = (loss(w, gain + along_gain) - loss(w, gain - along_gain)) / 2;
    CHECK(xt::sum(d.gain * along_gain)() == Approx(of_gain).epsilon(1e-12));
    xt::xtensor<double, 1> const ones = xt::ones<double>({4});
    CHECK(equal_arrays(nn::weight_standardization_vjp(w, g, o).weight,
                       nn::weight_standardization_vjp(w, g, o, ones).weight));
  }
}

TEST_CASE("gradients of the standardisation have the units of cotangent, gain and weight") {
  x3 const w = weight(), g = whole_numbers({5, 3, 4}, 9);
  auto const numbers = nn::weight_standardization_vjp(w, g, {}, 2.);
  auto const d = nn::weight_standardization_vjp(w * nS, g * pA, {}, 2. * mV);
  CHECK(unit_of(d.weight) == pA * mV / nS);
  CHECK(unit_of(d.gain) == pA);
  CHECK(equal_arrays(raw(d.weight), numbers.weight));
  auto const folded = nn::weight_standardization_vjp(w * nS, g * uS, {});
  static_assert(std::same_as<decltype(folded.weight), x3>);
  CHECK(xt::allclose(folded.weight, x3(500 * numbers.weight)));
  x3 const first = xt::transpose(w, {2, 0, 1}), g_first = xt::transpose(g, {2, 0, 1});
  x3 const back = xt::transpose(nn::weight_standardization_vjp(first, g_first, {.out_axis = 0}, 2.).weight, {1, 2, 0});
  CHECK(xt::allclose(back, numbers.weight, 1e-13));
  auto const wrong = [&] { nn::weight_standardization_vjp(w, first); };
  CHECK(thrown_by<shape_error>(wrong).argument() == "cotangent");
}
