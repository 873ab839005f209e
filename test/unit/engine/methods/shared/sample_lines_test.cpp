// SPDX-License-Identifier: BSD-3-Clause
/// Which lines of samples a line of outputs needs, and copies of samples phase by phase.
#include <convolt/engine/methods/shared/sample_lines.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::default_arch;
using convolt::engine::problem;

/// Two batches of images with 2 channels, 3 rows of 10 samples; a filter of 3 rows with a row of padding.
problem images() {
  problem p;
  p.rank = 2;
  p.batch = 2;
  p.in_channels = 2;
  p.axes[0] = {
      .input = 3, .weights = 3, .output = 3, .pad_lo = 1, .input_step = 10, .weights_step = 4, .output_step = 9};
  p.axes[1] = {.input = 10, .weights = 4, .output = 7, .input_step = 1, .weights_step = 1, .output_step = 1};
  p.input_channel_step = 30;
  p.input_batch_step = 60;
  p.output_batch_step = 27;
  p.weights_in_step = 12;
  return p;
}

TEST_CASE("the lines that the taps of the other axes meet are listed with their weights") {
  problem const p = images();
  std::vector<float> input(120);
  std::vector<convolt::engine::sample_line<float>> lines(
      static_cast<std::size_t>(convolt::engine::weight_lines(p).value));
  REQUIRE(lines.size() == 6);
  REQUIRE(convolt::engine::lines_of_channel(p) == 6);
  convolt::engine::line_list<float, default_arch> list(p, lines.data());
  auto const found = [&] {
    std::vector<std::array<index, 2>> result;
    for (std::size_t i = 0; i < static_cast<std::size_t>(list.count); ++i) {
      result.push_back({lines[i].samples - input.data(), lines[i].weights});
    }
    return result;
  };
  using places = std::vector<std::array<index, 2>>;
  list.list(input.data(), 0);
  CHECK(found() == places{{0, 8}, {30, 12}, {10, 16}, {40, 20}});
  CHECK(list.output_offset == 0);
  list.list(input.data(), 4);
  CHECK(found() == places{{60, 0}, {90, 4}, {70, 8}, {100, 12}, {80, 16}, {110, 20}});
  CHECK(list.output_offset == 27 + 9);
  list.list(input.data(), 5);
  CHECK(found() == places{{70, 0}, {100, 4}, {80, 8}, {110, 12}});
}

TEST_CASE("lines without samples are not listed") {
  problem p = images();
  p.axes[1].input = 0;
  std::vector<convolt::engine::sample_line<float>> lines(6);
  convolt::engine::line_list<float, default_arch> list(p, lines.data());
  list.list(nullptr, 3);
  CHECK(list.count == 0);
  CHECK(list.output_offset == 27);
}

TEST_CASE("the reach of a window is counted between its outer taps") {
  CHECK(convolt::engine::window_reach({.weights = 5, .weights_dilation = 3}) == 12);
  CHECK(convolt::engine::window_reach({.weights = 1, .weights_dilation = 3}) == 0);
  CHECK(convolt::engine::window_reach({.weights = 0, .weights_dilation = 3}) == 0);
}

TEMPLATE_TEST_CASE("numbers apart are copied side by side, and none behind the last is read", "", float, double) {
  for (index const step : {1, 2, 3, -2}) {
    for (index count = 0; count <= 70; ++count) {
      std::vector<TestType> from;
      for (index i = 0; i < (count - 1) * (step < 0 ? -step : step) + 1; ++i) {
        from.push_back(static_cast<TestType>(i));
      }
      TestType const* const first = step < 0 && count > 0 ? &from.back() : from.data();
      std::vector<TestType> to(static_cast<std::size_t>(count) + 1, TestType(-1));
      convolt::engine::copy_apart<TestType, default_arch>(first, step, to.data(), count);
      int wrong = 0;
      for (index i = 0; i < count; ++i) { wrong += to[static_cast<std::size_t>(i)] != first[i * step]; }
      CAPTURE(step, count);
      CHECK(wrong == 0);
      CHECK(to.back() == -1);
    }
  }
}

TEST_CASE("every phase has its samples, and zeros outside the input") {
  for (index const stride : {1, 2, 3, 5}) {
    for (index const dilation : {1, 2, 3}) {
      for (index begin = -20; begin <= 30; begin += 3) {
        axis_problem const a{
            .input = 23, .weights = 6, .stride = stride, .weights_dilation = dilation, .input_step = 1};
        std::vector<float> samples;
        for (int i = 0; i < 23; ++i) { samples.push_back(static_cast<float>(i + 1)); }
        convolt::engine::tap_series const line = convolt::engine::taps_along(a);
        index const outputs = 8, row = outputs + convolt::engine::window_reach(a) / stride;
        std::vector<float> copy(static_cast<std::size_t>(row * line.phases()), -1.f);
        convolt::engine::copy_samples<float, default_arch>(a, samples.data(), begin, outputs, row, copy.data());
        int wrong = 0;
        for (index phase = 0; phase < line.phases(); ++phase) {
          for (index k = 0; k < row; ++k) {
            index const at = begin + line.first_sample(phase) + k * stride;
            float const want = at >= 0 && at < 23 ? static_cast<float>(at + 1) : 0.f;
            wrong += copy[static_cast<std::size_t>(phase * row + k)] != want;
          }
        }
        CAPTURE(stride, dilation, begin);
        CHECK(wrong == 0);
      }
    }
  }
}

}  // namespace
