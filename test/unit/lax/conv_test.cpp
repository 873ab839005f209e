// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/conv.hpp: numbers against the naive definition, and the types of results.

#include <convolt/lax/conv.hpp>

#include <convolt/lax/plan.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <cstdint>
#include <limits>

using namespace convolt;
using namespace convolt::units::spelled;
using test::naive_convolution;
using test::whole_numbers;

namespace {

using x3 = xt::xtensor<double, 3>;

// Results own their numbers, in row-major order; their rank is static where an operand's is.
template <class L, class R>
using result = decltype(lax::conv(std::declval<L>(), std::declval<R>(), {1}, same));
static_assert(std::same_as<result<x3, x3>, x3>);
static_assert(std::same_as<result<xt::xarray<double>, x3>, x3> && std::same_as<result<x3, xt::xarray<double>>, x3>);
static_assert(std::same_as<result<xt::xarray<double>, xt::xarray<double>>, xt::xarray<double>>);
static_assert(std::same_as<result<xt::xtensor<double, 3, xt::layout_type::column_major>, x3>, x3>);
static_assert(std::same_as<result<xt::xtensor_fixed<double, xt::xshape<1, 2, 3>>, xt::xarray<double>>, x3>);
static_assert(std::same_as<result<decltype(x3() + x3()), x3>, x3>);
static_assert(EquivalentUnits<unit_t<result<tensor<mV, double, 3>, tensor<nS, double, 3>>>, decltype(pA)>);
static_assert(std::same_as<wrapped_t<result<array<mV, double>, tensor<nS, double, 3>>>, x3>);
static_assert(std::same_as<result<tensor<ms, double, 3>, tensor<Hz, double, 3>>, x3>, "without dimension: plain");
static_assert(std::same_as<result<quantity<any_unit, x3>, x3>, quantity<any_unit, x3>>);
static_assert(std::same_as<result<tensor<mV, double, 3>, x3>, tensor<mV, double, 3>>);

template <class P, class T>
using preferred =
    decltype(lax::conv<P>(std::declval<xt::xtensor<T, 3>>(), std::declval<xt::xtensor<T, 3>>(), {1}, same));
static_assert(std::same_as<preferred<double, float>, x3> && std::same_as<preferred<float, int>, xt::xtensor<float, 3>>);

}  // namespace

TEST_CASE("conv_general_dilated is its definition, at every rank") {
  for (std::size_t rank = 0; rank <= 4; ++rank) {
    test::dice next(100 + rank);
    for (int i = 0; i < (rank < 3 ? 150 : 40); ++i) {
      auto const c = test::draw_convolution(next, rank);
      INFO("seed " << 100 + rank << ", call " << i << ':' << c);
      auto const lhs = whole_numbers(c.lhs, 1);
      auto const rhs = whole_numbers(c.rhs, 2);
      auto const want = naive_convolution(lhs, rhs, c.p);
      auto const got = lax::conv_general_dilated(lhs, rhs, c.strides(), c.padding(), c.options());
      REQUIRE(got.shape() == want.shape());
      REQUIRE(test::equal_arrays(got, want));
    }
  }
}

TEST_CASE("spatial ranks up to eight work, and with them every strided axis") {
  test::dice next(7);
  for (std::size_t rank = 5; rank <= 8; ++rank) {
    auto const c = test::draw_convolution(next, rank);
    INFO("seed 7, rank " << rank << ':' << c);
    auto const lhs = whole_numbers(c.lhs, 3), rhs = whole_numbers(c.rhs, 4);
    CHECK(test::equal_arrays(lax::conv_general_dilated(lhs, rhs, c.strides(), c.padding(), c.options()),
                             naive_convolution(lhs, rhs, c.p)));
  }
}

TEST_CASE("conv and conv_with_general_padding are conv_general_dilated with fewer parameters") {
  auto const lhs = whole_numbers({2, 3, 5, 6}, 1);
  auto const rhs = whole_numbers({4, 3, 2, 3}, 2);
  CHECK(test::equal_arrays(lax::conv(lhs, rhs, {2, 1}, same), lax::conv_general_dilated(lhs, rhs, {2, 1}, same)));
  CHECK(test::equal_arrays(lax::conv(lhs, rhs, {2, 1}, "SAME_LOWER"),
                           lax::conv_general_dilated(lhs, rhs, {2, 1}, same_lower)));
  CHECK(test::equal_arrays(lax::conv(lhs, rhs, {1, 2}, {{0, 2}, {-1, 1}}),
                           lax::conv_general_dilated(lhs, rhs, {1, 2}, raw_padding{{0, 2}, {-1, 1}})));
  CHECK(test::equal_arrays(
      lax::conv_with_general_padding(lhs, rhs, {1, 2}, {{1, 1}, {2, 0}}, {2, 1}, {1, 2}),
      lax::conv_general_dilated(lhs, rhs, {1, 2}, {{1, 1}, {2, 0}}, {.lhs_dilation = {2, 1}, .rhs_dilation = {1, 2}})));
  CHECK(test::equal_arrays(lax::conv_with_general_padding(lhs, rhs, {1, 1}, valid, {}, {}),
                           lax::conv(lhs, rhs, {1, 1}, valid)));
  CHECK(test::equal_arrays(
      lax::conv_with_general_padding(lhs, rhs, {1, 1}, same, {1, 1}, {2, 2}, {.precision = "highest"}),
      lax::conv_general_dilated(lhs, rhs, {1, 1}, same, {.rhs_dilation = {2, 2}})));
}

TEST_CASE("without spatial axes a convolution is a matrix product") {
  xt::xtensor<double, 2> const lhs{{1, 2, 3}, {4, 5, 6}};
  xt::xtensor<double, 2> const rhs{{1, 0, 1}, {0, 2, 0}};
  auto const y = lax::conv(lhs * mV, rhs * nS, {}, {});
  static_assert(std::same_as<wrapped_t<decltype(y)>, xt::xtensor<double, 2>>);
  CHECK(test::equal_arrays(y.in(pA), xt::xtensor<double, 2>{{4, 4}, {10, 10}}));
  CHECK(test::equal_arrays(lax::conv(lhs, rhs, {}, same), y.raw()));
}

TEST_CASE("the examples of the definition") {
  xt::xtensor<double, 3> const x{{{1, 2, 3, 4, 5}}};
  xt::xtensor<double, 3> const w{{{1, 1}}};
  CHECK(test::equal_arrays(lax::conv(x, w, {1}, {{-1, -2}}), xt::xtensor<double, 3>{{{5}}}));
  CHECK(test::equal_arrays(lax::conv_general_dilated(x, w, {1}, {{-1, 0}}, {.lhs_dilation = {2}}),
                           xt::xtensor<double, 3>{{{2, 2, 3, 3, 4, 4, 5}}}));
  // Nothing is flipped.
  CHECK(test::equal_arrays(lax::conv(x, xt::xtensor<double, 3>{{{1, 10}}}, {2}, valid),
                           xt::xtensor<double, 3>{{{21, 43}}}));
}

TEST_CASE("windows that do not fit give an axis of size 0") {
  auto const y = lax::conv(whole_numbers({2, 3, 2}, 1), whole_numbers({4, 3, 5}, 2), {1}, valid);
  CHECK(y.shape(0) == 2);
  CHECK(y.shape(1) == 4);
  CHECK(y.shape(2) == 0);
}

TEST_CASE("layouts are transposes of the default one") {
  for (std::size_t rank = 0; rank <= 3; ++rank) {
    test::dice next(200 + rank);
    for (int i = 0; i < 60; ++i) {
      auto const c = test::draw_convolution(next, rank);
      auto const lhs_order = test::draw_order(next, rank + 2), out_order = test::draw_order(next, rank + 2);
      auto const rhs_order = test::with_spatial_axes_sorted(test::draw_order(next, rank + 2));
      auto options = c.options();
      options.dimension_numbers = {test::letters_in_order('N', 'C', lhs_order),
                                   test::letters_in_order('O', 'I', rhs_order),
                                   test::letters_in_order('N', 'C', out_order)};
      INFO("seed " << 200 + rank << ", call " << i << ':' << c << ", " << options.dimension_numbers.lhs() << ' '
                   << options.dimension_numbers.rhs() << ' ' << options.dimension_numbers.out());
      auto const lhs = whole_numbers(c.lhs, 5), rhs = whole_numbers(c.rhs, 6);
      auto const got =
          lax::conv_general_dilated(test::with_axes_in_order(lhs, lhs_order), test::with_axes_in_order(rhs, rhs_order),
                                    c.strides(), c.padding(), options);
      REQUIRE(test::equal_arrays(got, test::with_axes_in_order(naive_convolution(lhs, rhs, c.p), out_order)));
    }
  }
}

TEST_CASE("window parameters follow the letters of the kernel") {
  auto const lhs = whole_numbers({1, 1, 7, 5}, 1);
  auto const rhs = whole_numbers({1, 1, 2, 3}, 2);
  auto const by_height_first = lax::conv_general_dilated(lhs, rhs, {3, 1}, {{1, 0}, {0, 2}}, {.rhs_dilation = {1, 2}});
  auto const by_width_first =
      lax::conv_general_dilated(lhs, xt::xarray<double>(xt::transpose(rhs, {0, 1, 3, 2})), {1, 3}, {{0, 2}, {1, 0}},
                                {.rhs_dilation = {2, 1}, .dimension_numbers = {"NCHW", "OIWH", "NCHW"}});
  CHECK(test::equal_arrays(by_height_first, by_width_first));
}

TEST_CASE("element types: complex without conj, integers modulo 2^n, preferred types convert first") {
  using c = std::complex<double>;
  xt::xtensor<c, 3> const z{{{c(1, 2), c(3, -1)}}};
  CHECK(lax::conv(z, z, {1}, valid)(0, 0, 0) == c(1, 2) * c(1, 2) + c(3, -1) * c(3, -1));

  xt::xtensor<std::int8_t, 3> const a{{{100, 100}}};
  xt::xtensor<std::int8_t, 3> const b{{{3, 1}}};
  CHECK(lax::conv(a, b, {1}, valid)(0, 0, 0) == static_cast<std::int8_t>(400));
  CHECK(lax::conv<std::int32_t>(a, b, {1}, valid)(0, 0, 0) == 400);
  CHECK(lax::conv<double>(a, b, {1}, valid)(0, 0, 0) == 400.);

  xt::xtensor<float, 3> const large{{{16777216.F, 1.F}}};
  xt::xtensor<float, 3> const ones{{{1.F, 1.F}}};
  CHECK(lax::conv<double>(large, ones, {1}, valid)(0, 0, 0) == 16777217.);

  xt::xtensor<long double, 3> const wide{{{1.0L, 2.0L}}};
  CHECK(lax::conv(wide, wide, {1}, valid)(0, 0, 0) == 5.0L);
}

TEMPLATE_TEST_CASE("real weights beside complex signals weigh both parts alike", "", float, double) {
  using c = std::complex<TestType>;
  for (std::size_t const length : {std::size_t{5}, std::size_t{3000}}) {  // by the reference loops and through planes
    xt::xtensor<TestType, 3> const re = whole_numbers({2, 3, length}, 1), im = whole_numbers({2, 3, length}, 2);
    xt::xtensor<TestType, 3> const w = whole_numbers({2, 3, 4}, 3), bias = whole_numbers({1, 1, 2}, 4);
    xt::xtensor<c, 3> const z = xt::cast<c>(re) + c(0, 1) * xt::cast<c>(im);
    xt::xtensor<c, 1> const b{c(bias(0, 0, 0), 1), c(bias(0, 0, 1), -2)};
    xt::xtensor<c, 3> const want = xt::cast<c>(lax::conv(re, w, {2}, same)) +
                                   c(0, 1) * xt::cast<c>(lax::conv(im, w, {2}, same)) +
                                   xt::view(b, xt::newaxis(), xt::all(), xt::newaxis());
    auto const y = lax::conv(z * mV, w * nS, {2}, same, {}, b * pA);
    static_assert(std::same_as<element_t<std::remove_const_t<decltype(y)>>, c>);
    CHECK(test::equal_arrays(y.raw(), want));
    CHECK(test::equal_arrays(lax::conv(z, xt::cast<c>(w), {2}, same, {}, b), want));
    CHECK(test::equal_arrays(lax::plan(z, w, {2}, same, {}, b)(z), want));
    xt::xtensor<c, 3> const doubled = TestType(2) * want;
    CHECK(test::equal_arrays(lax::conv(z, w + w, {2}, same, {}, b + b), doubled));  // lazy weights
  }
  c const infinite(1, std::numeric_limits<TestType>::infinity());
  xt::xtensor<c, 3> const z{{{1, infinite, 2}}};
  auto const y = lax::conv(z, xt::xtensor<TestType, 3>{{{0, 1}}}, {1}, valid);
  CHECK(y(0, 0, 1).real() == 2);  // the infinite part met a zero
  CHECK(std::isnan(y(0, 0, 1).imag()));
}

TEST_CASE("NaN and Inf stay where the direct sum puts them") {
  double const inf = std::numeric_limits<double>::infinity();
  xt::xtensor<double, 3> const x{{{1, inf, 3, 4, std::numeric_limits<double>::quiet_NaN()}}};
  xt::xtensor<double, 3> const w{{{0.5}}};
  auto const y = lax::conv_general_dilated(x, w, {1}, {{1, 1}}, {.lhs_dilation = {2}});
  CHECK(y.shape(2) == 11);
  for (std::size_t i = 0; i < 11; ++i) {
    INFO(i);
    CHECK(std::isinf(y(0, 0, i)) == (i == 3));
    CHECK(std::isnan(y(0, 0, i)) == (i == 9));
  }
}

TEST_CASE("extents without elements are not errors") {
  auto const empty_batch = lax::conv(whole_numbers({0, 3, 4}, 1), whole_numbers({2, 3, 2}, 2), {1}, same);
  CHECK(empty_batch.shape(0) == 0);
  auto const no_channels = lax::conv(whole_numbers({1, 0, 4}, 1), whole_numbers({2, 0, 2}, 2), {1}, same);
  CHECK(test::equal_arrays(no_channels, xt::zeros<double>({1, 2, 4})));
  auto const no_outputs = lax::conv(whole_numbers({1, 3, 4}, 1), whole_numbers({0, 3, 2}, 2), {1}, same);
  CHECK(no_outputs.shape(1) == 0);
  auto const padding_only = lax::conv(whole_numbers({1, 1, 0}, 1), whole_numbers({1, 1, 2}, 2), {1}, {{2, 1}});
  CHECK(test::equal_arrays(padding_only, xt::zeros<double>({1, 1, 2})));
}
