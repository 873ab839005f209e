// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/ranks.hpp.
#include <convolt/dist/ranks.hpp>

#include <convolt/core/index.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>
#include <unit/dist/world.hpp>

#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#if defined(CONVOLT_HAS_MPI)

namespace {

using convolt::index;
using convolt::parameter_error;
using convolt::dist::ranks;
using convolt::test::thrown_by;

/// What is thrown before MPI_Init, for which the first test that asks for the world is too late.
parameter_error const before_init = thrown_by<parameter_error>([] { ranks all(MPI_COMM_WORLD); });

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

TEST_CASE("ranks are refused before MPI_Init, and told who is to call it") {
  CHECK(before_init.category() == "mpi_failed");
  CHECK_THAT(before_init.what(),
             Catch::Equals("convolt::dist::ranks: was made before MPI_Init; call MPI_Init first: it "
                           "is the program's"));
}

/// While it lives, errors on the communicators of MPI itself are returned, and do not end the program.
class returned_errors {
 public:
  returned_errors() {
    for (std::size_t i = 0; i < 2; ++i) {
      MPI_Comm_get_errhandler(of_[i], &before_[i]);
      MPI_Comm_set_errhandler(of_[i], MPI_ERRORS_RETURN);
    }
  }
  returned_errors(returned_errors const&) = delete;
  returned_errors& operator=(returned_errors const&) = delete;
  ~returned_errors() {
    for (std::size_t i = 0; i < 2; ++i) {
      MPI_Comm_set_errhandler(of_[i], before_[i]);
      MPI_Errhandler_free(&before_[i]);
    }
  }

 private:
  std::array<MPI_Comm, 2> of_{test::world(), test::alone()};  // MPI 3 asks the first of them, MPI 4 the second
  std::array<MPI_Errhandler, 2> before_{};
};

TEST_CASE("what MPI returns as an error is thrown, with its function and what it says") {
  returned_errors const here;
  std::array<char, MPI_MAX_ERROR_STRING> text{};
  int length = 0;
  MPI_Error_string(MPI_ERR_COMM, text.data(), &length);
  auto const e = thrown_by<parameter_error>([] { ranks none(MPI_COMM_NULL); });
  CHECK(e.category() == "mpi_failed");
  CHECK_THAT(e.what(), Catch::StartsWith("convolt::dist: MPI_Comm_dup failed; got "));
  CHECK(e.actual() == std::string(text.data(), static_cast<std::size_t>(length)));
  CHECK(ranks(test::alone()).count() == 1);
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
