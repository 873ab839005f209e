// SPDX-License-Identifier: BSD-3-Clause
/// Datasets of HDF5: extents, types, and boxes of their numbers. Without HDF5 this declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/core/index.hpp>
#include <convolt/io/hdf5/file.hpp>
#include <convolt/io/recording/source.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::io::detail {

/// The type in memory of a kind of numbers. Within a session.
inline hid_t hdf5_type(number_kind kind) {
  std::array<hid_t, 10> const types{H5T_NATIVE_INT8,  H5T_NATIVE_UINT8,  H5T_NATIVE_INT16, H5T_NATIVE_UINT16,
                                    H5T_NATIVE_INT32, H5T_NATIVE_UINT32, H5T_NATIVE_INT64, H5T_NATIVE_UINT64,
                                    H5T_NATIVE_FLOAT, H5T_NATIVE_DOUBLE};
  return types[static_cast<std::size_t>(kind)];
}

/// The kind of the numbers T.
template <class T>
constexpr number_kind kind_of_type() {
  if constexpr (std::floating_point<T>) {
    return sizeof(T) == 4 ? number_kind::float32 : number_kind::float64;
  } else {
    int const power = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
    return static_cast<number_kind>(2 * power + (std::is_signed_v<T> ? 0 : 1));
  }
}

/// A dataset of real numbers.
class hdf5_dataset {
 public:
  /// Throws io_error where it is not there, or holds something else.
  hdf5_dataset(std::shared_ptr<hdf5_file const> file, std::string name)
      : file_(std::move(file)), name_(std::move(name)) {
    hdf5_session const session;
    hdf5_handle const found = file_->object(name_);
    if (H5Iget_type(found.get()) != H5I_DATASET) { refuse("a dataset", "something else"); }
    hdf5_handle const cached = cache_of(found.get());
    dataset_ = hdf5_handle(H5Dopen2(file_->id(), name_.c_str(), cached ? cached.get() : H5P_DEFAULT), H5Dclose);
    if (!dataset_) { throw_hdf5(file_->path(), file_->where(), name_, "cannot be opened"); }
    read_extents();
    read_kind();
  }

  hdf5_file const& file() const { return *file_; }
  std::string const& name() const { return name_; }
  std::vector<index> const& extents() const { return extents_; }
  /// The smallest kind of numbers that holds those of the file.
  number_kind kind() const { return kind_; }

  /// The numbers of a box as numbers of a kind, row-major. The box lies within the extents. Throws io_error.
  void read(std::vector<index> const& first, std::vector<index> const& count, number_kind as, void* out) const {
    hdf5_session const session;
    std::vector<hsize_t> const from(first.begin(), first.end());
    std::vector<hsize_t> const many(count.begin(), count.end());
    for (hsize_t const n : many) {
      if (n == 0) { return; }
    }
    hdf5_handle const space(H5Dget_space(dataset_.get()), H5Sclose);
    int const rank = static_cast<int>(many.size());
    hdf5_handle const memory(rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, many.data(), nullptr),
                             H5Sclose);
    bool const chosen =
        rank == 0 || H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, from.data(), nullptr, many.data(), nullptr) >= 0;
    if (!chosen || H5Dread(dataset_.get(), hdf5_type(as), memory.get(), space.get(), H5P_DEFAULT, out) < 0) {
      throw_hdf5(file_->path(), file_->where(), name_, "cannot be read");
    }
  }

  /// Complains that it is not what was asked for.
  [[noreturn]] void refuse(std::string expected, std::string actual) const {
    throw_io_error(file_->path(), {.category = "hdf5_dataset",
                                   .where = file_->where(),
                                   .problem = printable(name_) + " is not what is read here",
                                   .expected = std::move(expected),
                                   .actual = std::move(actual)});
  }

 private:
  /// Chunks that lie side by side are unpacked once, where 32 MB hold them.
  static hdf5_handle cache_of(hid_t dataset) {
    constexpr std::size_t least = std::size_t{1} << 20, most = std::size_t{32} << 20;
    hdf5_handle const made(H5Dget_create_plist(dataset), H5Pclose);
    hdf5_handle const space(H5Dget_space(dataset), H5Sclose);
    hdf5_handle const type(H5Dget_type(dataset), H5Tclose);
    std::array<hsize_t, H5S_MAX_RANK> chunk{}, all{};
    int const rank = H5Sget_simple_extent_ndims(space.get());
    if (!made || rank < 1 || H5Pget_layout(made.get()) != H5D_CHUNKED ||
        H5Pget_chunk(made.get(), H5S_MAX_RANK, chunk.data()) != rank ||
        H5Sget_simple_extent_dims(space.get(), all.data(), nullptr) != rank) {
      return {};
    }
    double bytes = static_cast<double>(H5Tget_size(type.get())) * static_cast<double>(chunk[0]);
    for (std::size_t d = 1; d < static_cast<std::size_t>(rank); ++d) {
      bytes *= static_cast<double>(std::max(chunk[d], all[d]));
    }
    double const held = std::clamp(bytes, static_cast<double>(least), static_cast<double>(most));
    hdf5_handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose);
    H5Pset_chunk_cache(access.get(), H5D_CHUNK_CACHE_NSLOTS_DEFAULT, static_cast<std::size_t>(held), 1.);
    return access;
  }

  void read_extents() {
    hdf5_handle const space(H5Dget_space(dataset_.get()), H5Sclose);
    H5S_class_t const form = H5Sget_simple_extent_type(space.get());
    int const rank = H5Sget_simple_extent_ndims(space.get());
    if ((form != H5S_SIMPLE && form != H5S_SCALAR) || rank < 0) { refuse("an array", "no extents"); }
    std::array<hsize_t, H5S_MAX_RANK> all{};
    H5Sget_simple_extent_dims(space.get(), all.data(), nullptr);
    checked_index bytes = 16;
    for (std::size_t d = 0; d < static_cast<std::size_t>(rank); ++d) {
      checked_index const extent(all[d]);
      bytes = bytes * (extent.value == 0 ? checked_index(1) : extent);
      extents_.push_back(extent.value);
    }
    if (bytes.overflowed) { refuse("an array that can be counted", "larger extents"); }
  }

  void read_kind() {
    hdf5_handle const type(H5Dget_type(dataset_.get()), H5Tclose);
    std::size_t const size = H5Tget_size(type.get());
    switch (H5Tget_class(type.get())) {
      case H5T_FLOAT:
        kind_ = size <= 4 ? number_kind::float32 : number_kind::float64;
        return;
      case H5T_INTEGER: {
        if (size > 8) { break; }
        bool const with_sign = H5Tget_sign(type.get()) == H5T_SGN_2;
        int const power = size <= 1 ? 0 : size <= 2 ? 1 : size <= 4 ? 2 : 3;
        kind_ = static_cast<number_kind>(2 * power + (with_sign ? 0 : 1));
        return;
      }
      default:
        break;
    }
    refuse("integers of at most 64 bits or floating-point numbers", "another type");
  }

  std::shared_ptr<hdf5_file const> file_;
  std::string name_;
  hdf5_handle dataset_;
  std::vector<index> extents_;
  number_kind kind_ = number_kind::float64;
};

}  // namespace convolt::io::detail

#endif
