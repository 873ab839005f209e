// SPDX-License-Identifier: BSD-3-Clause
/// Copies of the samples of a line, phase by phase.
#include <convolt/engine/methods/toeplitz/samples.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace toeplitz = convolt::engine::methods::toeplitz;

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::default_arch;

TEST_CASE("the reach of a window is counted between its outer taps") {
  CHECK(toeplitz::window_reach({.weights = 5, .weights_dilation = 3}) == 12);
  CHECK(toeplitz::window_reach({.weights = 1, .weights_dilation = 3}) == 0);
  CHECK(toeplitz::window_reach({.weights = 0, .weights_dilation = 3}) == 0);
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
      toeplitz::copy_apart<TestType, default_arch>(first, step, to.data(), count);
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
        toeplitz::tap_line const line = toeplitz::taps_along(a);
        index const outputs = 8, row = outputs + toeplitz::window_reach(a) / stride;
        std::vector<float> copy(static_cast<std::size_t>(row * line.phases()), -1.f);
        toeplitz::copy_samples<float, default_arch>(a, samples.data(), begin, outputs, row, copy.data());
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
