// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/defaults.hpp: the bounds that follow from the mirrored systems' initial values.

#include <convolt/nn/defaults.hpp>

#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <type_traits>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::layer_kind;
using nn::detail::layer_configuration;

namespace {

using nS_t = std::remove_cv_t<decltype(nS)>;
static_assert(nn::detail::InitialWeights<nn::default_values, nS_t, 1>);
static_assert(!nn::detail::InitialWeights<xt::xtensor<float, 3>, nS_t, 1>);
static_assert(nn::detail::InitialBias<nn::no_bias_t, nn::no_bias> && !nn::detail::InitialBias<float, nn::no_bias>);
static_assert(nn::detail::InitialBias<nn::init::zeros, pA> && !nn::detail::InitialBias<float, pA>);
static_assert(!nn::detail::InitialBias<nn::no_bias_t, pA> && nn::detail::InitialBias<nn::default_values, nn::no_bias>);
static_assert(nn::detail::InitialMask<nn::no_mask_t, 2> && !nn::detail::InitialMask<tensor<mV, float, 4>, 2>);

// A layer without template arguments has the units of its values.
template <class S, auto Unit>
concept takes_over =
    std::is_same_v<std::remove_cv_t<decltype(nn::detail::unit_of_values<S>)>, std::remove_cv_t<decltype(Unit)>>;
static_assert(takes_over<tensor<nS, float, 3>, nS> && takes_over<quantity<nS_t, double>, nS>);
static_assert(takes_over<quantity<any_unit, xt::xtensor<float, 3>>, nn::run_time_unit>);
static_assert(takes_over<xt::xtensor<float, 3>, one> && takes_over<nn::init::zeros, one> && takes_over<float, one>);
static_assert(takes_over<nn::no_bias_t, nn::no_bias> && takes_over<nn::default_values, nn::no_bias>);

}  // namespace

TEST_CASE("what is given is not replaced") {
  layer_configuration const c(
      layer_kind::conv, 1,
      nn::detail::arguments_of(nn::conv_options{.in_size = {5, 1}, .out_channels = 1, .kernel_size = 1}));
  float const given = 3;
  CHECK(&nn::detail::initial_weights<layer_kind::conv>(given, c) == &given);
  CHECK(&nn::detail::initial_bias<layer_kind::conv>(given, c) == &given);
  using weights = std::remove_cvref_t<decltype(nn::detail::initial_weights<layer_kind::conv>(nn::default_values(), c))>;
  CHECK(std::is_same_v<weights, nn::init::xavier_normal>);
}
