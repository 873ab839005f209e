// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/methods/modular/tile.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>

#include <cstdint>
#include <vector>

TEMPLATE_TEST_CASE("a tile sums the products of all taps of all lines", "", std::int8_t, std::uint16_t, std::int32_t,
                   std::int64_t) {
  namespace modular = convolt::engine::methods::modular;
  using convolt::index;
  using vec = convolt::engine::modular_vector<TestType, convolt::target_arch>;
  index const outputs = modular::tile_rows * vec::size;
  std::vector<TestType> samples, weights{3, 111, 100, 7, 2, 50};
  for (index i = 0; i < 2 * (outputs + 9); ++i) { samples.push_back(static_cast<TestType>(i * i)); }
  std::vector<convolt::engine::sample_line<TestType>> const lines{{samples.data(), 0},
                                                                  {samples.data() + outputs + 9, 3}};
  std::vector<index> const offsets{0, 4, 8};
  modular::task<TestType> const task{.lines = lines.data(),
                                     .line_count = 2,
                                     .shift = 1,
                                     .weights = weights.data(),
                                     .offsets = offsets.data(),
                                     .taps = 3};
  std::vector<TestType> together(static_cast<std::size_t>(outputs)), apart(together);
  modular::tile<TestType, convolt::target_arch, 8>::run(task, 0, together.data());
  for (index i = 0; i < 8; ++i) { modular::tile<TestType, convolt::target_arch, 1>::run(task, i, apart.data()); }
  CHECK(together == apart);
  for (index t = 0; t < outputs; ++t) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      sum += static_cast<std::uint64_t>(lines[i / 3].samples[1 + t + offsets[i % 3]]) *
             static_cast<std::uint64_t>(weights[i]);
    }
    CHECK(together[static_cast<std::size_t>(t)] == static_cast<TestType>(sum));
  }
}
