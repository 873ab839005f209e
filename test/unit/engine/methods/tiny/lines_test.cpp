// SPDX-License-Identifier: BSD-3-Clause
/// Which lines of taps belong to which line of outputs.
#include <convolt/engine/methods/tiny/lines.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::problem;
using convolt::engine::tap_line;
using convolt::engine::tap_lines;
using convolt::test::pick;

problem plane(index extent) {
  problem p;
  p.rank = 2;
  p.axes[0] = p.axes[1] = {.input = extent, .weights = 3, .output = extent, .pad_lo = 1};
  return p;
}

TEST_CASE("a line of outputs meets the lines of taps that have samples") {
  problem p = plane(3);
  p.axes[0].input_step = 10;
  p.axes[0].output_step = 100;
  tiny::steps const steps{.input = {10, 1}, .weights = {7, 1}};
  std::vector<std::pair<index, index>> met;
  std::vector<index> outputs;
  tiny::for_each_line(p, steps, [&](tap_lines const& lines, index output) {
    outputs.push_back(output);
    for (index i = 0; i < lines.count; ++i) {
      tap_line const line = lines.at[static_cast<std::size_t>(i)];
      met.emplace_back(line.input, line.weights);
    }
  });
  CHECK(outputs == std::vector<index>{0, 100, 200});
  std::vector<std::pair<index, index>> const first{{0, 7}, {10, 14}, {0, 0}, {10, 7}, {20, 14}, {10, 0}, {20, 7}};
  CHECK(met == first);
}

/// For every line of outputs, by where it lies, where the lines of taps begin that it meets.
using meetings = std::map<index, std::vector<std::pair<index, index>>>;

/// By the definition, over the axes from d on but the last.
void list_by_definition(problem const& p, tiny::steps const& steps, std::size_t d, index output,
                        std::vector<std::pair<index, index>> const& lines, meetings& all) {
  if (d + 1 == p.rank) {
    all[output] = lines;
    return;
  }
  for (index t = 0; t < p.axes[d].output; ++t) {
    std::vector<std::pair<index, index>> longer;
    for (auto const& [input, weights] : lines) {
      for (index q = 0; q < p.axes[d].weights; ++q) {
        index const at = t * p.axes[d].stride + q * p.axes[d].weights_dilation - p.axes[d].pad_lo;
        index const s = p.axes[d].input_dilation;
        if (at < 0 || at % s != 0 || at / s >= p.axes[d].input) { continue; }
        longer.emplace_back(input + at / s * steps.input[d], weights + q * steps.weights[d]);
      }
    }
    list_by_definition(p, steps, d + 1, output + t * p.axes[d].output_step, longer, all);
  }
}

TEST_CASE("lines are walked for any number of axes, each with all lines of taps that it meets") {
  int several = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    problem p;
    p.rank = static_cast<std::size_t>(pick(random, 1, 3));
    tiny::steps steps{};
    index next = 1;
    for (std::size_t d = p.rank; d-- > 0;) {
      p.axes[d] = {.input = pick(random, 1, 6),
                   .weights = pick(random, 1, 4),
                   .output = pick(random, 1, 5),
                   .stride = pick(random, 1, 2),
                   .input_dilation = pick(random, 1, 2),
                   .weights_dilation = pick(random, 1, 2),
                   .pad_lo = pick(random, -1, 4),
                   .output_step = next};
      next *= p.axes[d].output;
      steps.input[d] = pick(random, -40, 40);
      steps.weights[d] = pick(random, -40, 40);
    }
    CAPTURE(seed, convolt::engine::describe(p));
    meetings expected, met;
    list_by_definition(p, steps, 0, 0, {{0, 0}}, expected);
    tiny::for_each_line(p, steps, [&](tap_lines const& lines, index output) {
      CHECK(met.count(output) == 0);
      for (index i = 0; i < lines.count; ++i) {
        tap_line const line = lines.at[static_cast<std::size_t>(i)];
        met[output].emplace_back(line.input, line.weights);
      }
      if (lines.count == 0) { met[output] = {}; }
      several += lines.count > 1;
    });
    CHECK(met == expected);
  }
  CHECK(several > 100);
}

}  // namespace
