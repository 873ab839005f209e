// SPDX-License-Identifier: BSD-3-Clause
/// Transposing copies: every size comes out right, and nothing else is touched.
#include <convolt/engine/methods/boxed/transpose.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::default_arch;

constexpr double untouched = -1;

/// positions * step by channels, numbered; the last element is the last one that exists.
template <class T>
std::vector<T> numbered(index size) {
  std::vector<T> numbers(static_cast<std::size_t>(size));
  for (std::size_t i = 0; i < numbers.size(); ++i) { numbers[i] = static_cast<T>(i + 1); }
  return numbers;
}

TEMPLATE_TEST_CASE("channels become neighbours for any number of positions and channels", "", float, double) {
  for (index positions = 0; positions <= 35; ++positions) {
    for (index const channels : {0, 1, 2, 3, 7, 8, 15, 16, 17, 32, 33}) {
      for (index const step : {1, 3}) {
        CAPTURE(positions, channels, step);
        index const line = positions * step + 2;
        index const pitch = channels + 3;
        std::vector<TestType> const from = numbered<TestType>(channels * line + 1);
        std::vector<TestType> to(static_cast<std::size_t>(positions * pitch + 1), TestType(untouched));
        convolt::engine::copy_to_channels_last<TestType, default_arch>(from.data(), step, line, to.data(), pitch,
                                                                       positions, channels);
        int wrong = 0;
        for (index i = 0; i < positions * pitch; ++i) {
          index const c = i % pitch;
          TestType const expected =
              c < channels ? from[static_cast<std::size_t>(c * line + i / pitch * step)] : TestType(untouched);
          wrong += to[static_cast<std::size_t>(i)] != expected;
        }
        CHECK(wrong == 0);
        CHECK(to.back() == TestType(untouched));
      }
    }
  }
}

/// Copies so many numbers where channels are neighbours to lines of `line` numbers, and returns how many are wrong.
template <class T>
int faults_of_lines(index positions, index channels, index step, index line, bool line_by_line) {
  static constexpr index width = static_cast<index>(convolt::engine::lanes<T, default_arch>);
  index const pitch = (channels + width - 1) / width * width;
  std::vector<T> const from = numbered<T>(positions * pitch + 1);
  std::vector<T> to(static_cast<std::size_t>((channels + 1) * line), T(untouched));
  convolt::engine::copy_from_channels_last<T, default_arch>(from.data(), pitch, to.data(), step, line, positions,
                                                            channels, line_by_line);
  int wrong = 0;
  for (index i = 0; i < (channels + 1) * line; ++i) {
    index const c = i / line;
    index const at = i % line;
    bool const written = c < channels && at % step == 0 && at / step < positions;
    wrong += to[static_cast<std::size_t>(i)] !=
             (written ? from[static_cast<std::size_t>(at / step * pitch + c)] : T(untouched));
  }
  return wrong;
}

TEMPLATE_TEST_CASE("positions become neighbours, and channels beyond the last are not written", "", float, double) {
  for (bool const line_by_line : {false, true}) {
    for (index positions = 0; positions <= 35; ++positions) {
      for (index const channels : {1, 2, 3, 7, 8, 15, 16, 17, 31, 32}) {
        for (index const step : {1, 2}) {
          CAPTURE(positions, channels, step, line_by_line);
          CHECK(faults_of_lines<TestType>(positions, channels, step, positions * step + 1, line_by_line) == 0);
        }
      }
    }
  }
}

TEMPLATE_TEST_CASE("long lines are copied part by part", "", float, double) {
  for (index const positions : {111, 112, 113, 127, 128, 129, 143, 144, 145, 255, 256, 257, 258, 400}) {
    for (index const more : {0, 1, 5, 16}) {  // where the lines begin against the cache lines
      CAPTURE(positions, more);
      CHECK(faults_of_lines<TestType>(positions, 19, 1, positions + more, true) == 0);
    }
  }
}

TEST_CASE("rows a multiple of a page apart collide") {
  CHECK(convolt::engine::rows_collide<float>(1024));
  CHECK(convolt::engine::rows_collide<float>(-2048));
  CHECK(convolt::engine::rows_collide<double>(512));
  CHECK_FALSE(convolt::engine::rows_collide<float>(1023));
  CHECK_FALSE(convolt::engine::rows_collide<float>(512));
}

}  // namespace
