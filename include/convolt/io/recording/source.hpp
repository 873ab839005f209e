// SPDX-License-Identifier: BSD-3-Clause
/// Where the numbers of a recording come from: samples, each with all its channels, read a piece at a time.
/// Layer: io.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/error.hpp>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <span>
#include <utility>

namespace convolt::io {

/// The types of numbers in files.
enum class number_kind { int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64 };

/// Bytes of a number.
constexpr std::size_t size_of(number_kind kind) {
  switch (kind) {
    case number_kind::int8:
    case number_kind::uint8:
      return 1;
    case number_kind::int16:
    case number_kind::uint16:
      return 2;
    case number_kind::int32:
    case number_kind::uint32:
    case number_kind::float32:
      return 4;
    default:
      return 8;
  }
}

/// "int16".
inline char const* name_of(number_kind kind) {
  static constexpr char const* names[] = {"int8",   "uint8", "int16",  "uint16",  "int32",
                                          "uint32", "int64", "uint64", "float32", "float64"};
  return names[static_cast<std::size_t>(kind)];
}

/// Numbers of samples and channels that can be read a piece at a time, from several threads. Recordings of a format of
/// your own derive from this.
class sample_source {
 public:
  sample_source(std::filesystem::path path, number_kind kind, index samples, index channels)
      : path_(std::move(path)), kind_(kind), samples_(samples), channels_(channels) {}
  sample_source(sample_source const&) = delete;
  sample_source& operator=(sample_source const&) = delete;
  virtual ~sample_source() = default;

  std::filesystem::path const& path() const { return path_; }
  number_kind kind() const { return kind_; }
  index samples() const { return samples_; }
  index channels() const { return channels_; }

  /// Samples first .. first + count - 1, a row of the chosen columns for each, in the byte order of this machine. All
  /// are there, and `bytes` has the size of the rows. Throws io_error.
  virtual void read(index first, index count, std::span<index const> columns, std::span<char> bytes) const = 0;

 private:
  std::filesystem::path path_;
  number_kind kind_;
  index samples_;
  index channels_;
};

namespace detail {

/// Columns begin, begin + 1, ... in this order.
inline bool side_by_side(std::span<index const> columns) {
  for (std::size_t i = 1; i < columns.size(); ++i) {
    if (columns[i] != columns[i - 1] + 1) { return false; }
  }
  return true;
}

/// Picks columns out of rows that begin with column `begin` and are `width` numbers long.
inline void pick_columns(std::span<char const> rows, index begin, index width, std::size_t item,
                         std::span<index const> columns, char* out) {
  std::size_t const row = static_cast<std::size_t>(width) * item;
  for (std::size_t at = 0; at + row <= rows.size(); at += row) {
    for (std::size_t i = 0; i < columns.size();) {
      std::size_t run = 1;  // neighbours are copied together
      while (i + run < columns.size() && columns[i + run] == columns[i] + static_cast<index>(run)) { ++run; }
      std::memcpy(out, &rows[at + static_cast<std::size_t>(columns[i] - begin) * item], run * item);
      out += run * item;
      i += run;
    }
  }
}

}  // namespace detail
}  // namespace convolt::io
