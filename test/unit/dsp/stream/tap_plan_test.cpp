// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/tap_plan.hpp>

#include <support/catch.hpp>

#include <vector>

TEST_CASE("the plan of causal taps has the last one for the oldest sample", "[dsp]") {
  auto const plan = convolt::dsp::detail::causal_plan<float>(std::vector<double>{1, 2, 3}, 5);
  CHECK(std::vector<float>(plan.weights.begin(), plan.weights.end()) == std::vector<float>{3, 2, 1});
  CHECK(plan.channels == 5);
  CHECK(plan.taps == 3);
  CHECK(plan.back == 2);
  CHECK(plan.tail == 2);
  CHECK(plan.hold == 0);
  CHECK(!plan.own_weights);
}
