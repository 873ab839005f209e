// SPDX-License-Identifier: BSD-3-Clause
/// Copies of boxes have the samples in their places, and zeros where there are none.
#include <convolt/engine/methods/along_line/copy.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace along_line = convolt::engine::methods::along_line;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::output_box;
using convolt::engine::problem;

/// An image whose window reaches `pad` samples over each side.
problem image(index lines, index columns, index pad, index column_step) {
  problem p;
  p.rank = 2;
  p.axes[0] = {.input = lines, .weights = 2 * pad + 1, .output = lines, .pad_lo = pad};
  p.axes[1] = {.input = columns, .weights = 2 * pad + 1, .output = columns, .pad_lo = pad};
  p.axes[0].input_step = columns * column_step;
  p.axes[1].input_step = column_step;
  return p;
}

TEST_CASE("boxes are copied with zeros around the samples, wherever they lie") {
  for (index const columns : {1, 5, 16, 17, 40}) {
    for (index const pad : {0, 1, 3, 20}) {
      for (index const column_step : {1, 2}) {
        problem const p = image(6, columns, pad, column_step);
        std::vector<float> samples(static_cast<std::size_t>(6 * columns * column_step));
        for (std::size_t i = 0; i < samples.size(); ++i) { samples[i] = static_cast<float>(i + 1); }
        along_line::plan const plan = along_line::make_plan(
            p, {.samples = 1000000, .outputs = 2 * columns, .tile = 1000000, .rows = 8, .cache_line = 16});
        REQUIRE(plan.copies);
        for (index number = 0; number < plan.boxes.size(); ++number) {
          CAPTURE(columns, pad, column_step, number);
          output_box const box = plan.boxes.box(plan.p, number);
          std::vector<float> copy(static_cast<std::size_t>(plan.copy_size), -1.f);
          along_line::padded_box<float, default_arch>(plan, box).copy(samples.data(), copy.data());
          auto const rows = along_line::padded_samples(p.axes[0], box.outputs[0]);
          auto const line = along_line::padded_samples(p.axes[1], box.outputs[1]);
          int wrong = 0;
          for (index i = rows.first; i < rows.end; ++i) {
            for (index k = line.first; k < line.end; ++k) {
              bool const inside = i >= 0 && i < 6 && k >= 0 && k < columns;
              float const expected = inside ? samples[static_cast<std::size_t>((i * columns + k) * column_step)] : 0.f;
              index const at = (i - rows.first) * plan.steps[0] + (k - line.first) * plan.steps[1];
              wrong += copy[static_cast<std::size_t>(at)] != expected;
            }
          }
          CHECK(wrong == 0);
        }
      }
    }
  }
}

}  // namespace
