// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/patches.hpp.

#include <convolt/lax/patches.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <concepts>
#include <limits>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

using x3 = xt::xtensor<double, 3>;
static_assert(std::same_as<decltype(lax::conv_general_dilated_patches(x3(), {2}, {1}, same)), x3>);
static_assert(
    std::same_as<decltype(lax::conv_general_dilated_patches(x3() * mV, {2}, {1}, same)), tensor<mV, double, 3>>);
static_assert(
    std::same_as<decltype(lax::conv_general_dilated_patches<double>(xt::xtensor<int, 3>(), {2}, {1}, same)), x3>);
static_assert(std::same_as<decltype(lax::conv_general_dilated_patches(x3() * degree, {2}, {1}, same)), x3>);

template <class Out, class L>
concept into_works =
    requires(Out& out, L const& lhs) { lax::conv_general_dilated_patches_into(out, lhs, {2}, {1}, same); };
static_assert(into_works<tensor<units::V, double, 3>, tensor<mV, double, 3>>);
static_assert(!into_works<tensor<nA, double, 3>, tensor<mV, double, 3>> && !into_works<x3, tensor<mV, double, 3>>);
static_assert(!into_works<tensor<units::V, int, 3>, tensor<mV, int, 3>>, "integers lose their fractions");
static_assert(into_works<tensor<mV, int, 3>, tensor<units::V, int, 3>>);
static_assert(!into_works<xt::xtensor<float, 3>, x3> && !into_works<x3 const, x3>);

/// One kernel per channel and tap that has a single 1: (C * taps, 1, window...).
xt::xarray<double> identity_kernel(std::size_t channels, test::extents const& window) {
  std::size_t taps = 1;
  test::extents shape{0, 1};
  for (std::size_t n : window) {
    taps *= n;
    shape.push_back(n);
  }
  shape[0] = channels * taps;
  xt::xarray<double> kernel = xt::zeros<double>(shape);
  for (std::size_t o = 0; o < shape[0]; ++o) { kernel.data()[o * taps + o % taps] = 1; }
  return kernel;
}

template <class E>
E refused(x3 const& x, steps const& window, steps const& strides) {
  return test::thrown_by<E>([&] { lax::conv_general_dilated_patches(x, window, strides, same); });
}

}  // namespace

TEST_CASE("patches are the depthwise convolution with unit kernels, in every layout") {
  for (std::size_t rank = 0; rank <= 3; ++rank) {
    test::dice next(500 + rank);
    for (int i = 0; i < 60; ++i) {
      auto c = test::draw_convolution(next, rank);
      c.p.feature_groups = static_cast<std::ptrdiff_t>(c.lhs[1] == 0 ? 1 : c.lhs[1]);
      c.p.batch_groups = 1;
      test::extents const window(c.rhs.begin() + 2, c.rhs.end());
      auto const lhs_order = test::draw_order(next, rank + 2), out_order = test::draw_order(next, rank + 2);
      auto const rhs_order = test::with_spatial_axes_sorted(test::draw_order(next, rank + 2));
      lax::patches_options const options{.lhs_dilation = c.p.lhs_dilation,
                                         .rhs_dilation = c.p.rhs_dilation,
                                         .dimension_numbers = {test::letters_in_order('N', 'C', lhs_order),
                                                               test::letters_in_order('O', 'I', rhs_order),
                                                               test::letters_in_order('N', 'C', out_order)}};
      INFO("seed " << 500 + rank << ", call " << i << ':' << c);
      auto const lhs = whole_numbers(c.lhs, 1);
      auto const got = lax::conv_general_dilated_patches(test::with_axes_in_order(lhs, lhs_order), window, c.strides(),
                                                         c.padding(), options);
      auto const want = naive_convolution(lhs, identity_kernel(c.lhs[1], window), c.p);
      REQUIRE(equal_arrays(got, test::with_axes_in_order(want, out_order)));
    }
  }
}

TEST_CASE("patches copy: the example of the definition, and NaN stays in its own entries") {
  xt::xtensor<double, 4> const x{{{{1, 2, 3}, {4, 5, 6}}}};
  auto const p = lax::conv_general_dilated_patches(x, {2, 2}, {1, 1}, same);
  xt::xtensor<double, 1> const first = xt::view(p, 0, xt::all(), 0, 0), corner = xt::view(p, 0, xt::all(), 1, 2);
  CHECK(equal_arrays(first, xt::xtensor<double, 1>{1, 2, 4, 5}));
  CHECK(equal_arrays(corner, xt::xtensor<double, 1>{6, 0, 0, 0}));

  xt::xtensor<double, 3> const y{{{1, std::numeric_limits<double>::quiet_NaN(), 3}}};
  auto const q = lax::conv_general_dilated_patches(y, {2}, {1}, valid);
  CHECK(xt::sum(xt::isnan(q))() == 2);
  CHECK(q(0, 0, 0) == 1);
  CHECK(q(0, 1, 1) == 3);
}

TEST_CASE("patches carry the unit, in a run-time unit, in a preferred type and into another scale") {
  x3 const x = whole_numbers({1, 2, 5}, 1);
  auto const plain = lax::conv_general_dilated_patches(x, {3}, {1}, valid);
  CHECK(equal_arrays(lax::conv_general_dilated_patches(x * mV, {3}, {1}, valid).in(mV), plain));
  auto const any = lax::conv_general_dilated_patches(tag(x, any_unit(mV)), {3}, {1}, valid);
  CHECK(any.unit() == any_unit(mV));
  CHECK(equal_arrays(any.raw(), plain));
  tensor<uV, double, 3> out = xt::zeros<double>({1, 6, 3}) * uV;
  lax::conv_general_dilated_patches_into(out, x * mV, {3}, {1}, valid);
  CHECK(equal_arrays(out.raw(), 1000. * plain));
  quantity<any_unit, x3> any_out = tag(x3(xt::zeros<double>({1, 6, 3})), any_unit(uV));
  lax::conv_general_dilated_patches_into(any_out, x * mV, {3}, {1}, valid);
  CHECK(equal_arrays(any_out.raw(), 1000. * plain));
  xt::xtensor<int, 3> const whole = xt::cast<int>(x);
  CHECK(equal_arrays(lax::conv_general_dilated_patches<double>(whole, {3}, {1}, valid), plain));
  auto const s = sampled(x * mV, no_axis, no_axis, axis(0. * ms, 1. * ms, 5));
  auto const of_samples = lax::conv_general_dilated_patches(s, {3}, {1}, valid);
  CHECK(equal_arrays(of_samples.in(mV), plain));
  CHECK(same_samples(of_samples.axis<2>(), axis(1. * ms, 1. * ms, 3)));
}

TEST_CASE("patches refuse what they cannot do and leave out untouched") {
  x3 const x = whole_numbers({1, 2, 5}, 1);
  auto const empty = refused<shape_error>(x, {0}, {1});
  CHECK(empty.category() == "empty_kernel");
  CHECK(empty.where() == "lax::conv_general_dilated_patches");
  CHECK(empty.argument() == "filter_shape");
  CHECK(empty.axis() == "W");
  CHECK(refused<parameter_error>(x, {2, 2}, {1}).category() == "bad_filter_shape");
  CHECK(refused<parameter_error>(x, {2}, {0}).category() == "bad_stride");
  CHECK(refused<shape_error>(x, {std::ptrdiff_t{1} << 62}, {1}).category() == "size_overflow");

  quantity<any_unit, x3> out = tag(x3(7 * xt::ones<double>({1, 6, 3})), any_unit(nA));
  auto const e =
      test::thrown_by<unit_error>([&] { lax::conv_general_dilated_patches_into(out, x * mV, {3}, {1}, valid); });
  CHECK(e.where() == "lax::conv_general_dilated_patches_into");
  CHECK(e.argument() == "out");
  CHECK(e.actual() == "nA");
  CHECK(xt::all(xt::equal(out.raw(), 7.)));

  x3 buffer = xt::ones<double>({1, 2, 5});
  auto overlapping = xt::view(buffer, xt::all(), xt::all(), xt::range(0, 5));
  CHECK(test::thrown_by<shape_error>([&] {
          lax::conv_general_dilated_patches_into(overlapping, buffer, {1}, {1}, same);
        }).category() == "overlapping_output");
}
