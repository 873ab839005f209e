// SPDX-License-Identifier: BSD-3-Clause
/// Relations between the functions, and between the ways to call one: groups, batches, layouts, dilations. Whole
/// numbers: exact.

#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>

#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <cstddef>
#include <cstdint>

using namespace convolt;
using test::equal_arrays;
using test::whole_numbers;

namespace {

template <class A>
auto part(A const& a, std::size_t axis, std::size_t first, std::size_t last) {
  xt::xstrided_slice_vector slices(a.dimension(), xt::all());
  slices[axis] = xt::range(first, last);
  return xt::xarray<double>(xt::strided_view(a, slices));
}

xt::xarray<double> conv_of(test::random_convolution const& c, xt::xarray<double> const& lhs,
                           xt::xarray<double> const& rhs, std::ptrdiff_t feature_groups = 1,
                           std::ptrdiff_t batch_groups = 1) {
  auto options = c.options();
  options.feature_group_count = feature_groups;
  options.batch_group_count = batch_groups;
  return lax::conv_general_dilated(lhs, rhs, c.strides(), c.padding(), options);
}

}  // namespace

TEST_CASE("feature groups are convolutions of slices side by side") {
  std::uint64_t const seed = 5;
  test::dice next(seed);
  for (int i = 0; i < 150; ++i) {
    auto const c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
    auto const groups = static_cast<std::size_t>(c.p.feature_groups);
    INFO("seed " << seed << ", call " << i << ':' << c);
    auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
    auto const whole = conv_of(c, lhs, rhs, c.p.feature_groups, c.p.batch_groups);
    std::size_t const in = c.lhs[1] / groups, out = c.rhs[0] / groups;
    for (std::size_t g = 0; c.p.batch_groups == 1 && g < groups; ++g) {
      auto const slice = conv_of(c, part(lhs, 1, g * in, (g + 1) * in), part(rhs, 0, g * out, (g + 1) * out));
      REQUIRE(equal_arrays(part(whole, 1, g * out, (g + 1) * out), slice));
    }
  }
}

TEST_CASE("batch groups are convolutions of slices of the batch side by side") {
  std::uint64_t const seed = 6;
  test::dice next(seed);
  for (int i = 0; i < 150; ++i) {
    auto const c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
    auto const groups = static_cast<std::size_t>(c.p.batch_groups);
    INFO("seed " << seed << ", call " << i << ':' << c);
    auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
    auto const whole = conv_of(c, lhs, rhs, c.p.feature_groups, c.p.batch_groups);
    std::size_t const batch = c.lhs[0] / groups, out = c.rhs[0] / groups;
    for (std::size_t g = 0; c.p.feature_groups == 1 && g < groups; ++g) {
      auto const slice = conv_of(c, part(lhs, 0, g * batch, (g + 1) * batch), part(rhs, 0, g * out, (g + 1) * out));
      REQUIRE(equal_arrays(part(whole, 1, g * out, (g + 1) * out), slice));
    }
  }
}

TEST_CASE("a batch is a loop over its members") {
  std::uint64_t const seed = 7;
  test::dice next(seed);
  for (int i = 0; i < 60; ++i) {
    auto c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
    if (c.p.batch_groups > 1) { continue; }
    c.lhs[0] = 3;
    INFO("seed " << seed << ", call " << i << ':' << c);
    auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
    auto const whole = conv_of(c, lhs, rhs, c.p.feature_groups);
    for (std::size_t n = 0; n < 3; ++n) {
      REQUIRE(equal_arrays(part(whole, 0, n, n + 1), conv_of(c, part(lhs, 0, n, n + 1), rhs, c.p.feature_groups)));
    }
  }
}

TEST_CASE("layouts are transposes") {
  auto const x = whole_numbers({2, 3, 5, 4}, 1), w = whole_numbers({6, 3, 2, 3}, 2);
  auto const y = lax::conv(x, w, {2, 1}, same);
  auto const last =
      lax::conv_general_dilated(test::with_axes_in_order(x, {0, 2, 3, 1}), test::with_axes_in_order(w, {2, 3, 1, 0}),
                                {2, 1}, same, {.dimension_numbers = {"NHWC", "HWIO", "NHWC"}});
  CHECK(equal_arrays(last, test::with_axes_in_order(y, {0, 2, 3, 1})));
  auto const mixed =
      lax::conv_general_dilated(test::with_axes_in_order(x, {3, 0, 2, 1}), test::with_axes_in_order(w, {1, 2, 0, 3}),
                                {2, 1}, same, {.dimension_numbers = {"WNHC", "IHOW", "CWHN"}});
  CHECK(equal_arrays(mixed, test::with_axes_in_order(y, {1, 3, 2, 0})));
}

TEST_CASE("conv_transpose with stride s is the forward convolution of the input dilated by s") {
  std::uint64_t const seed = 8;
  test::dice next(seed);
  for (int i = 0; i < 150; ++i) {
    auto c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
    c.p.strides.assign(c.p.strides.size(), 1);
    INFO("seed " << seed << ", call " << i << ':' << c);
    auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
    auto const transposed =
        lax::conv_transpose(lhs, rhs, c.p.lhs_dilation, c.padding(),
                            {.rhs_dilation = c.p.rhs_dilation,
                             .dimension_numbers = dimension_numbers::channels_first(c.lhs.size() - 2),
                             .feature_group_count = c.p.feature_groups,
                             .batch_group_count = c.p.batch_groups});
    REQUIRE(equal_arrays(transposed, conv_of(c, lhs, rhs, c.p.feature_groups, c.p.batch_groups)));
  }
}

TEST_CASE("an input dilated by hand is the dilated input") {
  std::uint64_t const seed = 9;
  test::dice next(seed);
  for (int i = 0; i < 60; ++i) {
    std::ptrdiff_t const n = next(1, 6), dilation = next(1, 4), lo = next(-1, 3), hi = next(0, 3);
    INFO("seed " << seed << ", call " << i << ": n " << n << ", dilation " << dilation << ", lo " << lo << ", hi "
                 << hi);
    auto const x = whole_numbers({1, 2, static_cast<std::size_t>(n)}, 1), w = whole_numbers({2, 2, 3}, 2);
    xt::xtensor<double, 3> zeros =
        xt::zeros<double>({std::size_t{1}, std::size_t{2}, static_cast<std::size_t>((n - 1) * dilation + 1)});
    xt::view(zeros, xt::all(), xt::all(), xt::range(0, (n - 1) * dilation + 1, dilation)) = x;
    REQUIRE(equal_arrays(lax::conv_with_general_padding(x, w, {2}, raw_padding{{lo, hi}}, {dilation}, {1}),
                         lax::conv(zeros, w, {2}, {{lo, hi}})));
  }
}

TEST_CASE("forward_padding with output_size inverts the sizes of the forward convolution") {
  std::uint64_t const seed = 10;
  test::dice next(seed);
  int checked = 0;
  for (int i = 0; i < 400; ++i) {
    std::ptrdiff_t const n = next(1, 12), k = next(1, 4), s = next(1, 4), d = next(1, 2);
    forward_padding const pad{{next(0, 2), next(0, 2)}};
    std::ptrdiff_t const room = n + pad[0].lo + pad[0].hi - ((k - 1) * d + 1);
    if (room < 0) { continue; }
    INFO("seed " << seed << ", call " << i << ": n " << n << ", k " << k << ", s " << s << ", d " << d);
    auto const x = whole_numbers({1, 1, static_cast<std::size_t>(n)}, 1),
               w = whole_numbers({1, 1, static_cast<std::size_t>(k)}, 2);
    auto const y = lax::conv_general_dilated(x, w, {s}, pad, {.rhs_dilation = {d}});
    auto const back = lax::conv_transpose(
        y, w, {s}, pad, {.rhs_dilation = {d}, .dimension_numbers = {"NCW", "OIW", "NCW"}, .output_size = {n}});
    REQUIRE(back.shape(2) == x.shape(2));
    ++checked;
  }
  CHECK(checked > 200);
}
