// SPDX-License-Identifier: BSD-3-Clause
/// Sums of products of spectra beside the reference loops: errors as transforms have them, whatever the layout, in any
/// number of shares; what is not finite, or would overflow, spoils what it meets and nothing else.
#include <convolt/engine/methods/cross_spectra/runner.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/cross_spectra/method.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>
#include <unit/engine/methods/cross_spectra/gradient_arrays.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::default_arch;

template <class T>
using method = convolt::engine::methods::cross_spectra::method<T, default_arch>;

TEMPLATE_TEST_CASE("gradients of long kernels have the errors of transforms", "", float, double) {
  for (test::gradient_extents const& e :
       {test::gradient_extents{.length = 3000, .taps = 100, .pad_lo = 50},
        test::gradient_extents{.length = 900, .taps = 1, .batch = 3},
        test::gradient_extents{.length = 65, .taps = 300, .channels = 3},
        test::gradient_extents{.length = 400, .taps = 33, .channels = 5, .batch = 3},
        test::gradient_extents{.length = 500, .taps = 20, .channels = 37},
        test::gradient_extents{.length = 300, .taps = 9, .dilation = 7},
        test::gradient_extents{.length = 300, .taps = 40, .pad_lo = -20},
        test::gradient_extents{.length = 200, .taps = 10, .pad_lo = 500},
        test::gradient_extents{.length = 150, .taps = 64, .channels = 4, .multiplier = 2}}) {
    for (bool const last : {false, true}) {
      test::gradient_extents extents = e;
      extents.channels_last = last;
      test::gradient_arrays<TestType> const a(extents);
      CAPTURE(e.length, e.taps, e.channels, e.batch, last);
      REQUIRE_FALSE(method<TestType>::judge({.p = a.p}).declined());
      auto const plan = method<TestType>::plan({.p = a.p, .weights = a.weights()});
      std::vector<TestType> const out = a.run(*plan, 1);
      CHECK(a.worst_error(out) <= 2 * 13);  // log2 of no block is above that
      CHECK(a.run(*plan, 3) == out);
      CHECK(a.template run_once<method<TestType>>() == out);
    }
  }
}

TEMPLATE_TEST_CASE("what is not finite spoils the lags that it meets, and no channel but its own", "", float, double) {
  for (TestType const odd : {std::numeric_limits<TestType>::infinity(), std::numeric_limits<TestType>::quiet_NaN(),
                             std::numeric_limits<TestType>::max()}) {
    for (bool const last : {false, true}) {
      for (bool const in_weights : {false, true}) {
        test::gradient_arrays<TestType> a(
            {.length = 300, .taps = 40, .channels = 18, .pad_lo = 20, .channels_last = last});
        auto& spoiled = in_weights ? a.cotangent : a.input;
        spoiled[3] = odd;  // at the border, so that some lags do not meet it
        std::vector<TestType> const out = a.template run_once<method<TestType>>(), expected = a.by_reference();
        int wrong = 0, spoilt = 0;
        for (std::size_t i = 0; i < out.size(); ++i) {
          bool const finite = std::isfinite(expected[i]);
          spoilt += finite ? 0 : 1;
          bool const same = out[i] == expected[i] || (std::isnan(out[i]) && std::isnan(expected[i]));
          // Beside the largest number the others do not count.
          double const size = odd == std::numeric_limits<TestType>::max() ? 1e-3 * static_cast<double>(odd) : 1e-3;
          bool const near = std::abs(static_cast<double>(out[i]) - static_cast<double>(expected[i])) <= size;
          wrong += finite ? !near : !same;
        }
        CAPTURE(odd, last, in_weights, spoilt);
        CHECK(wrong == 0);
      }
    }
  }
}

TEST_CASE("gradients of transforms take a bias") {
  test::gradient_arrays<double> const a({.length = 200, .taps = 30, .channels = 4});
  std::vector<double> out(a.size), expected(a.size);
  std::vector<double> const bias{1, -2, 3, 40};
  convolt::engine::problem p = a.p;
  p.bias_step = 1;
  auto x = a.operands(out), y = a.operands(expected);
  x.bias = y.bias = bias.data();
  x.bias_scale = y.bias_scale = 3;
  convolt::engine::workspace space;
  REQUIRE(method<double>::run_once({.p = p, .weights = a.weights()}, x, space));
  convolt::engine::run_reference(p, y);
  for (std::size_t i = 0; i < out.size(); ++i) { CHECK(std::abs(out[i] - expected[i]) < 1e-11); }
}

}  // namespace
