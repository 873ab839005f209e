// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/local.hpp.

#include <convolt/lax/local.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

using x3 = xt::xtensor<double, 3>;
static_assert(std::same_as<decltype(lax::conv_general_dilated_local(x3(), xt::xarray<double>(), {1}, same, {2})), x3>);

/// Kernels (O, C * taps, positions...) in the order of patches, applied position by position.
xt::xarray<double> naive_local(xt::xarray<double> const& lhs, xt::xarray<double> const& kernels,
                               test::extents const& window, test::naive_parameters const& p) {
  test::extents shared{1, lhs.shape(1)};
  shared.insert(shared.end(), window.begin(), window.end());
  test::extents shape(kernels.shape().begin(), kernels.shape().end());
  std::swap(shape[0], shape[1]);
  shape[0] = lhs.shape(0);
  shape[1] = kernels.shape(0);
  xt::xarray<double> out = xt::xarray<double>::from_shape(shape);
  test::for_each_index(shape, [&](test::extents const& t) {
    // The whole convolution with the kernel of this position, of which one output is kept.
    xt::xarray<double> kernel = xt::xarray<double>::from_shape(shared);
    std::size_t entry = 0;
    test::for_each_index(shared, [&](test::extents const& q) {
      test::extents from = t;
      from[0] = t[1];
      from[1] = entry++;
      kernel[q] = kernels[from];
    });
    test::extents kept = t;
    kept[1] = 0;
    out[t] = naive_convolution(lhs, kernel, p)[kept];
  });
  return out;
}

}  // namespace

TEST_CASE("conv_general_dilated_local applies one kernel per position, in every layout") {
  for (std::size_t rank = 0; rank <= 2; ++rank) {
    test::dice next(600 + rank);
    for (int i = 0; i < 40; ++i) {
      auto c = test::draw_convolution(next, rank);
      c.p.feature_groups = c.p.batch_groups = 1;
      test::extents const window(c.rhs.begin() + 2, c.rhs.end());
      c.rhs[1] = c.lhs[1];
      auto const lhs = whole_numbers(c.lhs, 1);
      auto const shared = naive_convolution(lhs, whole_numbers(c.rhs, 2), c.p);
      test::extents kernels(shared.shape().begin(), shared.shape().end());
      kernels[0] = c.rhs[0];
      kernels[1] = c.lhs[1];
      for (std::size_t n : window) { kernels[1] *= n; }
      auto const rhs = whole_numbers(kernels, 3);
      auto const lhs_order = test::draw_order(next, rank + 2), out_order = test::draw_order(next, rank + 2);
      auto const rhs_order = test::with_spatial_axes_sorted(test::draw_order(next, rank + 2));
      lax::patches_options const options{.lhs_dilation = c.p.lhs_dilation,
                                         .rhs_dilation = c.p.rhs_dilation,
                                         .dimension_numbers = {test::letters_in_order('N', 'C', lhs_order),
                                                               test::letters_in_order('O', 'I', rhs_order),
                                                               test::letters_in_order('N', 'C', out_order)}};
      INFO("seed " << 600 + rank << ", call " << i << ':' << c);
      auto const got = lax::conv_general_dilated_local(test::with_axes_in_order(lhs, lhs_order),
                                                       test::with_axes_in_order(rhs, rhs_order), c.strides(),
                                                       c.padding(), window, options);
      REQUIRE(equal_arrays(got, test::with_axes_in_order(naive_local(lhs, rhs, window, c.p), out_order)));
    }
  }
}

TEST_CASE("units, bias and destination are those of a convolution") {
  x3 const lhs = whole_numbers({2, 2, 5}, 1), rhs = whole_numbers({3, 4, 4}, 2);
  xt::xtensor<double, 1> const bias{1, 2, 3};
  auto const plain = lax::conv_general_dilated_local(lhs, rhs, {1}, valid, {2});
  auto const q = lax::conv_general_dilated_local(lhs * mV, rhs * nS, {1}, valid, {2}, {}, bias * nA);
  static_assert(EquivalentUnits<unit_t<decltype(q)>, decltype(pA)>);
  x3 const want = plain + 1000 * xt::reshape_view(bias, {3, 1});
  CHECK(equal_arrays(q.in(pA), want));
  tensor<pA, double, 3> out = xt::zeros<double>({2, 3, 4}) * pA;
  lax::conv_general_dilated_local_into(out, lhs * mV, rhs * nS, {1}, valid, {2}, {.precision = "highest"}, bias * nA);
  CHECK(equal_arrays(out.raw(), want));
  CHECK(equal_arrays(lax::conv_general_dilated_local(lhs * ms, rhs * Hz, {1}, valid, {2}), 1e-3 * plain));
  auto const s = sampled(lhs * mV, no_axis, no_axis, axis(0. * ms, 1. * ms, 5));
  auto const own = sampled(rhs * nS, no_axis, no_axis, axis(0. * ms, 1. * ms, 4));
  CHECK(same_samples(lax::conv_general_dilated_local(s, own, {1}, valid, {2}).axis<2>(), axis(0. * ms, 1. * ms, 4)));
}

TEST_CASE("kernels that do not fit the output are errors that name the axis") {
  x3 const lhs = whole_numbers({2, 2, 5}, 1);
  auto const call = [&](test::extents const& rhs_shape) {
    xt::xarray<double> const rhs = whole_numbers(rhs_shape, 2);
    return test::thrown_by<shape_error>([&] { lax::conv_general_dilated_local(lhs, rhs, {1}, valid, {2}); });
  };
  auto const positions = call({3, 4, 5});
  CHECK(positions.category() == "kernel_shape_mismatch");
  CHECK(positions.where() == "lax::conv_general_dilated_local");
  CHECK(positions.argument() == "rhs");
  CHECK(positions.axis() == "W");
  CHECK(positions.expected() == "4");
  CHECK(positions.actual() == "5");
  auto const features = call({3, 3, 4});
  CHECK(features.axis() == "I");
  CHECK(features.expected() == "4");
  CHECK(features.actual() == "3");
}
