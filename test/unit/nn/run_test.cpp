// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/run.hpp: the padding modes, forward against arrays that are padded beforehand,
/// transposed as the adjoint; inputs without batch axis; nothing allocated by `into`.

#include <convolt/nn/run.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/functional.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/allocations.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/replaced_new.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::padding_mode;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;
using x4 = xt::xtensor<double, 4>;

constexpr padding_mode modes[] = {padding_mode::zero, padding_mode::reflect, padding_mode::replicate,
                                  padding_mode::circular};

/// (N, C, H, W) with its surroundings, position by position.
x4 padded(x4 const& x, padding_mode mode, pad_pair h, pad_pair w) {
  auto const height = static_cast<convolt::index>(x.shape(2)), width = static_cast<convolt::index>(x.shape(3));
  x4 result = xt::zeros<double>({x.shape(0), x.shape(1), static_cast<std::size_t>(height + h.lo + h.hi),
                                 static_cast<std::size_t>(width + w.lo + w.hi)});
  for (convolt::index i = 0; i < height + h.lo + h.hi; ++i) {
    for (convolt::index j = 0; j < width + w.lo + w.hi; ++j) {
      convolt::index const from_i = geometry::source_of(mode, i - h.lo, height);
      convolt::index const from_j = geometry::source_of(mode, j - w.lo, width);
      if (from_i < 0 || from_j < 0) { continue; }
      xt::view(result, xt::all(), xt::all(), i, j) = xt::view(x, xt::all(), xt::all(), from_i, from_j);
    }
  }
  return result;
}

double inner(xt::xarray<double> const& a, xt::xarray<double> const& b) { return xt::sum(a * b)(); }

}  // namespace

TEST_CASE("forward convolutions see the surroundings of their mode") {
  x4 const x = whole_numbers({2, 4, 5, 6}, 1);
  x4 const w = whole_numbers({6, 2, 2, 3}, 2);
  for (padding_mode mode : modes) {
    CAPTURE(name_of(mode));
    auto const got = nn::conv2d(
        x, w, nn::no_bias,
        {.stride = {2, 1}, .padding = {{3, 1}, {2, 4}}, .dilation = {1, 2}, .groups = 2, .padding_mode = mode});
    auto const want = nn::conv2d(padded(x, mode, {3, 1}, {2, 4}), w, nn::no_bias,
                                 {.stride = {2, 1}, .dilation = {1, 2}, .groups = 2});
    CHECK(equal_arrays(got, want));
    auto const crop = nn::conv2d(x, w, nn::no_bias, {.padding = {{-1, 2}}, .groups = 2, .padding_mode = mode});
    CHECK(equal_arrays(crop, nn::conv2d(padded(x, mode, {-1, 2}, {-1, 2}), w, nn::no_bias, {.groups = 2})));
  }
}

TEST_CASE("transposed convolutions are the adjoint of the forward ones in every mode") {
  for (padding_mode mode : modes) {
    for (convolt::index stride : {1, 2, 3}) {
      for (convolt::index n : {4, 7}) {
        CAPTURE(name_of(mode), stride, n);
        x3 const w = whole_numbers({4, 3, 3}, 3);  // forward: (out 4, in 3, k); transposed: (in 4, out 3, k)
        x3 const x = whole_numbers({2, 3, static_cast<std::size_t>(n)}, 4);
        auto const y =
            nn::conv1d(x, w, nn::no_bias, {.stride = stride, .padding = {{2, 3}}, .dilation = 2, .padding_mode = mode});
        x3 const g = whole_numbers({y.shape(0), y.shape(1), y.shape(2)}, 5);
        auto const back = nn::conv_transpose1d(
            g, w, nn::no_bias,
            {.stride = stride, .padding = {{2, 3}}, .dilation = 2, .output_size = {n}, .padding_mode = mode});
        REQUIRE(back.shape() == x.shape());
        CHECK(inner(y, g) == inner(x, back));
      }
    }
  }
}

TEST_CASE("a circular layer commutes with rotation, forward and transposed") {
  nn::Conv1d<one, nn::no_bias, double> const down(
      {.in_size = {6, 2}, .out_channels = 3, .kernel_size = 3, .padding_mode = "circular"},
      whole_numbers({3, 2, 3}, 6));
  nn::ConvTranspose1d<one, nn::no_bias, double> const up(
      {.in_size = {6, 2}, .out_channels = 3, .kernel_size = 4, .stride = 2, .padding_mode = "circular"},
      whole_numbers({4, 3, 2}, 7));
  x2 const x = whole_numbers({6, 2}, 8);
  x2 const rotated = xt::roll(x, 2, 0);
  CHECK(equal_arrays(down(rotated), x2(xt::roll(down(x), 2, 0))));
  CHECK(equal_arrays(up(rotated), x2(xt::roll(up(x), 4, 0))));
  CHECK(xt::sum(up(x))() == inner(xt::sum(x, {0}), xt::sum(up.weight(), {0, 1})));  // nothing falls off the circle
}

TEST_CASE("modes keep units, biases and the unit of the output") {
  nn::ConvTranspose1d<nS, pA, double> const up(
      {.in_size = {3, 5}, .out_channels = 2, .kernel_size = 3, .channel_first = true, .padding_mode = "replicate"},
      whole_numbers({3, 2, 3}, 9) * nS, xt::xtensor<double, 1>{1, 2} * nA);
  x3 const x = whole_numbers({2, 3, 5}, 10);
  nn::ConvTranspose1d<one, one, double> const plain(
      {.in_size = {3, 5}, .out_channels = 2, .kernel_size = 3, .channel_first = true, .padding_mode = "replicate"},
      raw(up.weight()), xt::xtensor<double, 1>{1000, 2000});
  auto const y = up(x * mV);
  CHECK(any_unit(unit_of(y)) == any_unit(pA));
  CHECK(equal_arrays(raw(y), plain(x)));
  auto out = x3(xt::zeros<double>({2, 2, 5})) * nA;
  up.into(out, x * mV);
  CHECK(xt::allclose(raw(out), 1e-3 * raw(y)));
  nn::Conv1d<nS, pA, double> const down(
      {.in_size = {5, 3}, .out_channels = 2, .kernel_size = 3, .padding_mode = "reflect"},
      whole_numbers({3, 3, 2}, 11) * nS, 1. * nA);
  x2 const single = whole_numbers({5, 3}, 12);
  CHECK(any_unit(unit_of(down(single * mV))) == any_unit(pA));
}

TEST_CASE("integers are folded modulo 2^n") {
  xt::xtensor<std::int8_t, 3> const x = xt::broadcast(std::int8_t{100}, {1, 1, 4});
  xt::xtensor<std::int8_t, 3> const w = xt::broadcast(std::int8_t{3}, {1, 1, 3});
  auto const y = nn::conv_transpose1d(x, w, nn::no_bias, {.padding = 1, .padding_mode = "circular"});
  CHECK(y(0, 0, 0) == static_cast<std::int8_t>(900));
}

TEST_CASE("an axis without samples has no surroundings but zeros") {
  x3 const nothing = x3::from_shape({2, 1, 0});
  x3 const w = xt::ones<double>({1, 1, 3});
  CHECK(nn::conv1d(nothing, w, nn::no_bias, {.padding = 2}).shape(2) == 2);
  auto const e = thrown_by<parameter_error>(
      [&] { nn::conv1d(nothing, w, nn::no_bias, {.padding = 2, .padding_mode = "reflect"}); });
  CHECK(e.category() == "bad_padding");
  CHECK(e.axis() == "L");
  x3 const no_batch = x3::from_shape({0, 1, 5});
  CHECK(nn::conv1d(no_batch, w, nn::no_bias, {.padding = 1, .padding_mode = "circular"}).shape(2) == 5);
}

TEST_CASE("into allocates nothing after the first input of a shape, also with run-time units and without batch") {
  nn::ConvTranspose1d<nS, pA, double> const up({.in_size = {28, 16}, .out_channels = 8, .kernel_size = 4, .stride = 2});
  nn::Conv1d<nn::run_time_unit, nn::run_time_unit, double> const down(
      {.in_size = {28, 16}, .out_channels = 8, .kernel_size = 4}, tag(0.5, any_unit(nS)), tag(1., any_unit(nA)));
  auto const batch = x3(xt::ones<double>({2, 28, 16})) * mV;
  auto const single = x2(xt::ones<double>({28, 16})) * mV;
  auto y3 = x3(xt::zeros<double>({2, 56, 8})) * pA;
  auto y2 = x2(xt::zeros<double>({28, 8})) * nA;
  std::size_t const at_first = test::allocations();
  up.into(y3, batch);
  down.into(y2, single);
  std::size_t const before = test::allocations();
  CHECK(before > at_first);  // plans are made, and counted
  up.into(y3, batch);
  down.into(y2, single);
  CHECK(test::allocations() == before);
}
