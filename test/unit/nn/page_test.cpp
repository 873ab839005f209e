// SPDX-License-Identifier: BSD-3-Clause
/// The code of docs/nn.md, and that there is no more code in it than what runs here.

#include <convolt/convolt.hpp>
#include <convolt/nn/adam.hpp>
#include <convolt/nn/files.hpp>
#include <convolt/nn/loss.hpp>
#include <convolt/nn/sgd.hpp>
#include <convolt/nn/weight_layouts.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/scratch_folder.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

using shape = std::vector<std::size_t>;

template <class Y>
shape shape_of(Y const& y) {
  return {y.shape().begin(), y.shape().end()};
}

template <class T, std::size_t N>
xt::xtensor<T, N> numbers(shape const& extents) {
  return test::whole_numbers<T>(extents, 1);
}

auto const vm = numbers<float, 3>({2, 28, 3}) * mV;

/// The text of a file without comments, blanks and line breaks.
std::string bare(std::string const& text) {
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    line.erase(std::min(line.size(), line.find("//")));
    std::copy_if(line.begin(), line.end(), std::back_inserter(result), [](char c) { return c != ' '; });
  }
  return result;
}

std::string text_of(char const* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct autoencoder {
  nn::Conv1d<nS, pA> encoder{{.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5}};
  nn::ConvTranspose1d<> decoder{{.in_size = {28, 16}, .out_channels = 3, .kernel_size = 5}};
  auto layers() { return nn::named_layers("encoder", encoder, "decoder", decoder); }
};

}  // namespace

TEST_CASE("every line of code of the page stands in this file") {
  std::string const here = bare(text_of("unit/nn/page_test.cpp"));
  std::istringstream page(text_of("../docs/nn.md"));
  bool code = false;
  std::size_t count = 0;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("```", 0) == 0) {
      code = line == "```cpp";
      continue;
    }
    if (!code) { continue; }
    CAPTURE(line);
    CHECK(here.find(bare(line)) != std::string::npos);
    ++count;
  }
  CHECK(count > 30);
}

TEST_CASE("the page: layers, initial values, calls") {
  nn::Conv1d<nS, pA> conv({.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5});
  auto current = conv(vm);
  nn::ConvTranspose1d<nS> up({.in_size = {28, 16}, .out_channels = 8, .kernel_size = 4, .stride = 2});
  nn::lucid::ConvTranspose1d<> torch_like(16, 8, {.kernel_size = 4, .stride = 2, .padding = 1});
  CHECK(shape_of(current) == shape{2, 28, 16});
  CHECK(to_string(unit_of(current)) == "pA");
  CHECK(shape_of(up(numbers<float, 3>({2, 28, 16}))) == shape{2, 56, 8});

  auto const w = numbers<double, 3>({5, 3, 4});
  auto const b = numbers<double, 1>({4});
  auto const kernel = tag(numbers<float, 3>({5, 3, 4}), any_unit(nS));
  nn::Conv2d plain({.in_channels = 3, .out_channels = 8, .kernel_size = {3, 5}});
  nn::Conv1d<nS, pA, double> given({.in_channels = 3, .out_channels = 4, .kernel_size = 5}, w * uS, b * nA);
  nn::Conv1d<nn::run_time_unit> loaded({.in_channels = 3, .out_channels = 4, .kernel_size = 5}, kernel);
  CHECK(shape_of(plain(numbers<float, 3>({9, 7, 3}))) == shape{9, 7, 8});
  nn::Conv1d page({.in_channels = 3, .out_channels = 4, .kernel_size = 5}, nn::init::xavier_normal(),
                  nn::init::zeros());
  CHECK(page.has_bias());
  CHECK(raw(given.weight())(0, 0, 0) == 1000 * w(0, 0, 0));
  CHECK(unit_of(loaded(vm)) == any_unit(pA));

  auto const x = numbers<float, 3>({2, 16, 28});
  CHECK(shape_of(torch_like(x)) == shape{2, 8, 56});
  auto longer = torch_like(x, {57});
  CHECK(shape_of(longer) == shape{2, 8, 57});
  nn::Conv1d ring(
      {.in_size = {12, 1}, .out_channels = 1, .kernel_size = 3, .padding_mode = nn::padding_mode::circular});
  ring.weights(1);
  CHECK(ring(xt::xtensor<float, 2>(xt::ones<float>({12, 1})))(0, 0) == 3);

  nn::Conv1d<nS, pA> seeded({.in_channels = 3, .out_channels = 4, .kernel_size = 5},
                            nn::init::kaiming_normal({.seed = 3}), 0.F * pA);
  CHECK(raw(seeded.bias())(0) == 0);
  nn::Conv1d left({.in_channels = 3, .out_channels = 4, .kernel_size = 5, .name = "left"});
  nn::Conv1d right({.in_channels = 3, .out_channels = 4, .kernel_size = 5, .name = "right"});
  CHECK(!(left.weight() == right.weight()));
  conv.weights(nn::init::constant(0.25)).bias(1.F * pA);
  CHECK(raw(conv.weight())(4, 2, 15) == 0.25F);
  nn::ScaledWSConv1d<nS> scaled({.in_channels = 3, .out_channels = 4, .kernel_size = 5});
  scaled.gain(2.F * nS);
  CHECK(raw(scaled.gain())(3) == 2);

  conv.mask(xt::xtensor<bool, 1>(xt::arange<int>(16) < 8));
  conv.trainable(false);
  convolt::tensor<nA, float, 3> y = xt::zeros<float>({2, 28, 16}) * nA;
  conv.into(y, vm);
  CHECK(raw(y)(1, 3, 15) == 1e-3F);  // nothing but the bias
  CHECK(raw(y)(1, 3, 0) != 1e-3F);

  std::ostringstream text;
  text << conv.cost(2) << "\n";
  text << torch_like << "\n";
  CHECK(text.str().find("256 parameters, 12864 multiply-adds, 5280 bytes, output [2, 28, 16]\n") == 0);
  CHECK(text.str().find("\nConvTranspose1d(16, 8, kernel_size=4, stride=2, padding=1)\n") != std::string::npos);
}

TEST_CASE("the page: models, files, weights of other systems") {
  autoencoder model;
  nn::Conv1d<nS, pA> conv({.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5});
  nn::ConvTranspose1d<nS> up({.in_size = {28, 16}, .out_channels = 8, .kernel_size = 4, .stride = 2});
  std::ostringstream text;
  std::size_t total = 0;
  for (nn::parameter_info const& p : nn::list_params(model)) { text << p << "\n"; }
  nn::visit_params([&](auto const& p) { total += p.value.size(); }, "encoder", conv, "decoder", up);
  nn::update_params([](auto const& p) { return 0.5F * p.value; }, model);
  CHECK(text.str() ==
        "encoder.weight (5, 3, 16) nS, float\nencoder.bias (16,) pA, float\ndecoder.weight (5, 3, 16), float\n");
  CHECK(total == 240 + 16 + 512);

  test::scratch_folder const scratch;
  auto const folder = scratch / "net";
  nn::save(folder, model);
  nn::load(folder, model);
  nn::save(folder, "encoder", conv, "decoder", up);
  nn::load(folder, "encoder", conv, "decoder", up);
  CHECK_THROWS_AS(nn::load(folder, model), nn::load_error);

  auto const torch_weight = numbers<float, 3>({16, 3, 5});
  auto const torch_bias = numbers<float, 1>({16});
  auto const keras_kernel = numbers<float, 3>({4, 8, 16});
  nn::import_pytorch(conv, torch_weight * nS, torch_bias * pA);
  nn::import_keras(up, keras_kernel * nS);
  conv.weights(nn::from_pytorch_conv(torch_weight * nS));
  CHECK(raw(conv.weight())(4, 1, 9) == torch_weight(9, 1, 4));
}

TEST_CASE("the page: training") {
  nn::Conv1d<nS, pA> conv({.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5});
  nn::ConvTranspose1d<nS> up({.in_size = {28, 16}, .out_channels = 8, .kernel_size = 4, .stride = 2});
  auto const target = numbers<float, 3>({2, 28, 16}) * pA;
  auto const conv_out = conv(vm);
  auto const up_cotangent = numbers<float, 3>({2, 56, 8}) * pA;

  auto const [error, cotangent] = nn::mean_squared_error(conv(vm), target);
  auto const d = conv.backward(vm, cotangent);
  auto const through = up.backward(conv_out, up_cotangent);
  auto const before = conv.backward(vm, through.input);
  CHECK(same_dimension(any_unit(unit_of(error)), any_unit(pA * pA)));
  CHECK(same_dimension(any_unit(unit_of(d.weight)), any_unit(pA * pA / nS)));
  CHECK(same_dimension(any_unit(unit_of(d.bias)), any_unit(pA)));
  CHECK(shape_of(before.weight) == shape{5, 3, 16});

  auto const x = numbers<float, 3>({2, 3, 4}) * mV;
  auto const kernel = numbers<float, 3>({3, 2, 5}) * nS;
  auto const cotangent_of_call = numbers<float, 3>({2, 2, 9}) * pA;
  auto const without_bias = nn::conv_transpose1d(x, kernel, {.stride = 2, .padding = 1});
  CHECK(shape_of(without_bias) == shape{2, 2, 9});
  auto const of_call = nn::conv_transpose1d_backward(x, kernel, cotangent_of_call, {.stride = 2, .padding = 1});
  CHECK(shape_of(of_call.weight) == shape{3, 2, 5});
  CHECK(same_dimension(any_unit(unit_of(of_call.input)), any_unit(pA * nS)));

  nn::adam optimizer(conv, {.rate = 0.01 * nS, .bias_rate = 0.1 * pA});
  for (int i = 0; i < 5; ++i) {
    auto const loss = nn::mean_squared_error(conv(vm), target);
    optimizer.step(conv, conv.backward(vm, loss.gradient));
  }
  auto const trained = nn::mean_squared_error(conv(vm), target);
  CHECK(raw(trained.value) < raw(error));
  nn::sgd descent(conv, pA * pA, {.rate = 0.001 / (mV * mV), .bias_rate = 0.01});
  auto const weight = raw(conv.weight())(0, 0, 0);
  descent.step(conv, d);
  optimizer.rate(0.005 * nS).bias_rate(0.05 * pA);
  CHECK(raw(conv.weight())(0, 0, 0) == Approx(weight - 0.001F * raw(d.weight)(0, 0, 0)));
}
