// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/lucid.hpp.

#include <convolt/nn/lucid.hpp>

#include <convolt/nn/functional.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>
#include <string>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace lucid = nn::lucid;

namespace {

using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;
using up1 = lucid::ConvTranspose1d<one, one, double>;

x3 const x = whole_numbers({2, 4, 5}, 1);
x3 const w = whole_numbers({4, 3, 3}, 2);
xt::xtensor<double, 1> const b{1, 2, 3, 4, 5, 6};

template <class Layer, class X>
concept callable_with = requires(Layer const& layer, X const& input) { layer(input); };
using current = lucid::ConvTranspose1d<nS, pA, double>;
static_assert(callable_with<current, tensor<mV, double, 3>> && !callable_with<current, tensor<mA, double, 3>>);
static_assert(!callable_with<lucid::ConvTranspose1d<nS, one, double>, tensor<mV, double, 3>>, "this bias has no unit");
static_assert(callable_with<lucid::ConvTranspose1d<nS, nn::no_bias, double>, tensor<mV, double, 3>>);
static_assert(!std::convertible_to<char const*, nn::pad_numbers>, "transposed layers know no names of paddings");

}  // namespace

TEST_CASE("a layer is the functional with its weights and options, groups and dilation included") {
  up1 const up(4, 6, {.kernel_size = 3, .stride = 3, .padding = 1, .output_padding = 2, .groups = 2, .dilation = 2}, w,
               b);
  auto const want =
      nn::conv_transpose1d(x, w, b, {.stride = 3, .padding = 1, .output_padding = 2, .groups = 2, .dilation = 2});
  CHECK(equal_arrays(up(x), want));
  CHECK(up.kernel_shape() == index_list{4, 3, 3});
  CHECK(up.output_padding() == index_list{2});
  CHECK(up.in_channels() == 4);
  CHECK(up.out_channels() == 6);
  CHECK(equal_arrays(up(x2(xt::view(x, 0))), x2(xt::view(want, 0))));
  x3 out = x3::from_shape({2, 6, want.shape(2)});
  up.into(out, x);
  CHECK(equal_arrays(out, want));
}

TEST_CASE("the bias is an option") {
  up1 without(4, 6, {.kernel_size = 3, .groups = 2, .bias = false}, w);
  CHECK_FALSE(without.has_bias());
  CHECK(equal_arrays(without(x), nn::conv_transpose1d(x, w, nn::no_bias, {.groups = 2})));
  auto const e = thrown_by<parameter_error>([&] { without.bias(b); });
  CHECK(e.category() == "no_bias");
  CHECK(std::string(e.what()).find("bias cannot be set: this layer was built without it") != std::string::npos);
  up1 with(4, 6, {.kernel_size = 3, .groups = 2}, w);
  CHECK(with.has_bias());
  CHECK(with.cost_for({2, 4, 5}).parameters == without.cost_for({2, 4, 5}).parameters + 6);
  CHECK(with.bias(b).bias()(5) == 6);
}

TEST_CASE("output_size at the call takes the place of output_padding") {
  up1 const up(4, 6, {.kernel_size = 3, .stride = 3, .padding = 1, .output_padding = 1, .groups = 2}, w, b);
  CHECK(up(x).shape(2) == 14);
  for (convolt::index n : {13, 14, 15}) {
    x3 const y = up(x, {n});
    REQUIRE(y.shape(2) == static_cast<std::size_t>(n));
    CHECK(equal_arrays(x3(xt::view(y, xt::all(), xt::all(), xt::range(0, 13))),
                       x3(xt::view(up(x), xt::all(), xt::all(), xt::range(0, 13)))));
    x3 out = x3::from_shape({2, 6, y.shape(2)});
    up.into(out, x, {n});
    CHECK(equal_arrays(out, y));
  }
  auto const e = thrown_by<parameter_error>([&] { up(x, {16}); });
  CHECK(e.category() == "bad_output_size");
  CHECK(e.expected() == "13, 14 or 15");
  CHECK(e.where() == "nn::lucid::ConvTranspose1d");
}

TEST_CASE("initial weights and biases are uniform within 1 / sqrt(out/groups * taps)") {
  lucid::ConvTranspose1d const up(64, 32, {.kernel_size = 5});
  float const bound = 0.0790570F;  // 1 / sqrt(32 * 5), rounded up
  CHECK(xt::amax(xt::abs(up.weight()))() <= bound);
  CHECK(xt::amax(xt::abs(up.weight()))() > 0.99F * bound);
  CHECK(xt::amax(xt::abs(up.bias()))() <= bound);
  CHECK(xt::amax(xt::abs(up.bias()))() > 0.5F * bound);
}

TEST_CASE("units of weight and bias") {
  current const up(4, 6, {.kernel_size = 3, .groups = 2}, w * nS, b * nA);
  auto const y = up(x * mV);
  CHECK(any_unit(unit_of(y)) == any_unit(pA));
  CHECK(equal_arrays(raw(y), nn::conv_transpose1d(x, w, xt::xtensor<double, 1>(1000 * b), {.groups = 2})));
  CHECK(any_unit(unit_of(up(x * mV, {7}))) == any_unit(pA));
  lucid::ConvTranspose1d<nn::run_time_unit, nn::run_time_unit, double> const loose(
      4, 6, {.kernel_size = 3, .groups = 2}, tag(w, any_unit(nS)), tag(b, any_unit(nA)));
  CHECK(equal_arrays(in(loose(x * mV), pA), raw(y)));
  CHECK(thrown_by<unit_error>([&] { loose(x); }).category() == "unit_mismatch");
}

TEST_CASE("layers of two and three axes print as lucid prints them") {
  lucid::ConvTranspose2d const flat(16, 8, {.kernel_size = 4, .stride = {2, 1}, .padding = 1, .groups = 2});
  CHECK(to_string(flat) == "ConvTranspose2d(16, 8, kernel_size=(4, 4), stride=(2, 1), padding=(1, 1), groups=2)");
  CHECK(flat(xt::xtensor<float, 4>(xt::ones<float>({1, 16, 5, 6}))).shape(2) == 10);
  lucid::ConvTranspose3d<nS, pA> const deep(2, 4, {.kernel_size = {1, 2, 3}, .bias = false});
  CHECK(to_string(deep) ==
        "ConvTranspose3d(2, 4, kernel_size=(1, 2, 3), stride=(1, 1, 1), padding=(0, 0, 0), bias=False, "
        "weight_unit='nS')");
  CHECK(deep(xt::xtensor<float, 5>(xt::ones<float>({1, 2, 3, 3, 3})) * mV).shape(4) == 5);
}

TEST_CASE("wrong inputs and options are refused by name") {
  up1 const up(4, 6, {.kernel_size = 3}, 0.5);
  CHECK(thrown_by<shape_error>([&] { up(whole_numbers({2, 3, 5}, 1)); }).category() == "input_shape_mismatch");
  CHECK(thrown_by<parameter_error>([] { up1(4, 6, {.kernel_size = 3, .output_padding = 1}); }).category() ==
        "output_padding_too_large");
  CHECK(thrown_by<shape_error>([] { up1(4, 6, {.kernel_size = 3}, w); }).category() == "kernel_shape_mismatch");
  CHECK(thrown_by<shape_error>([&] {
          up1(4, 6, {.kernel_size = 3, .padding = 4})(x3(xt::ones<double>({1, 4, 1})));
        }).category() == "non_positive_output");
}
