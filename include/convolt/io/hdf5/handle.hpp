// SPDX-License-Identifier: BSD-3-Clause
/// What HDF5 hands out as numbers, closed at the end of its scope, and HDF5's own messages kept back: they become
/// exceptions with file and path. Without HDF5 this declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/io/error.hpp>

#include <hdf5.h>

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::io::detail {

/// HDF5 is for one thread at a time. While a session lasts, it belongs to this thread and prints nothing.
class hdf5_session {
 public:
  hdf5_session() : turn_(mutex()) {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  hdf5_session(hdf5_session const&) = delete;
  hdf5_session& operator=(hdf5_session const&) = delete;
  ~hdf5_session() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

 private:
  static std::recursive_mutex& mutex() {
    static std::recursive_mutex one;
    return one;
  }

  std::lock_guard<std::recursive_mutex> turn_;
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// An open file, group, dataset, type, ...; below zero there is none.
class hdf5_handle {
 public:
  using closer = herr_t (*)(hid_t);

  hdf5_handle() = default;
  hdf5_handle(hid_t id, closer with) : id_(id), close_(with) {}
  hdf5_handle(hdf5_handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  hdf5_handle& operator=(hdf5_handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~hdf5_handle() {
    if (id_ < 0) { return; }
    hdf5_session const session;
    close_(id_);
  }

  hid_t get() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }
  /// Closes it now. False where HDF5 could not write what was left to write.
  bool close() { return id_ < 0 || close_(std::exchange(id_, -1)) >= 0; }

 private:
  hid_t id_ = -1;
  closer close_ = nullptr;
};

/// What HDF5 says of its last fault: the innermost reason.
inline std::string hdf5_reason() {
  std::string reason;
  H5Ewalk2(
      H5E_DEFAULT, H5E_WALK_UPWARD,
      [](unsigned number, H5E_error2_t const* fault, void* text) -> herr_t {
        if (number == 0 && fault->desc != nullptr) { *static_cast<std::string*>(text) = fault->desc; }
        return 0;
      },
      &reason);
  H5Eclear2(H5E_DEFAULT);
  return reason.empty() ? "HDF5 gives no reason" : "HDF5 says: " + reason;
}

/// "acquisition/lfp cannot be read" of a file.
[[noreturn]] inline void throw_hdf5(std::filesystem::path const& file, std::string_view where, std::string_view object,
                                    std::string_view problem) {
  throw_io_error(file, {.category = "hdf5",
                        .where = where,
                        .problem = printable(object) + " " + std::string(problem),
                        .actual = hdf5_reason()});
}

}  // namespace convolt::io::detail

#endif
