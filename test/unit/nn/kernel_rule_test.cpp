// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/kernel_rule.hpp.

#include <convolt/nn/kernel_rule.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <type_traits>
#include <vector>

using namespace convolt;
using nn::layer_kind;
using nn::detail::layer_configuration;
using test::equal_arrays;

namespace {

nn::scaled_ws_conv_options options(bool with_gain) {
  return {.in_size = {9, 4}, .out_channels = 5, .kernel_size = 3, .ws_gain = with_gain, .eps = 1e-6};
}
layer_configuration const c(layer_kind::scaled_ws_conv, 1, nn::detail::arguments_of(options(true)));
xt::xtensor<double, 3> const w = test::whole_numbers({3, 4, 5}, 1);

using plain = nn::detail::kernel_is_weight<double>;
using standardised = nn::detail::kernel_is_standardised<double>;
static_assert(std::is_empty_v<plain> && !plain::standardises && standardised::standardises);

}  // namespace

TEST_CASE("a weight that is the kernel stays as it is and has no gain") {
  plain const rule(c, options(true));
  auto kernel = w;
  rule.apply(c, kernel.data());
  CHECK(equal_arrays(kernel, w));
  CHECK_FALSE(rule.has_gain());
  CHECK(rule.gain_numbers() == nullptr);
  CHECK(rule.gain_size() == 0);
  CHECK(rule.eps() == 0);
  rule.visit_gain([](auto const&) { FAIL("there is none"); });
}

TEST_CASE("a standardised kernel is that of weight_standardization, with its gain") {
  standardised rule(c, options(true));
  CHECK(equal_arrays(rule.gain(), xt::ones<double>({5})));
  CHECK(rule.eps() == 1e-6);
  rule.set_gain({1, 2, 3, 4, 5});
  auto kernel = w;
  rule.apply(c, kernel.data());
  CHECK(equal_arrays(kernel, nn::weight_standardization(w, {.eps = 1e-6, .out_axis = 2}, rule.gain())));
  double sum = 0;
  rule.visit_gain([&](auto const& gain) { sum = xt::sum(gain)(); });
  CHECK(sum == 15);
}

TEST_CASE("without a gain there is none to visit, and eps is checked") {
  standardised const rule(c, options(false));
  CHECK_FALSE(rule.has_gain());
  CHECK(rule.gain_numbers() == nullptr);
  auto kernel = w;
  rule.apply(c, kernel.data());
  CHECK(equal_arrays(kernel, nn::weight_standardization(w, {.eps = 1e-6, .out_axis = 2})));
  auto bad = options(true);
  bad.eps = -1;
  auto const e = test::thrown_by<parameter_error>([&] { standardised(c, bad); });
  CHECK(e.category() == "bad_eps");
  CHECK(e.where() == "nn::ScaledWSConv1d");
}
