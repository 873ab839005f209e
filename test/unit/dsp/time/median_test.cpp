// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/time/median.hpp.

#include <convolt/dsp/time/median.hpp>

#include <support/catch.hpp>

#include <limits>
#include <vector>

using convolt::dsp::detail::median_of;

TEST_CASE("a median is the number in the middle, or the mean of the two that are") {
  std::vector<double> one{7}, two{4, 1}, odd{5, 1, 4, 2, 3}, even{6, 1, 5, 2, 8, 3};
  CHECK(median_of(one.begin(), one.end()) == 7);
  CHECK(median_of(two.begin(), two.end()) == 2.5);
  CHECK(median_of(odd.begin(), odd.end()) == 3);
  CHECK(median_of(even.data(), even.data() + 6) == 4);
  std::vector<float> equal(8, 0.5F);
  CHECK(median_of(equal.begin(), equal.end()) == 0.5);
  std::vector<double> far{1, std::numeric_limits<double>::infinity(), 2};
  CHECK(median_of(far.begin(), far.end()) == 2);
}
