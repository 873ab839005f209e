// SPDX-License-Identifier: BSD-3-Clause
/// Copies of samples with zeros around them, in both orders.
#include <convolt/engine/methods/tiny/samples.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

/// Two lines of `input` samples of three channels, two samples of padding before and one behind.
problem lines_of(index input) {
  problem p;
  p.rank = 2;
  p.in_channels = 3;
  p.axes[0] = {.input = 2, .output = 2};
  p.axes[1] = {.input = input, .weights = 4, .output = input, .pad_lo = 2};
  return p;
}

TEMPLATE_TEST_CASE("samples are copied with zeros around them", "", float, double) {
  for (index input = 0; input <= 40; ++input) {
    for (bool const channels_first : {false, true}) {
      for (index const gap : {0, 2}) {
        problem p = lines_of(input);
        p.axes[1].input_step = channels_first ? 1 : 3 + gap;
        p.input_channel_step = channels_first ? input + gap : 1;
        p.axes[0].input_step = 3 * (input + gap) + input * gap;
        std::vector<TestType> from(static_cast<std::size_t>(2 * p.axes[0].input_step));
        for (std::size_t i = 0; i < from.size(); ++i) { from[i] = static_cast<TestType>(i + 1); }
        tiny::sample_copy<TestType, default_arch> const samples(p, channels_first);
        std::vector<TestType> to(tiny::sample_copy<TestType, default_arch>::most, TestType(-1));
        samples.copy(from.data(), to.data());
        CHECK(samples.before() == 2);
        std::array<index, convolt::max_spatial_rank> steps{};
        samples.write_steps(steps);
        CAPTURE(input, channels_first, gap);
        for (index x = 0; x < 2; ++x) {
          for (index t = -2; t < input + 1; ++t) {
            for (index c = 0; c < 3; ++c) {
              index const place = x * steps[0] + (t + 2) * steps[1] + c * samples.channel_step();
              index const source = x * p.axes[0].input_step + t * p.axes[1].input_step + c * p.input_channel_step;
              bool const inside = t >= 0 && t < input;
              CHECK(to[static_cast<std::size_t>(place)] ==
                    (inside ? from[static_cast<std::size_t>(source)] : TestType(0)));
            }
          }
        }
      }
    }
  }
}

}  // namespace
