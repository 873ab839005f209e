// SPDX-License-Identifier: BSD-3-Clause
/// Estimates grow with what is to be done, and strided samples cost more than neighbouring ones.
#include <convolt/engine/methods/along_line/cost.hpp>

#include <support/catch.hpp>

namespace {

namespace along_line = convolt::engine::methods::along_line;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

/// A plane with a window of 3 by 3, padded.
problem plane(index size, index stride) {
  problem p;
  p.rank = 2;
  for (std::size_t d = 0; d < 2; ++d) {
    p.axes[d] = {.input = size,
                 .weights = 3,
                 .output = (size - 1) / stride + 1,
                 .stride = stride,
                 .pad_lo = 1,
                 .input_step = d == 0 ? size : 1};
  }
  return p;
}
double cycles(problem const& p) { return along_line::estimate_cycles<float, default_arch>(p); }

TEST_CASE("estimates along lines grow with positions and channels") {
  CHECK(cycles(plane(64, 1)) > 3 * cycles(plane(32, 1)));
  problem p = plane(64, 1);
  p.out_channels = 4;
  p.output_channel_step = 64 * 64;
  CHECK(cycles(p) > cycles(plane(64, 1)));
}

TEST_CASE("of a line that fits into a vector every product waits for the one before") {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 2004, .weights = 2000, .output = 4, .input_step = 1, .weights_step = 1, .output_step = 1};
  CHECK(cycles(p) > 2000 * convolt::engine::costs::along_line::latency / 2);
}

TEST_CASE("split samples are cheaper than gathered ones, and dearer than those that stay side by side") {
  problem apart = plane(64, 2);
  for (std::size_t d = 0; d < 2; ++d) { apart.axes[d].input_step *= 5; }
  CHECK(cycles(plane(64, 2)) < cycles(apart));
  auto const sample = [](index stride) {
    auto const plan = along_line::planner<float, default_arch>::make(plane(64, stride), {}, true);
    return along_line::cycles_per_copied<float, default_arch>(plan);
  };
  CHECK(sample(1) < sample(2));
  CHECK(sample(2) < sample(3));
}

TEST_CASE("groups whose channels are neighbours bring cache lines anew, unless the array stays in the nearest cache") {
  auto const grouped = [](index size) {
    problem p = plane(size, 1);
    p.out_channels = p.feature_groups = 8;
    for (std::size_t d = 0; d < 2; ++d) { p.axes[d].input_step *= 8; }
    return p;
  };
  CHECK(along_line::brings_lines_anew<float>(grouped(64)));
  CHECK_FALSE(along_line::brings_lines_anew<float>(grouped(16)));
  problem one = grouped(64);
  one.feature_groups = 1;
  CHECK_FALSE(along_line::brings_lines_anew<float>(one));
}

}  // namespace
