// SPDX-License-Identifier: BSD-3-Clause
/// Sums go to the outputs of their positions; what is no output is left out.
#include <convolt/engine/methods/along_line/store.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace along_line = convolt::engine::methods::along_line;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

TEST_CASE("positions between the lines of a plane are not stored") {
  along_line::plane<float> const plane{.lines = 3, .columns = 5, .pitch = 7, .line_step = 6, .column_step = 1};
  CHECK(plane.positions() == 19);
  CHECK_FALSE(plane.is_whole());
  std::vector<float> sums(2 * 19);
  for (std::size_t i = 0; i < sums.size(); ++i) { sums[i] = static_cast<float>(i + 1); }
  std::vector<float> out(2 * 18, -1.f);
  for (index first = 0; first < 19; first += 4) {
    along_line::store_positions<float, default_arch>(
        plane, {.first = first, .end = first + 4 < 19 ? first + 4 : 19},
        {.sums = sums.data() + first, .step = 19, .to = out.data(), .to_step = 18, .count = 2});
  }
  CHECK(out == std::vector<float>{1,  2,  3,  4,  5,  -1, 8,  9,  10, 11, 12, -1, 15, 16, 17, 18, 19, -1,
                                  20, 21, 22, 23, 24, -1, 27, 28, 29, 30, 31, -1, 34, 35, 36, 37, 38, -1});
}

TEST_CASE("the members of groups become neighbouring outputs, and those outside are left out") {
  for (index const columns : {1, 4, 30}) {
    for (index const pad : {0, 1, 2, 3}) {
      problem p;
      p.rank = 2;
      for (std::size_t d = 0; d < 2; ++d) {
        index const input = d == 0 ? 3 : columns;
        index const output = 2 * input + 2 * pad - 3;
        if (output < 1) { continue; }
        p.axes[d] = {.input = input, .weights = 4, .output = output, .input_dilation = 2, .pad_lo = pad};
      }
      if (2 * columns + 2 * pad < 4 || 6 + 2 * pad < 4) { continue; }
      p.axes[0].output_step = p.axes[1].output;
      p.axes[1].output_step = 1;
      along_line::plan const plan =
          along_line::make_plan(p, {.samples = 1000000, .outputs = 1000000, .tile = 96, .rows = 8, .cache_line = 16});
      REQUIRE(plan.members == 4);
      along_line::plane<float> const plane{.lines = plan.p.axes[0].output,
                                           .columns = plan.p.axes[1].output,
                                           .pitch = plan.p.axes[1].output + 1,
                                           .line_step = 2 * p.axes[0].output_step};
      index const step = plane.positions();
      std::vector<float> out(static_cast<std::size_t>(p.axes[0].output * p.axes[1].output), -1.f);
      for (index upper = 0; upper < 2; ++upper) {
        std::vector<float> sums(static_cast<std::size_t>(2 * step), -2.f);
        for (index e = 0; e < 2; ++e) {
          for (index i = 0; i < plane.lines; ++i) {
            for (index k = 0; k < plane.columns; ++k) {
              // The number of the output it belongs to, if it is one.
              index const line = plan.groups[0].first_output + 2 * i + upper;
              index const column = plan.groups[1].first_output + 2 * k + e;
              sums[static_cast<std::size_t>(e * step + i * plane.pitch + k)] =
                  static_cast<float>(line * p.axes[1].output + column);
            }
          }
        }
        along_line::store_groups<float, default_arch>(plan, plane, upper, sums.data(), step, out.data());
      }
      CAPTURE(columns, pad);
      int wrong = 0;
      for (std::size_t i = 0; i < out.size(); ++i) { wrong += out[i] != static_cast<float>(i); }
      CHECK(wrong == 0);
    }
  }
}

}  // namespace
