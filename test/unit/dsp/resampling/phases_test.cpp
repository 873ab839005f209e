// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/phases.hpp.
#include <convolt/dsp/resampling/phases.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using sample_number = convolt::index;

TEST_CASE("quotients and remainders are rounded down below zero too") {
  for (sample_number n = -12; n <= 12; ++n) {
    for (sample_number by = 1; by <= 5; ++by) {
      sample_number const rest = floor_remainder(n, by);
      REQUIRE((rest >= 0 && rest < by && floor_quotient(n, by) * by + rest == n));
    }
  }
}

TEST_CASE("an output meets the taps whose samples are no inserted zeros, oldest sample first") {
  double const h[] = {0, 1, 2, 3, 4, 5, 6};
  for (sample_number const offset : {-4, 0, 3}) {
    phase_table<double> const table(h, 7, 3, 2, offset);
    for (sample_number o = -5; o < 9; ++o) {
      phase_sum<double> const sum = table.of_output(o);
      sample_number const position = 2 * o + offset;
      for (sample_number k = 0; k < sum.count; ++k) {
        REQUIRE(sum.taps[k] == static_cast<double>(position - 3 * (sum.oldest + k)));
      }
      REQUIRE(sum.count == (floor_remainder(position, 3) == 0 ? 3 : 2));
    }
  }
}

TEST_CASE("fewer taps than phases leave outputs that meet nothing") {
  double const h[] = {5, 6};
  phase_table<double> const table(h, 2, 4, 1);
  CHECK(table.longest() == 1);
  CHECK(table.of_output(1).count == 1);
  CHECK(table.of_output(1).taps[0] == 6);
  CHECK(table.of_output(2).count == 0);
  CHECK(phase_table<double>(h, 0, 2, 3).of_output(1).count == 0);
}

TEST_CASE("the samples that outputs meet lie between those that are named") {
  std::vector<float> const h(11, 1.F);
  for (sample_number up = 1; up <= 5; ++up) {
    for (sample_number down = 1; down <= 5; ++down) {
      phase_table<float> const table(h.data(), 11, up, down, 4);
      sample_number oldest = 1000, newest = -1000;
      for (sample_number o = 3; o < 3 + 7; ++o) {
        oldest = std::min(oldest, table.of_output(o).oldest);
        newest = std::max(newest, table.of_output(o).oldest + table.of_output(o).count - 1);
      }
      REQUIRE(table.oldest_of(3) <= oldest);
      REQUIRE(table.behind_newest_of(3, 7) == newest + 1);
    }
  }
}

}  // namespace
