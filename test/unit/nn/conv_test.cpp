// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/conv.hpp: numbers against the naive definition of a convolution.

#include <convolt/nn/conv.hpp>

#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/init.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>
#include <cstddef>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::extents;
using test::whole_numbers;
using test::with_axes_in_order;

namespace {

/// (N, space..., C) to (N, C, space...).
xt::xarray<double> channels_first(xt::xarray<double> const& a) {
  std::vector<std::size_t> order{0, a.dimension() - 1};
  for (std::size_t d = 1; d + 1 < a.dimension(); ++d) { order.push_back(d); }
  return with_axes_in_order(a, order);
}

/// (k..., I, O) to (O, I, k...).
xt::xarray<double> out_in_first(xt::xarray<double> const& w) {
  std::vector<std::size_t> order{w.dimension() - 1, w.dimension() - 2};
  for (std::size_t d = 0; d + 2 < w.dimension(); ++d) { order.push_back(d); }
  return with_axes_in_order(w, order);
}

template <class Layer>
xt::xarray<double> some_weights(Layer const& layer) {
  index_list const shape = layer.kernel_shape();
  return whole_numbers(extents(shape.begin(), shape.end()), 5);
}

/// The same layer, whatever its rank, against the definition, in both places of the channels.
template <template <auto, auto, class> class Layer, std::size_t N>
void check_against_definition(nn::conv_options o, test::naive_parameters const& p) {
  using layer = Layer<one, nn::no_bias, double>;
  extents shape{2};
  for (convolt::index n : o.in_size.values()) { shape.push_back(static_cast<std::size_t>(n)); }
  xt::xarray<double> const x = whole_numbers(shape, 4);
  layer const last(o, some_weights(layer(o)));
  auto const want = test::naive_convolution(channels_first(x), out_in_first(last.weight()), p);
  CHECK(equal_arrays(channels_first(last(x)), want));

  auto const first_shape = test::extents_of(channels_first(x));
  o.in_size = std::vector<std::size_t>(first_shape.begin() + 1, first_shape.end());
  o.channel_first = true;
  layer const first(o, last.weight());
  CHECK(equal_arrays(first(channels_first(x)), want));
  CHECK(first.kernel_shape() == last.kernel_shape());
}

}  // namespace

TEST_CASE("Conv1d, Conv2d and Conv3d are the definition, whatever their options") {
  check_against_definition<nn::Conv1d, 1>(
      {.in_size = {9, 4},
       .out_channels = 6,
       .kernel_size = 3,
       .stride = 2,
       .padding = {1, 2},
       .rhs_dilation = 2,
       .groups = 2},
      {.strides = {2}, .lo = {1}, .hi = {2}, .lhs_dilation = {1}, .rhs_dilation = {2}, .feature_groups = 2});
  check_against_definition<nn::Conv1d, 1>(
      {.in_size = {5, 2}, .out_channels = 3, .kernel_size = 4, .padding = {-1, 3}, .lhs_dilation = 3},
      {.strides = {1}, .lo = {-1}, .hi = {3}, .lhs_dilation = {3}, .rhs_dilation = {1}});
  check_against_definition<nn::Conv2d, 2>(
      {.in_size = {5, 6, 3}, .out_channels = 4, .kernel_size = {2, 3}, .stride = {1, 2}, .padding = {1, 2}},
      {.strides = {1, 2}, .lo = {1, 2}, .hi = {1, 2}, .lhs_dilation = {1, 1}, .rhs_dilation = {1, 1}});
  check_against_definition<nn::Conv2d, 2>(
      {.in_size = {4, 4, 4}, .out_channels = 4, .kernel_size = 3, .padding = same, .groups = 4},
      {.strides = {1, 1},
       .lo = {1, 1},
       .hi = {1, 1},
       .lhs_dilation = {1, 1},
       .rhs_dilation = {1, 1},
       .feature_groups = 4});
  check_against_definition<nn::Conv3d, 3>(
      {.in_size = {3, 4, 5, 2}, .out_channels = 3, .kernel_size = {1, 2, 3}, .stride = 2, .padding = {{0, 1}}},
      {.strides = {2, 2, 2}, .lo = {0, 0, 0}, .hi = {1, 1, 1}, .lhs_dilation = {1, 1, 1}, .rhs_dilation = {1, 1, 1}});
}

TEST_CASE("a causal layer sees nothing that is to come, and an empty list is not given") {
  std::vector<int> const not_given;
  nn::Conv1d<one, nn::no_bias, double> const layer({.in_size = not_given,
                                                    .in_channels = 1,
                                                    .out_channels = 1,
                                                    .kernel_size = 3,
                                                    .stride = not_given,
                                                    .padding = causal,
                                                    .rhs_dilation = not_given},
                                                   1.);
  xt::xtensor<double, 2> const x{{1}, {10}, {100}, {1000}};
  xt::xtensor<double, 2> const want{{1}, {11}, {111}, {1110}};
  CHECK(equal_arrays(layer(x), want));
  CHECK(layer.stride() == index_list{1});
  CHECK(test::thrown_by<parameter_error>([] {
          nn::ConvTranspose1d<>({.in_channels = 1, .out_channels = 1, .kernel_size = 3, .padding = causal});
        }).category() == "bad_padding_name");
}

TEST_CASE("without template arguments a layer takes the units of its values") {
  xt::xtensor<float, 3> const w = xt::ones<float>({3, 2, 4});
  xt::xtensor<float, 1> const b = xt::zeros<float>({4});
  nn::conv_options const o{.in_channels = 2, .out_channels = 4, .kernel_size = 3};
  nn::Conv1d with_bias(o, nn::init::xavier_normal(), nn::init::zeros());
  static_assert(std::same_as<decltype(with_bias), nn::Conv1d<one, one>>);
  CHECK(with_bias.has_bias());
  nn::Conv1d synapse(o, w * nS);
  static_assert(std::same_as<decltype(synapse), nn::Conv1d<nS>>);
  nn::Conv1d both(o, w * nS, b * pA, w);
  static_assert(std::same_as<decltype(both), nn::Conv1d<nS, pA>>);
  CHECK(both.has_mask());
  nn::Conv1d masked(o, w, nn::no_bias, w);
  static_assert(std::same_as<decltype(masked), nn::Conv1d<>>);
  nn::ScaledWSConv1d scaled({.in_channels = 2, .out_channels = 4, .kernel_size = 3}, w, 0.F * pA);
  static_assert(std::same_as<decltype(scaled), nn::ScaledWSConv1d<one, pA>>);
  nn::ConvTranspose1d up({.in_channels = 4, .out_channels = 2, .kernel_size = 3}, tag(w, any_unit(nS)));
  static_assert(std::same_as<decltype(up), nn::ConvTranspose1d<nn::run_time_unit>>);
}

TEST_CASE("without template arguments a layer has no units and no bias") {
  nn::Conv1d const c({.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5});
  STATIC_REQUIRE(std::is_same_v<decltype(c), nn::Conv1d<> const>);
  nn::Conv2d const d({.in_size = {8, 8, 3}, .out_channels = 2, .kernel_size = 5});
  CHECK(d.out_size() == index_list{8, 8, 2});
  nn::Conv3d const e({.in_size = {8, 8, 8, 3}, .out_channels = 2, .kernel_size = 5, .padding = valid});
  CHECK(e.out_size() == index_list{4, 4, 4, 2});
}
