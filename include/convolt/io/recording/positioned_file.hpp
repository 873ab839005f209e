// SPDX-License-Identifier: BSD-3-Clause
/// A file of any size, read a piece at a time from any place, from several threads.
/// Layer: io.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/error.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace convolt::io::detail {

/// An open file whose size is that of its opening. Reading is const: threads take turns.
class positioned_file {
 public:
  /// Throws io_error "file_not_readable". `where` is a literal.
  positioned_file(std::filesystem::path const& path, std::string_view where) : path_(path), where_(where) {
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault)) { fail(fault ? fault.message() : "it is not a regular file"); }
    std::uintmax_t const size = std::filesystem::file_size(path, fault);
    if (fault) { fail(fault.message()); }
    if (size > static_cast<std::uintmax_t>(PTRDIFF_MAX)) { fail("it is larger than can be counted"); }
    size_ = static_cast<index>(size);
    stream_.open(path, std::ios::binary);
    if (!stream_) { fail("it cannot be opened"); }
  }

  std::filesystem::path const& path() const { return path_; }
  std::string_view where() const { return where_; }
  index size() const { return size_; }

  /// The bytes from `at` on. Throws io_error "file_not_readable" where the file has become shorter, or the disk fails.
  void read(index at, std::span<char> bytes) const {
    std::lock_guard const turn(mutex_);
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(at));
    stream_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream_ || stream_.gcount() != static_cast<std::streamsize>(bytes.size())) {
      fail("reading " + std::to_string(bytes.size()) + " bytes at " + std::to_string(at) +
           " stopped halfway, of a file that had " + std::to_string(size_) + " when it was opened");
    }
  }

 private:
  [[noreturn]] void fail(std::string reason) const {
    throw_io_error(
        path_,
        {.category = "file_not_readable", .where = where_, .problem = "cannot be read", .actual = std::move(reason)});
  }

  std::filesystem::path path_;
  std::string_view where_;
  index size_ = 0;
  mutable std::mutex mutex_;
  mutable std::ifstream stream_;
};

}  // namespace convolt::io::detail
