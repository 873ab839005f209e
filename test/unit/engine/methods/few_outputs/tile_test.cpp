// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel for few outputs, on sums that can be done in the head.
#include <convolt/engine/methods/few_outputs/tile.hpp>

#include <convolt/engine/problem/buffer.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace few_outputs = convolt::engine::methods::few_outputs;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::tap_lines;

template <class T, std::size_t K, std::size_t R>
void check_tile() {
  if constexpr (K <= lanes<T, default_arch>) {
    using tile = few_outputs::tile<T, default_arch, K, 2, R>;
    static constexpr index channels = 3 * static_cast<index>(K);
    static constexpr index outputs = static_cast<index>(tile::outputs);
    std::vector<T> input(1000);
    for (std::size_t i = 0; i < input.size(); ++i) { input[i] = static_cast<T>(i % 5); }
    convolt::engine::aligned_array<T> weights(static_cast<std::size_t>(2 * channels * outputs));
    for (std::size_t i = 0; i < weights.size(); ++i) { weights.data()[i] = static_cast<T>(i % 7); }
    few_outputs::task<T> const task{
        .input = input.data(), .weights = weights.data(), .row_step = 11, .tap_step = 100, .channels = channels};
    tap_lines lines;
    lines.count = 1;
    lines.at[0] = {.input = 3, .weights = 0};
    std::vector<T> to(R * tile::outputs + 1, T(-1));
    tile::run(task, lines, {.input = 1, .weights = 0, .taps = 2}, to.data());
    CHECK(to.back() == T(-1));
    for (index r = 0; r < static_cast<index>(R); ++r) {
      for (index o = 0; o < outputs; ++o) {
        T sum(0);
        for (index i = 0; i < 2 * channels; ++i) {
          index const chunk = i / static_cast<index>(K);
          index const lane = o * static_cast<index>(K) + i % static_cast<index>(K);
          index const weight = chunk * outputs * static_cast<index>(K) + lane;
          index const sample = 4 + r * 11 + i / channels * 100 + i % channels;
          sum += input[static_cast<std::size_t>(sample)] * weights.data()[weight];
        }
        CHECK(to[static_cast<std::size_t>(r * outputs + o)] == sum);
      }
    }
  }
}

TEMPLATE_TEST_CASE("the partial sums of an output are added up", "", float, double) {
  check_tile<TestType, 1, 1>();
  check_tile<TestType, 1, 4>();
  check_tile<TestType, 2, 5>();
  check_tile<TestType, 4, 4>();
  check_tile<TestType, 8, 1>();
  check_tile<TestType, 16, 4>();
}

}  // namespace
