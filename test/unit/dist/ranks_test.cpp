// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/ranks.hpp.
#include <convolt/dist/ranks.hpp>

#include <convolt/core/index.hpp>
#include <support/catch.hpp>
#include <unit/dist/world.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

#if defined(CONVOLT_HAS_MPI)

namespace {

using convolt::index;
using convolt::dist::ranks;

TEST_CASE("ranks are those of the communicator, and talk on a duplicate of it") {
  ranks const all(test::world()), one(test::alone());
  int count = 0, compared = MPI_IDENT;
  MPI_Comm_size(MPI_COMM_WORLD, &count);
  CHECK(all.count() == count);
  CHECK((all.rank() >= 0 && all.rank() < count));
  CHECK((one.count() == 1 && one.rank() == 0));
  MPI_Comm_compare(all.comm(), MPI_COMM_WORLD, &compared);
  CHECK(compared == MPI_CONGRUENT);
}

TEST_CASE("ranks find the least of their numbers, gather records and hear of each other") {
  ranks const all(test::world());
  CHECK(all.least(10 - all.rank()) == 10 - (all.count() - 1));
  std::vector<index> squares(static_cast<std::size_t>(all.count()));
  all.gather(all.rank() * all.rank(), squares.data());
  for (index r = 0; r < all.count(); ++r) { CHECK(squares[static_cast<std::size_t>(r)] == r * r); }
  index last = all.rank();
  all.broadcast(&last, sizeof(last), all.count() - 1);
  CHECK(last == all.count() - 1);
}

TEST_CASE("channels are dealt evenly, each to one rank") {
  ranks const all(test::world());
  convolt::sample_run const mine = convolt::dist::share(385, all);
  std::vector<convolt::sample_run> shares(static_cast<std::size_t>(all.count()));
  all.gather(mine, shares.data());
  index next = 0;
  for (convolt::sample_run const& s : shares) {
    CHECK(s.first == next);
    CHECK((s.count == 385 / all.count() || s.count == 385 / all.count() + 1));
    next += s.count;
  }
  CHECK(next == 385);
  CHECK(convolt::dist::share(0U, all).count == 0);
}

TEST_CASE("a split says along which dimension, or leaves it to the call") {
  ranks const one(test::alone());
  convolt::dist::split const open = one;
  CHECK_FALSE(open.is_given);
  CHECK((one.along(-1).is_given && one.along(-1).axis == -1));
}

}  // namespace

#endif
