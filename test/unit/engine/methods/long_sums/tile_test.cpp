// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel for long sums, on sums that can be done in the head.
#include <convolt/engine/methods/long_sums/tile.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

namespace {

namespace long_sums = convolt::engine::methods::long_sums;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::lanes;

TEMPLATE_TEST_CASE("every number of outputs is summed, whole vectors and the rest, and nothing else is read", "", float,
                   double) {
  index const width = static_cast<index>(lanes<TestType, default_arch>);
  for (index outputs = 1; outputs <= 25; ++outputs) {
    for (index taps = 1; taps <= 4 * width; taps += 3) {
      CAPTURE(outputs, taps);
      std::vector<TestType> x(static_cast<std::size_t>(taps + outputs - 1)), w(static_cast<std::size_t>(taps));
      for (std::size_t i = 0; i < x.size(); ++i) { x[i] = static_cast<TestType>(i % 5) - 2; }
      for (std::size_t i = 0; i < w.size(); ++i) { w[i] = static_cast<TestType>(i % 7) - 3; }
      convolt::engine::aligned_array<TestType> sums(static_cast<std::size_t>(outputs * width));
      sums.data()[0] = 100;  // there is something already
      std::vector<index> list(static_cast<std::size_t>(outputs));
      std::iota(list.begin(), list.end(), index{0});
      long_sums::task<TestType> const task{.input = x.data(),
                                           .weights = w.data(),
                                           .input_step = width,
                                           .weights_step = width,
                                           .count = taps / width,
                                           .rest = taps % width};
      long_sums::run_tiles<TestType, default_arch>(task, {list.data(), list.data(), outputs}, sums.data());
      int wrong = 0;
      for (index t = 0; t < outputs; ++t) {
        TestType expected = t == 0 ? 100 : 0;
        for (index q = 0; q < taps; ++q) {
          expected += x[static_cast<std::size_t>(q + t)] * w[static_cast<std::size_t>(q)];
        }
        TestType const* const own = sums.data() + t * width;
        wrong += std::accumulate(own, own + width, TestType(0)) != expected;
      }
      CHECK(wrong == 0);
    }
  }
}

}  // namespace
