// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/mpi.hpp.
#include <convolt/dist/mpi.hpp>

#include <support/catch.hpp>

TEST_CASE("MPI is there by its interface for C, or nothing of it is declared") {
#if defined(CONVOLT_HAS_MPI)
  CHECK(MPI_VERSION >= 2);
#else
  SUCCEED();
#endif
}
