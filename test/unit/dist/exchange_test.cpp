// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/exchange.hpp.
#include <convolt/dist/exchange.hpp>

#include <convolt/core/index.hpp>
#include <support/catch.hpp>
#include <unit/dist/world.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

#if defined(CONVOLT_HAS_MPI)

namespace {

namespace dist = convolt::dist;
using convolt::index;

TEST_CASE("blocks along a dimension are copied from one array into another") {
  dist::block_rows const a = dist::rows_along({2, 5, 3}, 1, sizeof(int));
  CHECK((a.rows == 2 && a.extent == 5 && a.bytes == 3 * static_cast<index>(sizeof(int))));
  std::vector<int> from(30), to(2 * 4 * 3, -1);
  std::iota(from.begin(), from.end(), 0);
  dist::copy_blocks(from.data(), a, {2, 4}, to.data(), a.with_extent(4), 1);
  CHECK((to ==
         std::vector<int>{-1, -1, -1, 6, 7, 8, 9, 10, 11, -1, -1, -1, -1, -1, -1, 21, 22, 23, 24, 25, 26, -1, -1, -1}));
  dist::copy_blocks(nullptr, a, {2, 2}, to.data(), a, 0);  // nothing
}

TEST_CASE("everybody sends to everybody, and the numbers come while other things are done") {
  dist::ranks const all(test::world());
  index const size = 5000;  // more than is sent at once
  auto const n = static_cast<std::size_t>(all.count());
  std::vector<std::vector<index>> sent(n), received(n, std::vector<index>(static_cast<std::size_t>(size), -1));
  dist::exchange messages(all);
  for (std::size_t r = 0; r < n; ++r) {
    if (static_cast<index>(r) == all.rank()) { continue; }
    sent[r].assign(static_cast<std::size_t>(size), all.rank() * 100 + static_cast<index>(r));
    index const bytes = size * static_cast<index>(sizeof(index));
    messages.expect(bytes);
    messages.expect(bytes);
    messages.receive(static_cast<index>(r), received[r].data(), bytes);
    messages.send(static_cast<index>(r), sent[r].data(), bytes);
  }
  messages.finish();
  for (std::size_t r = 0; r < n; ++r) {
    if (static_cast<index>(r) == all.rank()) { continue; }
    CHECK(
        (received[r] == std::vector<index>(static_cast<std::size_t>(size), static_cast<index>(r) * 100 + all.rank())));
  }
}

TEST_CASE("what is left alone waits for its messages") {
  dist::ranks const all(test::world());
  index const next = (all.rank() + 1) % all.count(), before = (all.rank() + all.count() - 1) % all.count();
  index mine = all.rank(), theirs = -1;
  {
    dist::exchange messages(all);
    messages.receive(before, &theirs, sizeof(theirs));
    messages.send(next, &mine, sizeof(mine));
  }
  CHECK(theirs == before);
}

}  // namespace

#endif
