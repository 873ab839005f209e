// SPDX-License-Identifier: BSD-3-Clause
/// Boxes of output positions: together they are all outputs, and each has the samples of its windows.
#include <convolt/engine/methods/shared/boxes.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_phase;
using convolt::engine::axis_problem;
using convolt::engine::box_copy;
using convolt::engine::index_range;
using convolt::engine::output_box;
using convolt::engine::output_boxes;
using convolt::engine::outputs_of_phase;
using convolt::engine::phase_count;
using convolt::engine::phase_of;
using convolt::engine::problem;
using convolt::engine::samples_met;
using convolt::engine::tap_range;
using convolt::engine::taps_on_input;
using test::pick;

bool contains(index_range range, index i) { return range.first <= i && i < range.end; }

/// Whether the samples of every window of these outputs are in the range.
bool has_all_samples(axis_problem const& a, index_range outputs, index_range samples) {
  for (index t = outputs.first; t < outputs.end; ++t) {
    tap_range const taps = taps_on_input(a, t);
    if (taps.count == 0) { continue; }
    if (!contains(samples, taps.first_input)) { return false; }
    if (!contains(samples, taps.first_input + (taps.count - 1) * taps.input_step)) { return false; }
  }
  return true;
}

problem draw(std::mt19937_64& random) {
  problem p = test::random_extents(random, {.empty = false});
  if (p.rank == 0) { p.rank = 1; }
  return p;
}

TEST_CASE("the boxes of a problem have every output once, and all samples of its windows") {
  int several = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    std::mt19937_64 random(seed);
    problem const p = draw(random);
    CAPTURE(seed, convolt::engine::describe(p));
    output_boxes const boxes(p, pick(random, 1, 60), pick(random, 1, 60));
    index positions = output_batch(p);
    for (std::size_t d = 0; d < p.rank; ++d) { positions *= p.axes[d].output; }
    std::vector<int> visits(static_cast<std::size_t>(positions));
    for (index number = 0; number < boxes.size(); ++number) {
      output_box const box = boxes.box(p, number);
      index size = 1;
      for (std::size_t d = 0; d < p.rank; ++d) {
        size *= box.outputs[d].size();
        CHECK(box.outputs[d].size() >= 1);
        CHECK(box.outputs[d].size() <= boxes.outputs(d));
        CHECK(box.inputs[d].size() <= boxes.inputs(d));
        CHECK(has_all_samples(p.axes[d], box.outputs[d], box.inputs[d]));
      }
      for (index i = 0; i < size; ++i) {
        index rest = i;
        index step = 1;
        index position = 0;
        for (std::size_t d = p.rank; d-- > 0;) {
          position += (box.outputs[d].first + rest % box.outputs[d].size()) * step;
          rest /= box.outputs[d].size();
          step *= p.axes[d].output;
        }
        ++visits[static_cast<std::size_t>(box.batch * step + position)];
      }
    }
    CHECK(visits == std::vector<int>(visits.size(), 1));
    several += boxes.size() > output_batch(p);
  }
  CHECK(several > 100);
}

TEST_CASE("boxes are as large as the limits permit, and not smaller than their windows") {
  problem p;
  p.rank = 2;
  p.axes[0] = p.axes[1] = {.input = 56, .weights = 3, .output = 56, .pad_lo = 1};
  CHECK(output_boxes(p, 56 * 56, 56 * 56).size() == 1);
  output_boxes const slices(p, 16 * 56, 56 * 56);
  CHECK(slices.size() == 4);
  CHECK(slices.outputs(0) == 14);
  CHECK(slices.inputs(0) == 16);
  output_boxes const pieces(p, 3 * 30, 56);
  CHECK(pieces.axis() == 1);
  CHECK(pieces.size() == 2 * 56);
  p.rank = 1;
  p.axes[0] = {.input = 10000, .weights = 2, .output = 9488, .weights_dilation = 512};
  CHECK(output_boxes(p, 10, 10).outputs(0) >= 900);
}

TEST_CASE("the outputs of a phase in a range are those whose place is in the range") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    axis_problem const a{
        .output = pick(random, 0, 30), .stride = pick(random, 1, 5), .input_dilation = pick(random, 1, 6)};
    index const first = pick(random, 0, 30);
    index_range const range{.first = first, .end = pick(random, first, 31)};
    for (index r = 0; r < phase_count(a); ++r) {
      axis_phase const f = phase_of(a, r);
      index_range const found = outputs_of_phase(f, range);
      CAPTURE(seed, r);
      for (index j = 0; j < f.outputs; ++j) {
        CHECK(contains(found, j) == contains(range, f.first_output + j * f.output_step));
      }
      CHECK(found.end <= f.outputs);
    }
  }
}

TEST_CASE("lines that follow each other in both arrays are copied as one") {
  problem array;
  array.rank = 3;
  array.axes[0].input_step = 100;
  array.axes[1].input_step = 5;
  array.axes[2].input_step = 1;
  problem copy = array;
  copy.axes[0].input_step = 60;
  copy.axes[1].input_step = 10;
  copy.axes[2].input_step = 2;
  std::array<index_range, convolt::max_spatial_rank> ranges{};
  ranges[0] = {.first = 1, .end = 3};
  ranges[1] = {.first = 2, .end = 4};
  ranges[2] = {.first = 0, .end = 5};
  using lines = std::vector<std::vector<index>>;
  auto const list = [&] {
    lines found;
    box_copy{.array = array, .copy = copy, .ranges = ranges, .step = &axis_problem::input_step}.for_each_line(
        [&](index from, index to, index positions) {
          found.push_back({from, to, positions});
        });
    return found;
  };
  CHECK(list() == lines{{110, 0, 10}, {210, 60, 10}});
  ranges[2].end = 4;
  CHECK(list() == lines{{110, 0, 4}, {115, 10, 4}, {210, 60, 4}, {215, 70, 4}});
  ranges[1].end = 2;
  CHECK(list().empty());
}

TEST_CASE("the copy of a box knows where its array begins") {
  problem p;
  p.rank = 2;
  p.axes[0].output_step = 40;
  p.axes[1].output_step = 4;
  std::array<index_range, convolt::max_spatial_rank> ranges{};
  ranges[0] = {.first = 3, .end = 5};
  ranges[1] = {.first = 2, .end = 5};
  box_copy const copy{.array = p, .copy = p, .ranges = ranges, .step = &axis_problem::output_step};
  CHECK(copy.origin(p) == 128);
}

TEST_CASE("windows over nothing but padding have no samples") {
  axis_problem const a{.input = 4, .weights = 2, .output = 30, .pad_lo = 10};
  CHECK(samples_met(a, 0, 5).size() == 0);
  CHECK(samples_met(a, 20, 30).size() == 0);
  CHECK(samples_met(a, 0, 30).size() == 4);
  CHECK(samples_met({.input = 4, .weights = 0, .output = 2}, 0, 2).size() == 0);
}

}  // namespace
