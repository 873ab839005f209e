// SPDX-License-Identifier: BSD-3-Clause
/// Which taps meet samples, against asking every output about every tap.
#include <convolt/engine/methods/shared/tap_lines.hpp>

#include <support/catch.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::extend;
using convolt::engine::find_inner;
using convolt::engine::find_taps;
using convolt::engine::inner_range;
using convolt::engine::tap_line;
using convolt::engine::tap_lines;
using convolt::engine::tap_range;
using convolt::engine::taps_at;
using convolt::engine::taps_on_input;
using convolt::test::pick;

TEST_CASE("inner outputs and existing taps are what counting finds") {
  for (index pad = -5; pad <= 9; ++pad) {
    for (index input = 0; input <= 7; ++input) {
      for (index stride = 1; stride <= 3; ++stride) {
        for (index dilation = 1; dilation <= 3; ++dilation) {
          index const taps = 3;
          index const outputs = 6;
          inner_range const inner = find_inner(outputs, stride, pad, (taps - 1) * dilation, input);
          for (index t = 0; t < outputs; ++t) {
            index const start = t * stride - pad;
            inner_range const found = find_taps(taps, dilation, start, input);
            index count = 0;
            index first = 0;
            for (index q = taps; q-- > 0;) {
              index const at = start + q * dilation;
              if (at < 0 || at >= input) { continue; }
              ++count;
              first = q;
            }
            CAPTURE(pad, input, stride, dilation, t);
            CHECK(found.hi - found.lo == count);
            if (count > 0) { CHECK(found.lo == first); }
            CHECK((t >= inner.lo && t < inner.hi) == (count == taps));
          }
        }
      }
    }
  }
}

axis_problem random_axis(std::mt19937_64& random) {
  return {.input = pick(random, 0, 9),
          .weights = pick(random, 0, 5),
          .output = pick(random, 1, 9),
          .stride = pick(random, 1, 3),
          .input_dilation = pick(random, 1, 2) == 1 ? 1 : pick(random, 2, 3),
          .weights_dilation = pick(random, 1, 3),
          .pad_lo = pick(random, -3, 8)};
}

TEST_CASE("the taps of an output are those that meet samples, dilated or not") {
  int met = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random(seed);
    axis_problem const a = random_axis(random);
    for (index t = 0; t < a.output; ++t) {
      tap_range const found = taps_at(a, t);
      tap_range const expected = taps_on_input(a, t);
      CAPTURE(seed, t);
      REQUIRE(found.count == expected.count);
      for (index k = 0; k < found.count; ++k, ++met) {
        CHECK(found.first_tap + k * found.tap_step == expected.first_tap + k * expected.tap_step);
        CHECK(found.first_input + k * found.input_step == expected.first_input + k * expected.input_step);
      }
    }
  }
  CHECK(met > 1000);
}

using places = std::vector<std::array<index, 2>>;

places listed(tap_lines const& lines) {
  places all;
  for (index i = 0; i < lines.count; ++i) {
    tap_line const line = lines.at[static_cast<std::size_t>(i)];
    all.push_back({line.input, line.weights});
  }
  return all;
}

/// The places, each once for every tap of output t that meets a sample, in the order of the taps.
places extended(places const& before, axis_problem const& a, index input_step, index weights_step, index t) {
  places all;
  for (auto const& [input, weights] : before) {
    for (index q = 0; q < a.weights; ++q) {
      index const at = t * a.stride + q * a.weights_dilation - a.pad_lo;
      if (at < 0 || at % a.input_dilation != 0 || at / a.input_dilation >= a.input) { continue; }
      all.push_back({input + at / a.input_dilation * input_step, weights + q * weights_step});
    }
  }
  return all;
}

TEST_CASE("the lines of several axes are listed axis by axis, in the order of their taps") {
  std::size_t most = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random(seed);
    tap_lines lines;
    lines.count = 1;
    lines.at[0] = {.input = 7, .weights = -5};
    places expected{{7, -5}};
    for (int d = 0; d < 2; ++d) {
      axis_problem const a = random_axis(random);
      index const input_step = pick(random, -50, 50), weights_step = pick(random, -50, 50);
      index const t = pick(random, 0, a.output - 1);
      extend(lines, a, input_step, weights_step, t);
      expected = extended(expected, a, input_step, weights_step, t);
      CAPTURE(seed, d);
      CHECK(listed(lines) == expected);
    }
    most = std::max(most, expected.size());
  }
  CHECK(most >= 9);
}

}  // namespace
