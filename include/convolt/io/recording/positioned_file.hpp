// SPDX-License-Identifier: BSD-3-Clause
/// A file of any size, read a piece at a time from any place, from several threads.
/// Layer: io.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/file.hpp>

#include <filesystem>
#include <mutex>
#include <span>
#include <string_view>

namespace convolt::io::detail {

/// An open file whose size is that of its opening. Reading is const: threads take turns.
class positioned_file {
 public:
  /// Throws io_error "file_not_readable". `where` is a literal.
  positioned_file(std::filesystem::path const& path, std::string_view where) : file_(path, where) {}

  index size() const { return file_.size(); }

  /// The bytes from `at` on. Throws as opened_file.
  void read(index at, std::span<char> bytes) const {
    std::lock_guard const turn(mutex_);
    file_.read(at, bytes);
  }

 private:
  mutable std::mutex mutex_;
  mutable opened_file file_;
};

}  // namespace convolt::io::detail
