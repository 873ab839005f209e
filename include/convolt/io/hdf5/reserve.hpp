// SPDX-License-Identifier: BSD-3-Clause
/// Room on the disk, taken before it is written to. HDF5 does not recover from a write that fails: what it could not
/// write it tries again when the program ends, and crashes.
/// Layer: io.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#if __has_include(<fcntl.h>) && __has_include(<unistd.h>)
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#endif

namespace convolt::io::detail {

/// Takes room for the first `bytes` of a file, which is made if it is not there. Returns why there is none; an empty
/// text where there is, or where the system cannot tell.
inline std::string reserve_room(std::filesystem::path const& path, std::uintmax_t bytes) {
  std::error_code fault;
  std::uintmax_t const taken = std::filesystem::file_size(path, fault);
  std::filesystem::space_info const disk =
      std::filesystem::space(path.parent_path().empty() ? "." : path.parent_path(), fault);
  if (!fault && bytes > (taken == static_cast<std::uintmax_t>(-1) ? 0 : taken) + disk.available) {
    return "the disk is full: " + std::to_string(disk.available) + " bytes are free";
  }
#if defined(_POSIX_ADVISORY_INFO) && _POSIX_ADVISORY_INFO > 0
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT, 0666);
  if (file < 0) { return "the folder is missing or cannot be written to"; }
  int const reason = ::posix_fallocate(file, 0, static_cast<off_t>(std::min<std::uintmax_t>(bytes, INT64_MAX)));
  ::close(file);
  bool const unknown = reason == EINVAL || reason == EOPNOTSUPP;  // of this file system
  if (reason != 0 && !unknown) { return "the disk may be full: " + std::system_category().message(reason); }
#endif
  return {};
}

}  // namespace convolt::io::detail
