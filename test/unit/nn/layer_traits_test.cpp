// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/layer_traits.hpp.

#include <convolt/nn/layer_traits.hpp>

#include <convolt/core/xt.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <concepts>

using namespace convolt;
using nn::layer_kind;
using nn::detail::layer_configuration;
using nn::detail::layer_traits;

namespace {

template <layer_kind Kind>
using options_of = typename layer_traits<Kind>::options;
static_assert(std::same_as<options_of<layer_kind::conv>, nn::conv_options>);
static_assert(std::same_as<options_of<layer_kind::conv_transpose>, nn::conv_transpose_options>);
static_assert(std::same_as<options_of<layer_kind::scaled_ws_conv>, nn::scaled_ws_conv_options>);
static_assert(std::same_as<options_of<layer_kind::lucid_conv_transpose>, nn::lucid::conv_transpose_options>);

// Only lucid's layers choose at run time whether there is a bias, and take channels before their options.
static_assert(layer_traits<layer_kind::lucid_conv_transpose>::has_optional_bias);
static_assert(!layer_traits<layer_kind::lucid_conv_transpose>::options_come_first);
static_assert(!layer_traits<layer_kind::conv>::has_optional_bias && layer_traits<layer_kind::conv>::options_come_first);

// Only one kind standardises.
template <layer_kind Kind>
constexpr bool standardises = layer_traits<Kind>::template kernel_rule<float>::standardises;
static_assert(standardises<layer_kind::scaled_ws_conv> && !standardises<layer_kind::conv>);
static_assert(!standardises<layer_kind::conv_transpose> && !standardises<layer_kind::lucid_conv_transpose>);

}  // namespace

TEST_CASE("lucid's bound takes the second axis of the weights for the inputs") {
  nn::lucid::conv_transpose_options const o{.kernel_size = 5, .groups = 2};
  layer_configuration const c(layer_kind::lucid_conv_transpose, 1, nn::detail::arguments_of(32, 64, 1, o));
  double const bound = 1. / std::sqrt(32. * 5.);  // (32, 64/2, 5)
  auto const w = layer_traits<layer_kind::lucid_conv_transpose>::default_weights(c).make<double>({32, 32, 5});
  CHECK(xt::amax(w)() < bound);
  CHECK(xt::amax(w)() > 0.99 * bound);
  CHECK(xt::amin(w)() >= -bound);
  CHECK(xt::amin(w)() < -0.99 * bound);
}

TEST_CASE("layers of brainstate begin without bias") {
  layer_configuration const c(
      layer_kind::conv, 1,
      nn::detail::arguments_of(nn::conv_options{.in_size = {5, 1}, .out_channels = 1, .kernel_size = 1}));
  CHECK(layer_traits<layer_kind::conv>::default_bias(c).make<double>({3})(1) == 0);
}
