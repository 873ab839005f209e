// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/plan_cache.hpp, and of the layers that keep plans.

#include <convolt/nn/plan_cache.hpp>

#include <convolt/core/threads.hpp>
#include <convolt/core/xt.hpp>
#include <convolt/nn/conv.hpp>
#include <convolt/nn/lucid.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cstddef>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace convolt;
using test::equal_arrays;
using test::whole_numbers;

namespace {

using x3 = xt::xtensor<float, 3>;
using cache = nn::detail::plan_cache<float>;

engine::problem line(convolt::index outputs) {
  engine::problem p;
  p.rank = 1;
  p.axes[0] = {.input = outputs, .weights = 1, .output = outputs, .input_step = 1, .weights_step = 1, .output_step = 1};
  return p;
}

cache::plan_pointer plan_of(convolt::index outputs) {
  float const weight = 1;
  return engine::backend<float, target_arch>::make_plan(line(outputs), &weight, engine::precision_level::default_);
}

x3 const x = whole_numbers<float>({2, 9, 4}, 1);
x3 const w = whole_numbers<float>({3, 4, 5}, 2);
nn::Conv1d<> layer_of(x3 const& weights) {
  return nn::Conv1d<>({.in_size = {nn::dynamic, 4}, .out_channels = 5, .kernel_size = 3}, weights);
}

}  // namespace

TEST_CASE("plans are found by their problem, and the one not asked for the longest goes first") {
  cache plans;
  CHECK(plans.find(line(1)) == nullptr);
  for (convolt::index n = 1; n <= 4; ++n) { plans.keep(plan_of(n)); }
  for (convolt::index n = 1; n <= 4; ++n) {
    REQUIRE(plans.find(line(n)) != nullptr);
    CHECK(plans.find(line(n))->what() == line(n));
  }
  CHECK(plans.find(line(2)) != nullptr);  // now 1, 3, 4, 2 from the oldest
  plans.keep(plan_of(5));
  CHECK(plans.find(line(1)) == nullptr);
  for (convolt::index n = 2; n <= 5; ++n) { CHECK(plans.find(line(n)) != nullptr); }
  plans.drop();
  for (convolt::index n = 1; n <= 5; ++n) { CHECK(plans.find(line(n)) == nullptr); }
}

TEST_CASE("copies share plans, and forget them each for itself") {
  cache plans;
  plans.keep(plan_of(3));
  cache copy = plans;
  cache assigned;
  assigned.keep(plan_of(4));
  assigned = plans;
  CHECK(copy.find(line(3)) == plans.find(line(3)));
  CHECK(assigned.find(line(3)) == plans.find(line(3)));
  CHECK(assigned.find(line(4)) == nullptr);
  plans.drop();
  CHECK(copy.find(line(3)) != nullptr);
  CHECK(assigned.find(line(3)) != nullptr);
  assigned = *&assigned;
  CHECK(assigned.find(line(3)) != nullptr);
}

TEST_CASE("a layer computes with its present weights, whatever it has computed before") {
  auto layer = layer_of(w);
  auto const first = layer(x);
  CHECK(equal_arrays(layer(x), first));
  x3 const doubled = 2 * w;
  layer.weights(doubled);
  x3 const twice = 2 * first;
  CHECK(equal_arrays(layer(x), twice));
  layer.mask(xt::xtensor<float, 1>({0.F, 0.F, 0.F, 0.F, 0.F}));
  x3 const nothing = 0 * first;
  CHECK(equal_arrays(layer(x), nothing));
  auto const copy = layer_of(w);
  auto assigned = layer;
  assigned = copy;
  CHECK(equal_arrays(assigned(x), first));
}

TEST_CASE("copies of a layer go their own ways") {
  auto layer = layer_of(w);
  auto const first = layer(x);
  auto const copy = layer;
  x3 const doubled = 2 * w;
  layer.weights(doubled);
  CHECK(equal_arrays(copy(x), first));
  x3 const twice = 2 * first;
  CHECK(equal_arrays(layer(x), twice));
  auto moved = std::move(layer);
  CHECK(equal_arrays(moved(x), twice));
}

TEST_CASE("inputs of many shapes and layouts take turns") {
  auto const layer = layer_of(w);
  for (int again = 0; again < 2; ++again) {
    for (std::size_t n : {9U, 1U, 0U, 5U, 7U, 3U}) {
      x3 const part = xt::view(x, xt::all(), xt::range(std::size_t{0}, n), xt::all());
      CHECK(equal_arrays(layer(part), layer_of(w)(part)));
      xt::xtensor<float, 3, xt::layout_type::column_major> const turned = part;
      CHECK(equal_arrays(layer(turned), layer_of(w)(part)));
    }
  }
}

TEST_CASE("many threads may call a layer at once, and an executor may compute") {
  auto const layer = layer_of(w);
  std::vector<x3> inputs;
  std::vector<x3> wanted;
  for (std::size_t n : {9U, 8U, 7U, 6U, 5U, 4U}) {
    inputs.emplace_back(xt::view(x, xt::all(), xt::range(std::size_t{0}, n), xt::all()));
    wanted.push_back(layer_of(w)(inputs.back()));
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
  CHECK(equal_arrays(layer(inputs[0], pool), wanted[0]));
  x3 out = 0 * wanted[0];
  layer.into(out, inputs[0], pool);
  CHECK(equal_arrays(out, wanted[0]));
}

TEST_CASE("the size of the output of lucid's layers is part of the plan") {
  nn::lucid::ConvTranspose1d<> const up(4, 5, {.kernel_size = 3, .stride = 2, .bias = false});
  x3 const channels_first = xt::transpose(x, {0, 2, 1});
  auto const shorter = up(channels_first, {19});
  auto const longer = up(channels_first, {20});
  CHECK(shorter.shape(2) == 19);
  CHECK(longer.shape(2) == 20);
  convolt::threads const pool(2);
  CHECK(equal_arrays(up(channels_first, {19}, pool), shorter));
  CHECK(equal_arrays(up(channels_first, {20}), longer));
}
