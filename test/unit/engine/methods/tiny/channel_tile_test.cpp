// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of tiny problems, on sums that can be done in the head.
#include <convolt/engine/methods/tiny/channel_tile.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::tap_lines;

constexpr index width = static_cast<index>(lanes<double, default_arch>);

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
    tiny::row_steps const steps{.row_step = 5,
                                .tap_input_step = 3,
                                .tap_weights_step = 3 * width,
                                .channels = 3,
                                .product_step = width,
                                .joined = joined,
                                .output_step = width};
    alignas(64) double bias[lanes<double, default_arch>];
    for (double& b : bias) { b = 1.; }
    tiny::channel_task<double> const task{
        .input = input.data(), .weights = weights.data(), .output = output.data(), .bias = bias, .scale = 2.};
    tap_lines lines;
    lines.count = 2;
    lines.at[0] = {.input = 0, .weights = 0};
    lines.at[1] = {.input = 40, .weights = 6 * width};
    tiny::channel_rows const rows{.begin = {.input = 2, .weights = 0, .taps = 2},
                                  .output = 0,
                                  .first = {0, width},
                                  .last = {0, width},
                                  .stored = width};
    tiny::channel_tile<double, default_arch, 4>::run(steps, task, lines, rows);
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

TEST_CASE("of rows only the lanes that are outputs are stored") {
  std::vector<double> const weights(static_cast<std::size_t>(width), 1.);
  std::vector<double> const input{5., 6., 7., 8.};
  tap_lines lines;
  lines.count = 1;
  lines.at[0] = {.input = 0, .weights = 0};
  for (index const stored : {width, width - 1}) {
    tiny::row_steps const steps{
        .row_step = 1, .channels = 1, .product_step = width, .joined = true, .output_step = stored};
    // The output begins at lane 1 of the first row, and ends before the last lane of the last one.
    std::vector<double> output(static_cast<std::size_t>(4 * stored) - 2, -1.), expected;
    tiny::channel_task<double> const task{
        .input = input.data(), .weights = weights.data(), .output = output.data(), .bias = nullptr, .scale = 1.};
    tiny::channel_rows const rows{.begin = {.input = 0, .weights = 0, .taps = 1},
                                  .output = -1,
                                  .first = {1, stored},
                                  .last = {0, stored - 1},
                                  .stored = stored};
    tiny::channel_tile<double, default_arch, 4>::run(steps, task, lines, rows);
    for (index i = 0; i < 4; ++i) { expected.insert(expected.end(), static_cast<std::size_t>(stored), 5. + double(i)); }
    expected.erase(expected.begin());
    expected.pop_back();
    CHECK(output == expected);
  }
}

TEST_CASE("tiles are never larger than what there is to do, and few rows are not repeated") {
  for (index count = 1; count <= 100; ++count) {
    index const rows = tiny::choose_kernel<double, default_arch>(count).rows;
    CAPTURE(count, rows);
    CHECK(rows <= count);
    CHECK(rows >= 1);
    CHECK((count + rows - 1) / rows * rows < 2 * count);
  }
}

}  // namespace
