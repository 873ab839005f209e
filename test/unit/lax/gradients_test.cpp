// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/gradients.hpp. A convolution is bilinear, so that its gradients follow from the list of
/// its products alone; with whole numbers everything is exact.

#include <convolt/lax/gradients.hpp>

#include <convolt/lax/conv_transpose.hpp>
#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <string>
#include <vector>

using namespace convolt;
using test::equal_arrays;
using test::extents;
using test::whole_numbers;

namespace {

struct naive_gradients {
  xt::xarray<double> lhs, rhs, bias;
};

naive_gradients gradients_of(xt::xarray<double> const& lhs, xt::xarray<double> const& rhs, xt::xarray<double> const& g,
                             test::naive_parameters const& p) {
  extents const lhs_shape = test::extents_of(lhs), rhs_shape = test::extents_of(rhs);
  naive_gradients d{xt::zeros<double>(lhs_shape), xt::zeros<double>(rhs_shape),
                    xt::zeros<double>(extents{rhs_shape[0]})};
  test::for_each_product(lhs_shape, rhs_shape, p, [&](extents const& t, extents const& from, extents const& with) {
    d.lhs[from] += g[t] * rhs[with];
    d.rhs[with] += g[t] * lhs[from];
  });
  test::for_each_index(test::extents_of(g), [&](extents const& t) { d.bias(t[1]) += g[t]; });
  return d;
}

double dot(xt::xarray<double> const& a, xt::xarray<double> const& b) { return xt::sum(a * b)(); }

/// A drawn layout, and arrays from the canonical order into it.
struct drawn_layout {
  std::vector<std::size_t> lhs, rhs, out;
  drawn_layout(test::dice& next, std::size_t axes)
      : lhs(test::draw_order(next, axes)),
        rhs(test::with_spatial_axes_sorted(test::draw_order(next, axes))),
        out(test::draw_order(next, axes)) {}
  dimension_numbers strings() const {
    return {test::letters_in_order('N', 'C', lhs), test::letters_in_order('O', 'I', rhs),
            test::letters_in_order('N', 'C', out)};
  }
};

}  // namespace

TEST_CASE("gradients of conv_general_dilated are those of its products, for all parameters and layouts") {
  for (std::size_t rank = 0; rank <= 3; ++rank) {
    test::dice next(700 + rank);
    for (int i = 0; i < (rank == 3 ? 40 : 120); ++i) {
      auto const c = test::draw_convolution(next, rank);
      drawn_layout const layout(next, rank + 2);
      auto options = c.options();
      options.dimension_numbers = layout.strings();
      INFO("seed " << 700 + rank << ", call " << i << ':' << c);
      auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
      auto const g = whole_numbers(test::naive_shape(c.lhs, c.rhs, c.p), 3);
      auto const want = gradients_of(lhs, rhs, g, c.p);
      auto const x = test::with_axes_in_order(lhs, layout.lhs), w = test::with_axes_in_order(rhs, layout.rhs),
                 dy = test::with_axes_in_order(g, layout.out);
      auto const d = lax::conv_general_dilated_vjp(x, w, dy, c.strides(), c.padding(), options);
      REQUIRE(equal_arrays(d.lhs, test::with_axes_in_order(want.lhs, layout.lhs)));
      REQUIRE(equal_arrays(d.rhs, test::with_axes_in_order(want.rhs, layout.rhs)));
      REQUIRE(equal_arrays(d.bias, want.bias));
      REQUIRE(equal_arrays(lax::conv_general_dilated_vjp_lhs(x, w, dy, c.strides(), c.padding(), options), d.lhs));
      REQUIRE(equal_arrays(lax::conv_general_dilated_vjp_rhs(x, w, dy, c.strides(), c.padding(), options), d.rhs));
      REQUIRE(equal_arrays(lax::conv_general_dilated_vjp_bias(x, w, dy, c.strides(), c.padding(), options), d.bias));
    }
  }
}

TEST_CASE("gradients of conv_transpose are those of its products") {
  for (std::size_t rank = 0; rank <= 2; ++rank) {
    test::dice next(800 + rank);
    for (int i = 0; i < 100; ++i) {
      auto c = test::draw_convolution(next, rank);
      c.p.strides.assign(rank, 1);
      drawn_layout const layout(next, rank + 2);
      INFO("seed " << 800 + rank << ", call " << i << ':' << c);
      auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
      auto const g = whole_numbers(test::naive_shape(c.lhs, c.rhs, c.p), 3);
      auto const want = gradients_of(lhs, rhs, g, c.p);
      lax::conv_transpose_options const options{.rhs_dilation = c.p.rhs_dilation,
                                                .dimension_numbers = layout.strings(),
                                                .feature_group_count = c.p.feature_groups,
                                                .batch_group_count = c.p.batch_groups};
      auto const x = test::with_axes_in_order(lhs, layout.lhs), w = test::with_axes_in_order(rhs, layout.rhs),
                 dy = test::with_axes_in_order(g, layout.out);
      auto const d = lax::conv_transpose_vjp(x, w, dy, c.p.lhs_dilation, c.padding(), options);
      REQUIRE(equal_arrays(d.lhs, test::with_axes_in_order(want.lhs, layout.lhs)));
      REQUIRE(equal_arrays(d.rhs, test::with_axes_in_order(want.rhs, layout.rhs)));
      REQUIRE(equal_arrays(d.bias, want.bias));
      REQUIRE(equal_arrays(lax::conv_transpose_vjp_lhs(x, w, dy, c.p.lhs_dilation, c.padding(), options), d.lhs));
      REQUIRE(equal_arrays(lax::conv_transpose_vjp_rhs(x, w, dy, c.p.lhs_dilation, c.padding(), options), d.rhs));
      REQUIRE(equal_arrays(lax::conv_transpose_vjp_bias(x, w, dy, c.p.lhs_dilation, c.padding(), options), d.bias));
    }
  }
}

TEST_CASE("gradients with every unit vector, with transpose_kernel, groups, output_padding and named paddings") {
  // <d_lhs, e> = <g, conv(e, rhs)> for every unit vector e, and likewise for rhs: exact, and independent of the rule.
  std::vector<padding> const paddings{same, valid, forward_padding{{1, 0}}, forward_padding{{-1, 2}},
                                      raw_padding{{2, -1}}};
  for (std::size_t n = 0; n < paddings.size(); ++n) {
    for (bool const flip : {false, true}) {
      for (int const groups : {1, 2}) {
        for (bool const in_batches : {false, true}) {
          for (int const stride : {1, 3}) {
            lax::conv_transpose_options o{.rhs_dilation = {2}, .transpose_kernel = flip};
            (in_batches ? o.batch_group_count : o.feature_group_count) = groups;
            if (paddings[n].kind() == padding_kind::forward) { o.output_padding = {1}; }
            auto const in = static_cast<std::size_t>(in_batches ? 2 : 2 * groups);
            auto const per_group = in / (in_batches ? 1U : static_cast<std::size_t>(groups));
            auto const x = whole_numbers({2, 3, in}, 1);
            auto const w = flip ? whole_numbers({2, 2, in}, 2) : whole_numbers({2, per_group, 4}, 2);
            INFO("padding " << n << ", transpose_kernel " << flip << ", groups " << groups << ", in batches "
                            << in_batches << ", stride " << stride);
            auto const y = lax::conv_transpose(x, w, {stride}, paddings[n], o);
            auto const g = whole_numbers(test::extents_of(y), 3);
            auto const d = lax::conv_transpose_vjp(x, w, g, {stride}, paddings[n], o);
            test::for_each_index(test::extents_of(x), [&](extents const& i) {
              xt::xarray<double> unit = xt::zeros_like(x);
              unit[i] = 1;
              REQUIRE(d.lhs[i] == dot(g, lax::conv_transpose(unit, w, {stride}, paddings[n], o)));
            });
            test::for_each_index(test::extents_of(w), [&](extents const& i) {
              xt::xarray<double> unit = xt::zeros_like(w);
              unit[i] = 1;
              REQUIRE(d.rhs[i] == dot(g, lax::conv_transpose(x, unit, {stride}, paddings[n], o)));
            });
            xt::xarray<double> const column = xt::sum(g, {0, 1});
            REQUIRE(equal_arrays(d.bias, column));
          }
        }
      }
    }
  }
}

TEST_CASE("what is never read has gradient zero") {
  xt::xtensor<double, 3> const x = whole_numbers({1, 1, 6}, 1), w = whole_numbers({1, 1, 2}, 2);
  // Stride 4 over 6 samples: the windows are {0, 1} and {4, 5}.
  xt::xtensor<double, 3> const g{{{1, 1}}};
  auto const d = lax::conv_general_dilated_vjp(x, w, g, {4}, valid);
  CHECK(d.lhs(0, 0, 2) == 0);
  CHECK(d.lhs(0, 0, 3) == 0);
  CHECK(d.lhs(0, 0, 4) == w(0, 0, 0));
  // A tail that no window reaches.
  auto const tail = lax::conv_general_dilated_vjp(x, w, g, {3}, valid);
  CHECK(tail.lhs(0, 0, 5) == 0);
  // Cropped away.
  auto const cropped = lax::conv_general_dilated_vjp(x, w, xt::xtensor<double, 3>{{{1, 1}}}, {1}, {{-2, -1}});
  CHECK(cropped.lhs(0, 0, 1) == 0);
  CHECK(cropped.lhs(0, 0, 5) == 0);
}

TEST_CASE("an output without elements has gradients that are zero") {
  xt::xtensor<double, 3> const x = whole_numbers({2, 3, 2}, 1), w = whole_numbers({4, 3, 5}, 2);
  xt::xtensor<double, 3> const g = xt::zeros<double>({2, 4, 0});
  auto const d = lax::conv_general_dilated_vjp(x, w, g, {1}, valid);
  CHECK(equal_arrays(d.lhs, xt::zeros<double>({2, 3, 2})));
  CHECK(equal_arrays(d.rhs, xt::zeros<double>({4, 3, 5})));
  CHECK(equal_arrays(d.bias, xt::zeros<double>({4})));
  // The same without a batch, and without channels.
  auto const none =
      lax::conv_general_dilated_vjp(whole_numbers({0, 3, 6}, 1), w, whole_numbers({0, 4, 2}, 1), {1}, valid);
  CHECK(none.lhs.size() == 0);
  CHECK(equal_arrays(none.rhs, xt::zeros<double>({4, 3, 5})));
  auto const no_channels = lax::conv_general_dilated_vjp(whole_numbers({1, 0, 6}, 1), whole_numbers({4, 0, 5}, 2),
                                                         whole_numbers({1, 4, 2}, 1), {1}, valid);
  CHECK(no_channels.rhs.size() == 0);
  CHECK(no_channels.bias.size() == 4);
}
