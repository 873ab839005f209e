// SPDX-License-Identifier: BSD-3-Clause
/// Slices of arrays on their way between ranks, while both compute something else.
/// Layer: dist.
#pragma once

#include <convolt/dist/mpi.hpp>

#if defined(CONVOLT_HAS_MPI)

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dist/ranks.hpp>
#include <convolt/geometry/shares.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

namespace convolt::dist {

/// A row-major array as rows of blocks: `rows` times `extent` neighbours along one of its dimensions, with `bytes`
/// each.
struct block_rows {
  index rows = 1, extent = 0, bytes = 0;

  [[nodiscard]] constexpr index offset(index row, index number) const { return (row * extent + number) * bytes; }
  [[nodiscard]] constexpr index size() const { return rows * extent * bytes; }
  /// The same array with another extent of that dimension.
  [[nodiscard]] constexpr block_rows with_extent(index n) const { return {rows, n, bytes}; }
};

/// Of an array of that shape along `axis`, with elements of so many bytes.
[[nodiscard]] constexpr block_rows rows_along(index_list const& shape, std::size_t axis, std::size_t element) {
  block_rows b{.rows = 1, .extent = shape[axis], .bytes = static_cast<index>(element)};
  for (std::size_t d = 0; d < axis; ++d) { b.rows *= shape[d]; }
  for (std::size_t d = axis + 1; d < shape.size(); ++d) { b.bytes *= shape[d]; }
  return b;
}

/// Copy the blocks `part` of one array to those from `first` on of another one.
inline void copy_blocks(void const* from, block_rows const& a, geometry::slice part, void* to, block_rows const& b,
                        index first) {
  auto const bytes = static_cast<std::size_t>(part.size() * a.bytes);
  if (bytes == 0) { return; }  // there may be no memory
  for (index row = 0; row < a.rows; ++row) {
    std::memcpy(static_cast<std::byte*>(to) + b.offset(row, first),
                static_cast<std::byte const*>(from) + a.offset(row, part.first), bytes);
  }
}

/// Messages that do not wait for each other. Memory that they lie in must stay until they have come: the destructor
/// waits for them.
class exchange {
 public:
  explicit exchange(ranks const& all) : comm_(all.comm()) {}
  exchange(exchange const&) = delete;
  exchange& operator=(exchange const&) = delete;
  ~exchange() { MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE); }

  /// Room for a message of so many bytes: then to begin it allocates nothing.
  void expect(index bytes) { requests_.reserve(requests_.capacity() + pieces_of(bytes)); }

  void receive(index from, void* data, index bytes) {
    for_each_piece(data, bytes, [&](std::byte* piece, int size, MPI_Request& request) {
      check_mpi(MPI_Irecv(piece, size, MPI_BYTE, static_cast<int>(from), tag, comm_, &request), "MPI_Irecv");
    });
  }
  void send(index to, void* data, index bytes) {
    for_each_piece(data, bytes, [&](std::byte* piece, int size, MPI_Request& request) {
      check_mpi(MPI_Isend(piece, size, MPI_BYTE, static_cast<int>(to), tag, comm_, &request), "MPI_Isend");
    });
  }
  /// Wait for all of them.
  void finish() {
    check_mpi(MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE), "MPI_Waitall");
    requests_.clear();
  }

 private:
  static constexpr int tag = 0;  // between two ranks, messages come in the order in which they were sent

  static std::size_t pieces_of(index bytes) {
    return (static_cast<std::size_t>(bytes) + ranks::most_bytes_at_once - 1) / ranks::most_bytes_at_once;
  }
  template <class Begin>
  void for_each_piece(void* data, index bytes, Begin const& begin) {
    auto* at = static_cast<std::byte*>(data);
    for (auto left = static_cast<std::size_t>(bytes); left > 0;) {
      std::size_t const size = std::min(left, ranks::most_bytes_at_once);
      MPI_Request request = MPI_REQUEST_NULL;
      begin(at, static_cast<int>(size), request);
      requests_.push_back(request);
      at += size;
      left -= size;
    }
  }

  MPI_Comm comm_;
  std::vector<MPI_Request> requests_;
};

}  // namespace convolt::dist

#endif
