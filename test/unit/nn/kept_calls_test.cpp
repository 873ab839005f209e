// SPDX-License-Identifier: BSD-3-Clause
/// What layers keep of their calls: later calls give the same bits and the same errors as the first one.
#include <convolt/nn/kept_calls.hpp>

#include <convolt/core/xt.hpp>
#include <convolt/nn/conv.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstddef>

namespace {

using namespace convolt::units;
namespace nn = convolt::nn;
using array = xt::xtensor<float, 3>;

array ramp(std::array<std::size_t, 3> const& shape) {
  array a = array::from_shape(shape);
  for (std::size_t i = 0; i < a.size(); ++i) { a.data()[i] = static_cast<float>(i % 13) - 6.f; }
  return a;
}

TEST_CASE("calls are found by what they look like, the first ones stay, and nothing is left when they are dropped") {
  nn::detail::call_cache<float> cache;
  auto const with_length = [](convolt::index n) {
    return [n](auto const& call) { return call.input.shape() == convolt::index_list{n}; };
  };
  for (convolt::index n = 1; n <= 6; ++n) { cache.keep({.input = {{n}, {1}}, .output = {}, .plan = nullptr}); }
  for (convolt::index n = 1; n <= 6; ++n) { CHECK((cache.find(with_length(n)) != nullptr) == (n <= 4)); }
  nn::detail::call_cache<float> copy(cache);
  cache.drop();
  CHECK(cache.find(with_length(1)) == nullptr);
  CHECK(copy.find(with_length(4)) != nullptr);
  cache = copy;
  CHECK(cache.find(with_length(1)) != nullptr);
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

}  // namespace
