// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/methods/shared/bias.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::bias_of_channel;
using convolt::engine::bias_range;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::write_bias;

/// Bias of channel o: o + 1, with gaps of other numbers, scaled by 10.
struct example {
  problem p;
  std::vector<float> bias;
  operands<float> x;

  explicit example(index step) {
    p.out_channels = 6;
    p.bias_step = step;
    bias.assign(18, -1.f);
    float* const first = bias.data() + (step < 0 ? 17 : 0);
    for (index o = 0; o < 6 && step != 0; ++o) { first[o * step] = static_cast<float>(o + 1); }
    if (step == 0) { *first = 1; }
    x.bias = first;
    x.bias_scale = 10;
  }
};

TEST_CASE("the bias of a channel is scaled, and 0 where there is none") {
  for (index const step : {1, 3, -2}) {
    example e(step);
    for (index o = 0; o < 6; ++o) { CHECK(bias_of_channel(e.p, e.x, o) == static_cast<float>(10 * (o + 1))); }
    e.x.bias = nullptr;
    CHECK(bias_of_channel(e.p, e.x, 4) == 0.f);
  }
  example const same(0);
  CHECK(bias_of_channel(same.p, same.x, 5) == 10.f);
}

TEST_CASE("a range of channels is written side by side, with zeros behind it") {
  for (index const step : {1, 3, -2}) {
    for (index first = 0; first < 6; ++first) {
      for (index count = 0; first + count <= 6; ++count) {
        for (index const repeats : {1, 2, 4}) {
          example const e(step);
          index const size = count * repeats + 3;
          std::vector<float> to(static_cast<std::size_t>(size) + 1, 77.f), expected;
          for (index o = first; o < first + count; ++o) {
            expected.insert(expected.end(), static_cast<std::size_t>(repeats), static_cast<float>(10 * (o + 1)));
          }
          expected.insert(expected.end(), 3, 0.f);
          expected.push_back(77.f);
          bias_range const range{.first = first, .count = count, .size = size, .repeats = repeats};
          CAPTURE(step, first, count, repeats);
          CHECK(write_bias(e.p, e.x, range, to.data()) == to.data());
          CHECK(to == expected);
        }
      }
    }
  }
}

TEST_CASE("fewer numbers than channels may be written") {
  example const e(1);
  std::vector<float> to(4, 77.f);
  CHECK(write_bias(e.p, e.x, {.first = 1, .count = 5, .size = 3}, to.data()) == to.data());
  CHECK(to == std::vector<float>{20, 30, 40, 77});
}

TEST_CASE("without a bias nothing is written") {
  example e(1);
  e.x.bias = nullptr;
  std::vector<float> to(4, 77.f);
  CHECK(write_bias(e.p, e.x, {.first = 0, .count = 4, .size = 4}, to.data()) == nullptr);
  CHECK(to == std::vector<float>(4, 77.f));
}

}  // namespace
