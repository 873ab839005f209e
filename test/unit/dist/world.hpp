// SPDX-License-Identifier: BSD-3-Clause
/// MPI for tests, whatever the number of ranks: `mpirun -n 3 test_dist`, or one alone. All ranks run the same tests in
/// the same order, so that what they do together meets.
#pragma once

#include <convolt/dist/ranks.hpp>

#if defined(CONVOLT_HAS_MPI)

namespace test {

/// Begun with the first test that asks, and ended with the program.
struct mpi_session {
  mpi_session() { MPI_Init(nullptr, nullptr); }
  mpi_session(mpi_session const&) = delete;
  mpi_session& operator=(mpi_session const&) = delete;
  ~mpi_session() { MPI_Finalize(); }
};

inline MPI_Comm world() {
  static mpi_session const session;
  return MPI_COMM_WORLD;
}
inline MPI_Comm alone() {
  world();
  return MPI_COMM_SELF;
}

}  // namespace test

#endif
