// SPDX-License-Identifier: BSD-3-Clause
/// What layers keep of their calls: later calls give the same bits and the same errors as the first one.
#include <convolt/nn/kept_calls.hpp>

#include <convolt/core/threads.hpp>
#include <convolt/core/xt.hpp>
#include <convolt/nn/conv.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace convolt::units;
namespace nn = convolt::nn;
namespace test = convolt::test;
using array = xt::xtensor<float, 3>;

array ramp(std::array<std::size_t, 3> const& shape) {
  array a = array::from_shape(shape);
  for (std::size_t i = 0; i < a.size(); ++i) { a.data()[i] = static_cast<float>(i % 13) - 6.f; }
  return a;
}

array const samples = test::whole_numbers<float>({2, 9, 4}, 1);
array const taps = test::whole_numbers<float>({3, 4, 5}, 2);
nn::Conv1d<> layer_of(array const& weights) {
  return nn::Conv1d<>({.in_size = {nn::dynamic, 4}, .out_channels = 5, .kernel_size = 3}, weights);
}

TEST_CASE("later calls of a layer have the bits of the first one, for inputs of many shapes and both forms") {
  nn::Conv1d<nS, pA> const layer({.in_size = {nn::dynamic, 3}, .out_channels = 5, .kernel_size = 4});
  for (int round = 0; round < 3; ++round) {
    for (std::size_t n = 4; n <= 10; ++n) {
      auto const x = ramp({2, n, 3}) * mV;
      auto const y = layer(x);
      auto const expected = nn::Conv1d<nS, pA>(layer).bias(0.f * pA)(x);
      CHECK((convolt::raw(y) == convolt::raw(expected)));
      auto out = convolt::tag(array::from_shape({2, n, 5}), pA);
      layer.into(out, x);
      CHECK((convolt::raw(out) == convolt::raw(y)));
      auto in_nA = convolt::tag(array::from_shape({2, n, 5}), nA);
      layer.into(in_nA, x);
      CHECK(convolt::raw(in_nA)(1, n - 1, 4) == Approx(convolt::raw(y)(1, n - 1, 4) * 1e-3f));
    }
  }
}

TEST_CASE("a call after a setter has the new weights and the new bias") {
  nn::Conv1d<nS, pA> layer({.in_size = {6, 1}, .out_channels = 1, .kernel_size = 1});
  auto const x = ramp({1, 6, 1}) * mV;
  layer.weights(2.f * nS).bias(0.f * pA);
  CHECK(convolt::raw(layer(x))(0, 1, 0) == -10.f);
  CHECK(convolt::raw(layer(x))(0, 1, 0) == -10.f);
  layer.bias(1.f * pA);
  CHECK(convolt::raw(layer(x))(0, 1, 0) == -9.f);
  layer.weights(3.f * nS);
  CHECK(convolt::raw(layer(x))(0, 1, 0) == -14.f);
}

TEST_CASE("what is wrong with a later call is found like in the first one, and nothing is written") {
  nn::Conv1d<> const layer({.in_size = {6, 2}, .out_channels = 2, .kernel_size = 3});
  array x = ramp({1, 6, 2}), y = array::from_shape({1, 6, 2});
  layer.into(y, x);
  array const before = x;
  CHECK_THROWS_AS(layer.into(x, x), convolt::shape_error);
  CHECK((x == before));
  array longer = ramp({1, 7, 2});
  CHECK_THROWS_AS(layer.into(y, longer), convolt::shape_error);
  CHECK_THROWS_AS(layer(longer), convolt::shape_error);
  CHECK_THROWS_AS(layer.into(longer, x), convolt::shape_error);
}

TEST_CASE("a layer computes with its present weights, whatever it has computed before") {
  auto layer = layer_of(taps);
  auto const first = layer(samples);
  CHECK(test::equal_arrays(layer(samples), first));
  array const doubled = 2 * taps;
  layer.weights(doubled);
  array const twice = 2 * first;
  CHECK(test::equal_arrays(layer(samples), twice));
  layer.mask(xt::xtensor<float, 1>({0.F, 0.F, 0.F, 0.F, 0.F}));
  array const nothing = 0 * first;
  CHECK(test::equal_arrays(layer(samples), nothing));
  auto const copy = layer_of(taps);
  auto assigned = layer;
  assigned = copy;
  CHECK(test::equal_arrays(assigned(samples), first));
}

TEST_CASE("copies of a layer go their own ways") {
  auto layer = layer_of(taps);
  auto const first = layer(samples);
  auto const copy = layer;
  array const doubled = 2 * taps;
  layer.weights(doubled);
  CHECK(test::equal_arrays(copy(samples), first));
  array const twice = 2 * first;
  CHECK(test::equal_arrays(layer(samples), twice));
  auto moved = std::move(layer);
  CHECK(test::equal_arrays(moved(samples), twice));
}

TEST_CASE("inputs of many shapes and layouts take turns") {
  auto const layer = layer_of(taps);
  for (int again = 0; again < 2; ++again) {
    for (std::size_t n : {9U, 1U, 0U, 5U, 7U, 3U}) {
      array const part = xt::view(samples, xt::all(), xt::range(std::size_t{0}, n), xt::all());
      CHECK(test::equal_arrays(layer(part), layer_of(taps)(part)));
      xt::xtensor<float, 3, xt::layout_type::column_major> const turned = part;
      CHECK(test::equal_arrays(layer(turned), layer_of(taps)(part)));
    }
  }
}

TEST_CASE("many threads may call a layer at once, and an executor may compute") {
  auto const layer = layer_of(taps);
  std::vector<array> inputs;
  std::vector<array> wanted;
  for (std::size_t n : {9U, 8U, 7U, 6U, 5U, 4U}) {
    inputs.emplace_back(xt::view(samples, xt::all(), xt::range(std::size_t{0}, n), xt::all()));
    wanted.push_back(layer_of(taps)(inputs.back()));
  }
  std::vector<int> wrong(3);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 60; ++i) {
        std::size_t const k = (i + t) % inputs.size();
        wrong[t] += layer(inputs[k]) == wanted[k] ? 0 : 1;
      }
    });
  }
  for (std::thread& t : threads) { t.join(); }
  CHECK(wrong == std::vector<int>{0, 0, 0});

  convolt::threads const pool(2);
  CHECK(test::equal_arrays(layer(inputs[0], pool), wanted[0]));
  array out = 0 * wanted[0];
  layer.into(out, inputs[0], pool);
  CHECK(test::equal_arrays(out, wanted[0]));
}

TEST_CASE("the size of the output of lucid's layers is part of the plan") {
  nn::lucid::ConvTranspose1d<> const up(4, 5, {.kernel_size = 3, .stride = 2, .bias = false});
  array const channels_first = xt::transpose(samples, {0, 2, 1});
  auto const shorter = up(channels_first, {19});
  auto const longer = up(channels_first, {20});
  CHECK(shorter.shape(2) == 19);
  CHECK(longer.shape(2) == 20);
  convolt::threads const pool(2);
  CHECK(test::equal_arrays(up(channels_first, {19}, pool), shorter));
  CHECK(test::equal_arrays(up(channels_first, {20}), longer));
}

}  // namespace
