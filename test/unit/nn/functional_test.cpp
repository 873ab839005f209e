// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/functional.hpp: PyTorch's parameters and formulas.

#include <convolt/nn/functional.hpp>

#include <convolt/lax/conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/thrown_by.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;

/// y[n, g*O + o, l*stride + q*dilation - padding] += x[n, i, l] * w[i, o, q], as it is read.
x3 scattered(x3 const& x, x3 const& w, std::size_t stride, std::size_t padding, std::size_t dilation, std::size_t extra,
             std::size_t groups) {
  std::size_t const full = (x.shape(2) - 1) * stride + dilation * (w.shape(2) - 1) + 1 + extra;
  x3 y = xt::zeros<double>({x.shape(0), w.shape(1) * groups, full});
  for (std::size_t n = 0; n < x.shape(0); ++n) {
    for (std::size_t i = 0; i < x.shape(1); ++i) {
      std::size_t const group = i / (x.shape(1) / groups);
      for (std::size_t o = 0; o < w.shape(1); ++o) {
        for (std::size_t l = 0; l < x.shape(2); ++l) {
          for (std::size_t q = 0; q < w.shape(2); ++q) {
            y(n, group * w.shape(1) + o, l * stride + q * dilation) += x(n, i, l) * w(i, o, q);
          }
        }
      }
    }
  }
  return xt::view(y, xt::all(), xt::all(), xt::range(padding, full - padding));
}

using convolt::test::category_of;

template <class X, class B>
concept accepts = requires(X const& x, xt::xtensor<double, 3> const& w, B const& b) { nn::conv1d(x, w * nS, b); };
static_assert(accepts<tensor<mV, double, 3>, tensor<nA, double, 1>> && accepts<x3, nn::no_bias_t>);
static_assert(!accepts<tensor<mV, double, 3>, tensor<mV, double, 1>> && !accepts<xt::xtensor<float, 3>, nn::no_bias_t>);

}  // namespace

TEST_CASE("conv1d, conv2d and conv3d are lax::conv with both sides padded") {
  x3 const x = whole_numbers({2, 4, 9}, 1), w = whole_numbers({6, 2, 3}, 2);
  auto const want = lax::conv_general_dilated(x, w, {2}, {{1, 1}}, {.rhs_dilation = {2}, .feature_group_count = 2});
  CHECK(equal_arrays(nn::conv1d(x, w, nn::no_bias, {.stride = 2, .padding = 1, .dilation = 2, .groups = 2}), want));
  xt::xarray<double> const x4 = whole_numbers({1, 2, 5, 6}, 3), w4 = whole_numbers({3, 2, 2, 3}, 4);
  CHECK(
      equal_arrays(nn::conv2d(x4, w4, nn::no_bias, {.padding = {1, 2}}), lax::conv(x4, w4, {1, 1}, {{1, 1}, {2, 2}})));
  xt::xarray<double> const x5 = whole_numbers({1, 2, 3, 4, 5}, 5), w5 = whole_numbers({3, 2, 2, 1, 3}, 6);
  CHECK(equal_arrays(nn::conv3d(x5, w5, x1{1, 2, 3}), lax::conv(x5, w5, {1, 1, 1}, valid, {}, x1{1, 2, 3})));
}

TEST_CASE("options may follow the weight, and the bias stands before them") {
  x3 const x = whole_numbers({2, 4, 7}, 1), w = whole_numbers({6, 4, 3}, 2), wt = whole_numbers({4, 6, 3}, 2);
  x1 const b{1, 2, 3, 4, 5, 6};
  CHECK(equal_arrays(nn::conv1d(x, w, {.padding = 1}), nn::conv1d(x, w, {}, {.padding = 1})));
  CHECK(equal_arrays(nn::conv1d(x, w, b, {.padding = 1}),
                     nn::conv1d(x, w, {.padding = 1}) + xt::reshape_view(b, {6, 1})));
  CHECK(equal_arrays(nn::conv1d(x, w, {}), nn::conv1d(x, w)));
  CHECK(equal_arrays(nn::conv_transpose1d(x, wt, {.stride = 2}),
                     nn::conv_transpose1d(x, wt, nn::no_bias, {.stride = 2})));
  x3 out = xt::zeros<double>({2, 6, 7});
  nn::conv1d_into(out, x, w, {.padding = 1});
  CHECK(equal_arrays(out, nn::conv1d(x, w, {.padding = 1})));
  std::vector<int> const not_given;
  CHECK(equal_arrays(nn::conv1d(x, w, {.stride = not_given, .padding = causal, .dilation = not_given}),
                     nn::conv1d(x3(xt::concatenate(xt::xtuple(x3(xt::zeros<double>({2, 4, 2})), x), 2)), w)));
}

TEST_CASE("names of paddings, of which same needs stride 1") {
  x3 const x = whole_numbers({2, 4, 9}, 1), w = whole_numbers({6, 4, 4}, 2);
  CHECK(equal_arrays(nn::conv1d(x, w, nn::no_bias, {.padding = "same"}), lax::conv(x, w, {1}, same)));
  CHECK(equal_arrays(nn::conv1d(x, w, nn::no_bias, {.padding = valid}), lax::conv(x, w, {1}, valid)));
  CHECK(category_of([&] { nn::conv1d(x, w, nn::no_bias, {.stride = 2, .padding = "same"}); }) ==
        "same_padding_with_stride");
}

TEST_CASE("conv_transpose1d scatters, over all strides, paddings, dilations and groups") {
  for (std::size_t stride : {1U, 2U, 3U}) {
    for (std::size_t dilation : {1U, 2U}) {
      for (std::size_t padding : {0U, 1U, 2U}) {
        for (std::size_t extra = 0; extra < std::max(stride, dilation); ++extra) {
          for (std::size_t groups : {1U, 2U}) {
            CAPTURE(stride, dilation, padding, extra, groups);
            x3 const x = whole_numbers({2, 4, 5}, 7), w = whole_numbers({4, 3, 3}, 8);
            auto const y = nn::conv_transpose1d(x, w, nn::no_bias,
                                                {.stride = stride,
                                                 .padding = padding,
                                                 .output_padding = extra,
                                                 .groups = groups,
                                                 .dilation = dilation});
            CHECK(equal_arrays(y, scattered(x, w, stride, padding, dilation, extra, groups)));
          }
        }
      }
    }
  }
}

TEST_CASE("output_size picks the output_padding, or says which sizes can be had") {
  x3 const x = whole_numbers({2, 4, 5}, 7), w = whole_numbers({4, 3, 3}, 8);
  for (convolt::index n : {11, 12, 13}) {
    CHECK(nn::conv_transpose1d(x, w, nn::no_bias, {.stride = 3, .padding = 2, .output_size = {n}}).shape(2) ==
          static_cast<std::size_t>(n));
  }
  auto const e = thrown_by<parameter_error>(
      [&] { nn::conv_transpose1d(x, w, nn::no_bias, {.stride = 3, .padding = 2, .output_size = {14}}); });
  CHECK(e.category() == "bad_output_size");
  CHECK(e.expected() == "11, 12 or 13");
  CHECK(category_of([&] {
          nn::conv_transpose1d(x, w, nn::no_bias, {.stride = 3, .output_padding = 1, .output_size = {16}});
        }) == "bad_output_padding");
  CHECK(category_of([&] {
          nn::conv_transpose1d(x, w, nn::no_bias, {.output_size = {5, 5}});
        }) == "bad_output_size_length");
}

TEST_CASE("a single input gives a single output") {
  x3 const x = whole_numbers({1, 4, 5}, 7), w = whole_numbers({4, 4, 3}, 8);
  x2 const single = xt::view(x, 0, xt::all(), xt::all());
  CHECK(equal_arrays(nn::conv1d(single, w), x2(xt::view(nn::conv1d(x, w), 0, xt::all(), xt::all()))));
  x2 out = xt::zeros<double>({4, 11});
  nn::conv_transpose1d_into(out, single, w, nn::no_bias, {.stride = 2});
  CHECK(equal_arrays(out, x2(xt::view(nn::conv_transpose1d(x, w, nn::no_bias, {.stride = 2}), 0))));
}

TEST_CASE("units are multiplied and biases converted") {
  x3 const x = whole_numbers({2, 4, 5}, 7), w = whole_numbers({4, 3, 3}, 8);
  x3 const sums = nn::conv_transpose1d(x, w);
  auto const y = nn::conv_transpose1d(x * mV, w * nS, x1{1, 2, 3} * nA);
  CHECK(any_unit(unit_of(y)) == any_unit(pA));
  CHECK(equal_arrays(raw(y), x3(sums + xt::xtensor<double, 2>{{1000}, {2000}, {3000}})));
  CHECK(category_of([&] { nn::conv_transpose1d(tag(x, any_unit(mV)), w * nS, x1{1, 2, 3} * mV); }) == "unit_mismatch");
}

TEST_CASE("PyTorch's rules refuse what it refuses") {
  xt::xarray<double> const x = whole_numbers({2, 3, 5}, 1), w = whole_numbers({3, 4, 3}, 2);
  auto const refused = [&](nn::functional_conv_transpose_options const& o) {
    return category_of([&] { nn::conv_transpose1d(x, w, nn::no_bias, o); });
  };
  CHECK(refused({.stride = 2, .output_padding = 2}) == "output_padding_too_large");
  CHECK(refused({.stride = 2, .output_padding = -1}) == "bad_output_padding");
  CHECK(refused({.padding = {{-1, 0}}}) == "bad_padding");
  CHECK(refused({.padding = {{1, 1}, {1, 1}}}) == "bad_padding_length");
  CHECK(refused({.padding = 4}) == "non_positive_output");
  CHECK(refused({.stride = 0}) == "bad_stride");
  CHECK(refused({.dilation = 0}) == "bad_dilation");
  CHECK(refused({.stride = {1, 2}}) == "bad_parameter_length");
  CHECK(refused({.groups = 2}) == "groups_not_dividing");
  CHECK(refused({.groups = 0}) == "bad_group_count");
  CHECK(category_of([&] { nn::conv_transpose1d(x, whole_numbers({4, 4, 3}, 2)); }) == "channel_mismatch");
  CHECK(category_of([&] { nn::conv_transpose2d(x, w); }) == "rank_mismatch");
  CHECK(category_of([&] { nn::conv_transpose1d(whole_numbers({2, 3, 5, 5}, 1), w); }) == "rank_mismatch");
  CHECK(category_of([&] { nn::conv_transpose1d(x, w, x1{1, 2, 3}); }) == "bad_bias_shape");
}

TEST_CASE("integers are convolved, too") {
  xt::xtensor<std::int32_t, 3> const x{{{1, 2, 3}}}, w{{{1, 10}}};
  CHECK(equal_arrays(nn::conv_transpose1d(x, w, nn::no_bias, {.stride = 2}),
                     xt::xtensor<std::int32_t, 3>{{{1, 10, 2, 20, 3, 30}}}));
}
