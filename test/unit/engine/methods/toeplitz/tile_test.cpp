// SPDX-License-Identifier: BSD-3-Clause
/// The tiles of the Toeplitz method, of every size and with every number of outputs to store.
#include <convolt/engine/methods/toeplitz/tile.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace toeplitz = convolt::engine::methods::toeplitz;

using convolt::index;
using convolt::engine::default_arch;

template <class T>
constexpr index width = static_cast<index>(convolt::engine::lanes<T, default_arch>);

/// Two lines of whole numbers, filtered by weights that tell the taps apart.
template <class T>
struct filter {
  index taps, outputs;
  toeplitz::line_taps bunches;
  std::vector<T> samples, weights;
  std::vector<convolt::engine::sample_line<T>> lines;

  filter(index tap_count, index output_count)
      : taps(tap_count),
        outputs(output_count),
        bunches(toeplitz::make_line_taps({.taps = tap_count}, width<T>,
                                         static_cast<index>(toeplitz::most_bunch<default_arch>))) {
    index const line = outputs + taps - 1;
    for (index i = 0; i < 2 * line; ++i) { samples.push_back(static_cast<T>(i * i % 19 - 9)); }
    for (index i = 0; i < 2; ++i) {
      for (index const tap : bunches.order) { weights.push_back(weight(i, tap)); }
      lines.push_back({.samples = samples.data() + i * line, .weights = i * taps});
    }
  }
  T weight(index line, index tap) const { return static_cast<T>((line * 5 + tap * 3) % 13 - 6); }
  T expected(index output) const {
    T sum(0);
    for (index i = 0; i < 2; ++i) {
      for (index tap = 0; tap < taps; ++tap) {
        sum += lines[static_cast<std::size_t>(i)].samples[output + tap] * weight(i, tap);
      }
    }
    return sum;
  }
  toeplitz::task<T> task(T* output, index stored) const {
    return {.lines = lines.data(),
            .line_count = 2,
            .shift = 0,
            .weights = weights.data(),
            .runs = bunches.runs.data(),
            .run_count = static_cast<index>(bunches.runs.size()),
            .offsets = bunches.offsets.data(),
            .scale = T(1),
            .bias = nullptr,
            .output = output,
            .stored = stored};
  }
};

TEMPLATE_TEST_CASE("tiles of every size sum over all taps of all lines", "", float, double) {
  for (index const rows : toeplitz::tile_sizes<default_arch>) {
    index const outputs = rows * width<TestType>;
    for (index const taps : {1, 2, 7, 16, 40, 70, 130}) {
      CAPTURE(rows, taps);
      filter<TestType> const f(taps, outputs);
      std::vector<TestType> out(static_cast<std::size_t>(outputs));
      toeplitz::run_tile<TestType, default_arch>(rows, f.task(out.data(), outputs));
      int wrong = 0;
      for (index t = 0; t < outputs; ++t) { wrong += out[static_cast<std::size_t>(t)] != f.expected(t); }
      CHECK(wrong == 0);
    }
  }
}

TEMPLATE_TEST_CASE("tiles store as many outputs as asked for, scaled and with the bias", "", float, double) {
  for (index const rows : toeplitz::tile_sizes<default_arch>) {
    index const outputs = rows * width<TestType>;
    filter<TestType> const f(9, outputs);
    TestType const bias(0.5);
    for (index stored = 0; stored <= outputs; ++stored) {
      std::vector<TestType> out(static_cast<std::size_t>(outputs), TestType(-1000));
      toeplitz::task<TestType> task = f.task(out.data(), stored);
      task.scale = TestType(2);
      task.bias = &bias;
      toeplitz::run_tile<TestType, default_arch>(rows, task);
      int wrong = 0;
      for (index t = 0; t < outputs; ++t) {
        TestType const expected = t < stored ? 2 * f.expected(t) + bias : TestType(-1000);
        wrong += out[static_cast<std::size_t>(t)] != expected;
      }
      CHECK(wrong == 0);
    }
  }
}

}  // namespace
