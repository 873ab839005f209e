// SPDX-License-Identifier: BSD-3-Clause
/// Strips against the definition of the convolution: the blocks that are listed name every pair of an output and a tap
/// that meets a sample, once, with the right places in memory, and no other.
#include <convolt/engine/methods/depthwise/strips.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <tuple>
#include <vector>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;
using convolt::engine::taps_on_input;
using planner = depthwise::planner<float, default_arch>;

/// How often an output is computed, and how often each sample enters it.
using outputs = std::map<index, int>;
using meetings = std::map<std::tuple<index, index>, int>;

void count_line(depthwise::phase_layout const& f, depthwise::strip const& strip, depthwise::output_line const& line,
                outputs& computed, meetings& met) {
  for (index u = strip.first; u < strip.end; ++u) {
    index const output = line.output_offset + u * f.lattice.output_classes * f.last.output_step;
    ++computed[output];
    for (index i = 0; i < line.block_count; ++i) {
      depthwise::tap_block const& b = line.blocks[i];
      for (index q = 0; q < b.taps; ++q) {
        index const sample = u + q;
        bool const exists = sample >= b.first && sample < b.end;
        if (u >= strip.first_whole && u < strip.end_whole) { CHECK(exists); }
        if (exists) { ++met[{output, b.input + sample * f.lattice.step * f.last.input_step}]; }
      }
    }
  }
}

/// All strips of all phases.
void count_strips(problem const& p, outputs& computed, meetings& met) {
  depthwise::layout const layout = planner::make(p);
  std::vector<depthwise::tap_block> blocks(static_cast<std::size_t>(layout.most_tap_blocks));
  std::vector<depthwise::tap_block> pattern(static_cast<std::size_t>(layout.most_pattern));
  std::vector<depthwise::output_line> lines(static_cast<std::size_t>(layout.most_strip_lines));
  depthwise::strip_memory const memory{.blocks = blocks.data(), .pattern = pattern.data(), .lines = lines.data()};
  for (depthwise::phase_layout const& f : layout.phases) {
    for (index item = 0; item < f.items();) {
      index const count = std::min(f.strip_lines, f.rows.output - item % f.rows.output);
      depthwise::strip const strip = depthwise::list_strip<default_arch>(f, item, count, memory);
      for (index i = 0; i < count; ++i) { count_line(f, strip, strip.lines[i], computed, met); }
      item += count;
    }
  }
}

/// The same by the definition, over the axes from d on.
void count_by_definition(problem const& p, std::size_t d, index input, index output, meetings& met) {
  if (d == p.rank) {
    ++met[{output, input}];
    return;
  }
  for (index t = 0; t < p.axes[d].output; ++t) {
    auto const range = taps_on_input(p.axes[d], t);
    for (index k = 0; k < range.count; ++k) {
      count_by_definition(p, d + 1, input + (range.first_input + k * range.input_step) * p.axes[d].input_step,
                          output + t * p.axes[d].output_step, met);
    }
  }
}

TEST_CASE("strips compute every output once, from every sample that it meets") {
  std::size_t seen = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    std::mt19937_64 random(seed);
    problem extents = test::random_extents(random, {.groups = false});
    extents.in_channels = 1;
    extents.feature_groups = extents.out_channels = test::pick(random, 1, 20);
    problem const p = test::arrays<float>(random, extents).p;
    CAPTURE(seed, convolt::engine::describe(p));
    outputs computed;
    meetings met, expected;
    count_strips(p, computed, met);
    if (!is_empty(p)) {
      for (index n = 0; n < p.batch; ++n) {
        count_by_definition(p, 0, n * p.input_batch_step, n * p.output_batch_step, expected);
      }
    }
    CHECK(met == expected);
    std::size_t positions = static_cast<std::size_t>(p.batch);
    for (std::size_t d = 0; d < p.rank; ++d) { positions *= static_cast<std::size_t>(p.axes[d].output); }
    CHECK(computed.size() == positions);
    CHECK(std::all_of(computed.begin(), computed.end(), [](auto const& entry) { return entry.second == 1; }));
    seen += met.size();
  }
  CHECK(seen > 10000);
}

}  // namespace
