// SPDX-License-Identifier: BSD-3-Clause
/// By which methods gradients of weights are computed.
#include <convolt/engine/entry/choose.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <support/catch.hpp>
#include <unit/engine/methods/cross_spectra/gradient_arrays.hpp>

#include <cstddef>
#include <string>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::method_table;
using convolt::engine::precision_level;

std::string method_of_gradient(index taps, bool channels_last, precision_level precision) {
  test::gradient_arrays<float> const a(
      {.length = 48000, .taps = taps, .channels = 32, .pad_lo = taps / 2, .channels_last = channels_last});
  convolt::engine::choice const made = convolt::engine::choose<float, default_arch>({.p = a.p, .precision = precision},
                                                                                    0, {.copied = 1e7, .listed = 1e7});
  return method_table<float, default_arch>.at(made.chosen).name;
}

TEST_CASE("gradients of long kernels go by spectra, unless direct sums are asked for") {
  for (bool const last : {false, true}) {
    CHECK(method_of_gradient(1024, last, precision_level::default_) == "cross_spectra");
    CHECK(method_of_gradient(1024, last, precision_level::high) != "cross_spectra");
    CHECK(method_of_gradient(3, last, precision_level::default_) == "long_sums");
  }
}

/// The gradient of the weights of so many outputs per input channel; channels last.
std::string method_of_multiplied(std::size_t rank, index extent, index taps, index channels, index multiplier) {
  convolt::engine::problem p;
  p.rank = rank;
  p.feature_groups = channels;
  p.out_channels = channels * multiplier;
  p.input_channel_step = p.output_channel_step = p.weights_out_step = 1;
  p.weights_in_step = p.out_channels;
  p.weights_group_step = multiplier;
  index positions = 1, all_taps = 1;
  for (std::size_t d = rank; d-- > 0;) {
    p.axes[d] = {.input = extent, .weights = taps, .output = extent, .pad_lo = taps / 2};
    p.axes[d].input_step = positions * channels;
    p.axes[d].output_step = positions * p.out_channels;
    p.axes[d].weights_step = all_taps * p.out_channels;
    positions *= extent;
    all_taps *= taps;
  }
  auto const made = convolt::engine::choose<float, default_arch>({.p = weights_gradient(p).p});
  return method_table<float, default_arch>.at(made.chosen).name;
}

// They took up to 13 times as long by `along_line`.
TEST_CASE("gradients of depthwise layers with several outputs per input are long sums") {
  CHECK(method_of_multiplied(1, 2000, 5, 16, 2) == "long_sums");
  CHECK(method_of_multiplied(2, 28, 3, 32, 2) == "long_sums");
  if (convolt::engine::lanes<float, default_arch> < 16) { return; }  // other methods come close
  CHECK(method_of_multiplied(1, 2000, 5, 16, 3) == "long_sums");
  CHECK(method_of_multiplied(1, 2000, 5, 64, 2) == "long_sums");
}

}  // namespace
