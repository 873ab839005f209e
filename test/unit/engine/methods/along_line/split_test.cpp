// SPDX-License-Identifier: BSD-3-Clause
/// Split copies of boxes have every sample in the place of its remainder and quotient, and zeros where there are none.
#include <convolt/engine/methods/along_line/split.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace along_line = convolt::engine::methods::along_line;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::output_box;
using convolt::engine::problem;

/// An image whose strided window reaches `pad` samples over each side.
problem strided_image(index lines, index columns, index pad, index stride, index column_step) {
  problem p;
  p.rank = 2;
  for (std::size_t d = 0; d < 2; ++d) {
    index const input = d == 0 ? lines : columns;
    p.axes[d] = {.input = input,
                 .weights = 2 * pad + 1,
                 .output = (input - 1) / stride + 1,
                 .stride = stride,
                 .pad_lo = pad,
                 .input_step = d == 0 ? columns * column_step : column_step};
  }
  return p;
}

/// Of one box. What no window meets is not asked for.
int misplaced(along_line::plan const& plan, output_box const& box, std::vector<float> const& samples) {
  auto const& axes = plan.p.axes;
  std::vector<float> copy(static_cast<std::size_t>(plan.copy_size), -1.f);
  along_line::split_box<float, default_arch>(plan, box).copy(samples.data(), copy.data());
  auto const rows = along_line::padded_samples(axes[0], box.outputs[0]);
  auto const line = along_line::padded_samples(axes[1], box.outputs[1]);
  auto const place = [&](std::size_t d, index i) {
    return i % plan.split[d] * plan.remainder_steps[d] + i / plan.split[d] * plan.steps[d];
  };
  int wrong = 0;
  for (index i = rows.first; i < rows.end; ++i) {
    for (index k = line.first; k < line.end; ++k) {
      bool const inside = i >= 0 && i < axes[0].input && k >= 0 && k < axes[1].input;
      index const from = i * axes[0].input_step + k * axes[1].input_step;
      float const expected = inside ? samples[static_cast<std::size_t>(from)] : 0.f;
      wrong += copy[static_cast<std::size_t>(place(0, i - rows.first) + place(1, k - line.first))] != expected;
    }
  }
  return wrong;
}

TEST_CASE("split boxes have samples by remainder and quotient, and zeros around them") {
  for (index const columns : {1, 2, 5, 8, 13, 15, 28, 31, 33, 70}) {
    for (index const pad : {0, 1, 2, 3, 20}) {
      for (index const stride : {2, 3, 7}) {
        for (index const column_step : {1, 2}) {
          problem const p = strided_image(9, columns, pad, stride, column_step);
          std::vector<float> samples(static_cast<std::size_t>(9 * columns * column_step));
          for (std::size_t i = 0; i < samples.size(); ++i) { samples[i] = static_cast<float>(i + 1); }
          along_line::plan const plan = along_line::make_plan(
              p, {.samples = 1000000, .outputs = 2 * columns, .tile = 1000000, .rows = 8, .cache_line = 16});
          REQUIRE(plan.splits());
          for (index number = 0; number < plan.boxes.size(); ++number) {
            CAPTURE(columns, pad, stride, column_step, number);
            CHECK(misplaced(plan, plan.boxes.box(plan.p, number), samples) == 0);
          }
        }
      }
    }
  }
}

TEST_CASE("pairs of any number are taken apart, and nothing beyond them is written") {
  for (index pairs = 0; pairs < 70; ++pairs) {
    std::vector<double> from(static_cast<std::size_t>(2 * pairs)), first(static_cast<std::size_t>(pairs + 1), -1);
    for (std::size_t i = 0; i < from.size(); ++i) { from[i] = static_cast<double>(i); }
    std::vector<double> second = first;
    along_line::split_pairs<double, default_arch>(from.data(), pairs, first.data(), second.data());
    int wrong = 0;
    for (index i = 0; i < pairs; ++i) {
      wrong += first[static_cast<std::size_t>(i)] != static_cast<double>(2 * i);
      wrong += second[static_cast<std::size_t>(i)] != static_cast<double>(2 * i + 1);
    }
    CHECK(wrong == 0);
    CHECK(first.back() == -1);
    CHECK(second.back() == -1);
  }
}

}  // namespace
