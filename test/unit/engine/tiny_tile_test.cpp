// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of tiny problems, on sums that can be done in the head.
#include <convolt/engine/tiny_tile.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using namespace convolt::engine::detail;

constexpr index width = static_cast<index>(lanes<double, default_arch>);
using vec = convolt::engine::simd<double, default_arch>;

/// Lane l of the weights of product i is 10 * i + l.
std::vector<double> ramp(index products) {
  std::vector<double> weights;
  for (index i = 0; i < products; ++i) {
    for (index l = 0; l < width; ++l) { weights.push_back(static_cast<double>(10 * i + l)); }
  }
  return weights;
}

TEST_CASE("a tiny tile sums over lines, taps and channels") {
  std::vector<double> const weights = ramp(12);
  std::vector<double> input(100);
  for (std::size_t i = 0; i < input.size(); ++i) { input[i] = static_cast<double>(i % 7); }
  std::vector<double> output(static_cast<std::size_t>(4 * width), -1.);
  for (bool const joined : {false, true}) {
    tiny_task<double, default_arch> const task{.input = input.data(),
                                               .weights = weights.data(),
                                               .row_step = 5,
                                               .tap_input_step = 3,
                                               .tap_weights_step = 3 * width,
                                               .channels = 3,
                                               .product_step = width,
                                               .joined = joined,
                                               .biased = true,
                                               .scaled = true,
                                               .scale = 2.,
                                               .bias = vec(1.),
                                               .output_step = width,
                                               .stored = width};
    tiny_lines lines;
    lines.count = 2;
    lines.at[0] = {.input = 0, .weights = 0};
    lines.at[1] = {.input = 40, .weights = 6 * width};
    tiny_tile<double, default_arch, 4>::run(task, lines, 2, 0, 2, output.data());
    for (index r = 0; r < 4; ++r) {
      for (index l = 0; l < width; ++l) {
        double sum = 0;
        for (index i = 0; i < 12; ++i) {
          index const sample = 2 + r * 5 + i % 6 + i / 6 * 40;
          sum += input[static_cast<std::size_t>(sample)] * static_cast<double>(10 * i + l);
        }
        CHECK(output[static_cast<std::size_t>(r * width + l)] == 2. * sum + 1.);
      }
    }
  }
}

TEST_CASE("lanes outside a range are not stored") {
  std::vector<double> values(static_cast<std::size_t>(width));
  for (index l = 0; l < width; ++l) { values[static_cast<std::size_t>(l)] = static_cast<double>(l); }
  vec const x = vec::load_unaligned(values.data());
  for (index from = 0; from <= width; ++from) {
    for (index to = from; to <= width; ++to) {
      std::vector<double> output(static_cast<std::size_t>(width) + 2, -1.);
      store_lanes<double, default_arch>(x, output.data() + 1, from, to);
      for (index i = 0; i < width + 2; ++i) {
        bool const stored = i >= 1 && i < 1 + to - from;
        CHECK(output[static_cast<std::size_t>(i)] == (stored ? static_cast<double>(from + i - 1) : -1.));
      }
    }
  }
}

}  // namespace
