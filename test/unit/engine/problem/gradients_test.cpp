// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/engine/problem/gradients.hpp on the bare loops; lax/gradients_test.cpp tests all
/// parameters.

#include <convolt/engine/problem/gradients.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <utility>

using namespace convolt;

namespace {

/// Two samples with two channels, three taps, stride 2, and the same with two groups of one kind.
engine::problem forward(convolt::index feature_groups, convolt::index batch_groups) {
  engine::problem p;
  p.rank = 1;
  p.axes[0] = {.input = 5,
               .weights = 3,
               .output = 3,
               .stride = 2,
               .pad_lo = 1,
               .input_step = 1,
               .weights_step = 1,
               .output_step = 1};
  p.batch = 2;
  p.in_channels = 2 / feature_groups;
  p.out_channels = 4;
  p.feature_groups = feature_groups;
  p.batch_groups = batch_groups;
  p.input_batch_step = 10;
  p.input_channel_step = 5;
  p.weights_in_step = 3;
  p.weights_out_step = 3 * p.in_channels;
  p.weights_group_step = p.weights_out_step * 4 / feature_groups;
  p.output_batch_step = 12;
  p.output_channel_step = 3;
  return p;
}

constexpr std::size_t inputs = 20, weights = 24, outputs = 24;

/// d result / d input element `which` and d weights element `which`, from the forward loops on unit vectors.
template <bool of_input>
double slope(engine::problem const& p, std::array<double, inputs> const& x, std::array<double, weights> const& w,
             std::array<double, outputs> const& g, std::size_t which) {
  std::array<double, inputs> unit_x{};
  std::array<double, weights> unit_w{};
  (of_input ? unit_x[which] : unit_w[which]) = 1;
  std::array<double, outputs> y{};
  engine::run_reference<double>(p, {.input = of_input ? unit_x.data() : x.data(),
                                    .weights = of_input ? w.data() : unit_w.data(),
                                    .output = y.data()});
  double sum = 0;
  for (std::size_t i = 0; i < outputs; ++i) { sum += y[i] * g[i]; }
  return sum;
}

}  // namespace

TEST_CASE("the parts of a gradient together are the adjoint of the forward loops") {
  std::array<double, inputs> x{};
  std::array<double, weights> w{};
  std::array<double, outputs> g{};
  for (std::size_t i = 0; i < inputs; ++i) { x[i] = static_cast<double>(i * 7 % 11) - 5; }
  for (std::size_t i = 0; i < weights; ++i) { w[i] = static_cast<double>(i * 5 % 13) - 6; }
  for (std::size_t i = 0; i < outputs; ++i) { g[i] = static_cast<double>(i * 3 % 7) - 3; }
  for (auto const& [feature_groups, batch_groups] : {std::pair{1, 1}, std::pair{2, 1}, std::pair{1, 2}}) {
    INFO("feature groups " << feature_groups << ", batch groups " << batch_groups);
    engine::problem const p = forward(feature_groups, batch_groups);
    REQUIRE(engine::fault_of(p) == nullptr);
    REQUIRE(engine::gradient_parts(p) == feature_groups * batch_groups);
    std::array<double, inputs> d_input{};
    std::array<double, weights> d_weights{};
    d_input.fill(99);
    d_weights.fill(99);
    for (convolt::index k = 0; k < engine::gradient_parts(p); ++k) {
      auto const of_input = engine::input_gradient(p, k);
      REQUIRE(engine::fault_of(of_input.p) == nullptr);
      engine::run_reference<double>(of_input.p, {.input = g.data() + of_input.input_offset,
                                                 .weights = w.data() + of_input.weights_offset,
                                                 .output = d_input.data() + of_input.output_offset});
      auto const of_weights = engine::weights_gradient(p, k);
      REQUIRE(engine::fault_of(of_weights.p) == nullptr);
      engine::run_reference<double>(of_weights.p, {.input = x.data() + of_weights.input_offset,
                                                   .weights = g.data() + of_weights.weights_offset,
                                                   .output = d_weights.data() + of_weights.output_offset});
    }
    CHECK(engine::is_one_input_gradient(p) == (batch_groups == 1));
    if (engine::is_one_input_gradient(p)) {
      std::array<double, inputs> whole_input{};
      auto const of_all = engine::input_gradient(p);
      REQUIRE(engine::fault_of(of_all.p) == nullptr);
      engine::run_reference<double>(of_all.p, {.input = g.data() + of_all.input_offset,
                                               .weights = w.data() + of_all.weights_offset,
                                               .output = whole_input.data() + of_all.output_offset});
      CHECK(whole_input == d_input);
    }
    REQUIRE(engine::is_one_weights_gradient(p));
    std::array<double, weights> at_once{};
    at_once.fill(99);
    auto const whole = engine::weights_gradient(p);
    REQUIRE(engine::fault_of(whole.p) == nullptr);
    engine::run_reference<double>(whole.p, {.input = x.data() + whole.input_offset,
                                            .weights = g.data() + whole.weights_offset,
                                            .output = at_once.data() + whole.output_offset});
    CHECK(at_once == d_weights);
    for (std::size_t i = 0; i < inputs; ++i) { CHECK(d_input[i] == slope<true>(p, x, w, g, i)); }
    std::size_t const used = feature_groups == 2 ? 12 : 24;
    for (std::size_t i = 0; i < used; ++i) { CHECK(d_weights[i] == slope<false>(p, x, w, g, i)); }
    for (std::size_t i = used; i < weights; ++i) { CHECK(d_weights[i] == 99); }
  }
}

TEST_CASE("the gradient of the input swaps stride and dilation, that of the weights stride and dilation of the taps") {
  engine::problem p = forward(1, 1);
  p.axes[0].input_dilation = 3;
  p.axes[0].weights_dilation = 4;
  auto const input = engine::input_gradient(p, 0).p.axes[0];
  CHECK(input.stride == 3);
  CHECK(input.input_dilation == 2);
  CHECK(input.weights_dilation == 4);
  CHECK(input.pad_lo == 2 * 4 - 1);
  CHECK(input.weights_step == -1);
  auto const weight = engine::weights_gradient(p, 0).p.axes[0];
  CHECK(weight.stride == 4);
  CHECK(weight.weights_dilation == 2);
  CHECK(weight.input_dilation == 3);
  CHECK(weight.pad_lo == 1);
}

TEST_CASE("the groups of a gradient are one problem where their weights follow each other") {
  engine::problem p = forward(2, 1);
  p.weights_group_step += 3;
  CHECK_FALSE(engine::is_one_weights_gradient(p));
  p.feature_groups = 4;  // a channel each: any step will do
  p.in_channels = 1;
  CHECK(engine::is_one_weights_gradient(p));
  CHECK(engine::weights_gradient(p).p.output_channel_step == p.weights_group_step);
  CHECK(engine::weights_gradient(p).p.batch_groups == 4);
  CHECK(engine::weights_gradient(p).p.batch == 4);
}
