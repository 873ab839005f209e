// SPDX-License-Identifier: BSD-3-Clause
/// Files: read from any place or from beginning to end, and written beside their place and then renamed, so that no
/// reader ever sees half of one. (A power failure may still lose what the operating system had not yet written to the
/// disk.)
/// Layer: io.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/error.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace convolt::io::detail {

/// A regular file that is open, with the size that it had then. Bytes are read from any place.
class opened_file {
 public:
  /// Throws io_error "file_not_readable". `where` is a literal.
  opened_file(std::filesystem::path const& path, std::string_view where) : path_(path), where_(where) {
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
  index size() const { return size_; }

  /// The bytes from `at` on. Throws io_error "file_not_readable" where the file has become shorter, or the disk fails.
  void read(index at, std::span<char> bytes) {
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
  std::ifstream stream_;
  index size_ = 0;
};

/// A file that is read from its beginning to its end.
class input_file {
 public:
  /// Throws io_error "file_not_readable".
  input_file(std::filesystem::path const& path, std::string_view where) : file_(path, where) {}

  std::filesystem::path const& path() const { return file_.path(); }
  /// How many bytes have not been read yet.
  std::size_t left() const { return static_cast<std::size_t>(file_.size() - at_); }

  /// Reads exactly this many bytes, of which so many must be left.
  void read(std::span<char> bytes) {
    file_.read(at_, bytes);
    at_ += static_cast<index>(bytes.size());
  }
  std::string rest() {
    std::string text(left(), '\0');
    read(text);
    return text;
  }

 private:
  opened_file file_;
  index at_ = 0;
};

inline std::string read_text(std::filesystem::path const& path, std::string_view where) {
  return input_file(path, where).rest();
}

/// A name that a file gets when it is complete, with commit(), in the place of an older one. Until then it has a
/// temporary name beside its place, and without commit() nothing is left of it.
class unfinished_file {
 public:
  unfinished_file(std::filesystem::path const& path, std::string_view where)
      : path_(path), temporary_(path), where_(where) {
    temporary_ += unique_suffix();
  }
  unfinished_file(unfinished_file&& other) noexcept
      : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})), where_(other.where_) {}
  unfinished_file& operator=(unfinished_file&&) = delete;
  ~unfinished_file() {
    if (temporary_.empty()) { return; }
    std::error_code ignored;
    std::filesystem::remove(temporary_, ignored);
  }

  std::filesystem::path const& path() const { return path_; }
  std::filesystem::path const& temporary() const { return temporary_; }

  /// Throws io_error "file_not_writable".
  void commit() {
    std::error_code fault;
    std::filesystem::rename(temporary_, path_, fault);
    if (fault) { fail(fault.message()); }
    temporary_.clear();
  }
  [[noreturn]] void fail(std::string reason) const {
    throw_io_error(path_, {.category = "file_not_writable",
                           .where = where_,
                           .problem = "cannot be written",
                           .actual = std::move(reason)});
  }

 private:
  static std::string unique_suffix() {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::random_device chance;
    std::string suffix = ".part-";
    for (int i = 0; i < 12; ++i) { suffix += digits[chance() % 16U]; }
    return suffix;
  }

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  std::string_view where_;
};

/// Writes an unfinished file.
class output_file {
 public:
  /// Throws io_error "file_not_writable".
  output_file(std::filesystem::path const& path, std::string_view where) : place_(path, where) {
    stream_.open(place_.temporary(), std::ios::binary | std::ios::trunc);
    if (!stream_) { place_.fail("the folder is missing or cannot be written to"); }
  }

  std::filesystem::path const& path() const { return place_.path(); }

  void write(std::string_view bytes) {
    stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream_) { place_.fail("the disk may be full"); }
  }

  /// Completes the file under its temporary name, so that commit() has only to rename it.
  void close() {
    if (stream_.is_open()) { stream_.close(); }
    if (!stream_) { place_.fail("the disk may be full"); }  // also when it is asked again: it stays incomplete
  }
  void commit() {
    close();
    place_.commit();
  }

 private:
  unfinished_file place_;  // removed after the stream is closed
  std::ofstream stream_;
};

inline void write_text(std::filesystem::path const& path, std::string_view text, std::string_view where) {
  output_file file(path, where);
  file.write(text);
  file.commit();
}

}  // namespace convolt::io::detail
