// SPDX-License-Identifier: BSD-3-Clause
/// Groups are taken apart into neighbouring outputs, and nothing else is touched.
#include <convolt/engine/methods/along_line/interleave.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace along_line = convolt::engine::methods::along_line;

using convolt::index;
using convolt::engine::default_arch;

TEMPLATE_TEST_CASE("every number of members, groups and steps comes out in order", "", float, double) {
  for (index const members : {1, 2, 3, 4}) {
    for (index groups = 0; groups <= 50; ++groups) {
      for (index const step : {1, 3}) {
        CAPTURE(members, groups, step);
        index const line = groups + 5;
        std::vector<TestType> sums(static_cast<std::size_t>(members * line));
        for (std::size_t i = 0; i < sums.size(); ++i) { sums[i] = static_cast<TestType>(i + 1); }
        std::vector<TestType> out(static_cast<std::size_t>(members * groups * step + 20), TestType(-1));
        std::vector<TestType> expected = out;
        for (index g = 0; g < groups; ++g) {
          for (index e = 0; e < members; ++e) {
            expected[static_cast<std::size_t>((g * members + e) * step)] = sums[static_cast<std::size_t>(e * line + g)];
          }
        }
        along_line::interleave_groups<TestType, default_arch>(
            {.first = sums.data(), .step = line, .groups = groups, .members = members}, out.data(), step);
        CHECK(out == expected);
      }
    }
  }
}

}  // namespace
