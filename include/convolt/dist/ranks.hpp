// SPDX-License-Identifier: BSD-3-Clause
/// The ranks of a communicator: who of how many this process is, and what all of them do together.
/// Layer: dist.
#pragma once

#include <convolt/dist/mpi.hpp>

#if defined(CONVOLT_HAS_MPI)

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/shares.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/quantity/axis.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace convolt::dist {

class ranks;

/// Arrays that are split over ranks along one of their dimensions, in the order of the ranks; what `ranks::along`
/// gives. Ranks where a split is wanted say: along the first dimension that a window moves along.
struct split {
  ranks const* all;
  index axis = 0;
  bool is_given = false;

  split(ranks const& r)  // NOLINT(google-explicit-constructor): most arrays have one dimension that comes in question
      : all(&r) {}
  split(ranks const& r, index dimension) : all(&r), axis(dimension), is_given(true) {}
};

/// Throws parameter_error "mpi_failed" where a communicator returns its errors instead of ending the program.
inline void check_mpi(int code, char const* function) {
  if (code == MPI_SUCCESS) { return; }
  std::array<char, MPI_MAX_ERROR_STRING> text{};
  int length = 0;
  MPI_Error_string(code, text.data(), &length);
  throw parameter_error({.category = "mpi_failed",
                         .where = "dist",
                         .argument = function,
                         .problem = "failed",
                         .actual = std::string(text.data(), static_cast<std::size_t>(length))});
}

/// The ranks of a communicator of the caller. They talk on a duplicate of it, so that their messages meet no others: to
/// make and to destroy this object is for all ranks of the communicator together, between MPI_Init and MPI_Finalize,
/// which are the caller's.
class ranks {
 public:
  /// Throws parameter_error "mpi_failed" before MPI_Init.
  explicit ranks(MPI_Comm comm) {
    int initialised = 0;
    MPI_Initialized(&initialised);
    if (initialised == 0) {
      throw parameter_error({.category = "mpi_failed",
                             .where = "dist::ranks",
                             .problem = "was made before MPI_Init",
                             .advice = "call MPI_Init first: it is the program's"});
    }
    check_mpi(MPI_Comm_dup(comm, &comm_), "MPI_Comm_dup");
    int rank = 0, count = 0;
    MPI_Comm_rank(comm_, &rank);
    MPI_Comm_size(comm_, &count);
    rank_ = rank;
    count_ = count;
  }
  ranks(ranks const&) = delete;
  ranks& operator=(ranks const&) = delete;
  ~ranks() {
    int finalised = 0;
    MPI_Finalized(&finalised);
    if (finalised == 0) { MPI_Comm_free(&comm_); }
  }

  /// Which one this is, and how many there are.
  [[nodiscard]] index rank() const noexcept { return rank_; }
  [[nodiscard]] index count() const noexcept { return count_; }
  [[nodiscard]] MPI_Comm comm() const noexcept { return comm_; }

  /// Arrays that are split along that dimension; negative ones count from the last.
  template <Integer I>
  [[nodiscard]] split along(I dimension) const {
    return {*this, geometry::to_index(dimension, "dist::ranks::along")};
  }

  /// The least of the numbers of all ranks.
  [[nodiscard]] index least(index mine) const {
    long long in = mine, out = 0;
    check_mpi(MPI_Allreduce(&in, &out, 1, MPI_LONG_LONG, MPI_MIN, comm_), "MPI_Allreduce");
    return static_cast<index>(out);
  }
  /// The records of all ranks, in their order. `T` is a plain struct, the same on all machines.
  template <class T>
  void gather(T const& mine, T* all) const {
    constexpr int bytes = static_cast<int>(sizeof(T));
    check_mpi(MPI_Allgather(&mine, bytes, MPI_BYTE, all, bytes, MPI_BYTE, comm_), "MPI_Allgather");
  }
  /// Bytes of one rank, to all.
  void broadcast(void* data, std::size_t bytes, index from) const {
    auto* at = static_cast<std::byte*>(data);
    for (; bytes > 0;) {
      std::size_t const now = std::min(bytes, most_bytes_at_once);
      check_mpi(MPI_Bcast(at, static_cast<int>(now), MPI_BYTE, static_cast<int>(from), comm_), "MPI_Bcast");
      at += now;
      bytes -= now;
    }
  }

  /// MPI counts in int.
  static constexpr std::size_t most_bytes_at_once = std::size_t{1} << 30;

 private:
  MPI_Comm comm_ = MPI_COMM_NULL;
  index rank_ = 0, count_ = 1;
};

/// What this rank has of n channels, neurons or trials that are dealt evenly and need nothing of each other:
/// `auto const mine = dist::share(384, all);` is for `x.slice<1>(mine.first, mine.count)`. Nothing is sent.
template <Integer I>
[[nodiscard]] sample_run share(I n, ranks const& all) {
  geometry::slice const mine = geometry::even_share(geometry::to_index(n, "dist::share"), all.count(), all.rank());
  return {.first = mine.first, .count = mine.size()};
}

}  // namespace convolt::dist

#endif
