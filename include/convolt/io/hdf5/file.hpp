// SPDX-License-Identifier: BSD-3-Clause
/// HDF5 files that are read: their objects, and what attributes say of these. Without HDF5 this declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/core/finite.hpp>
#include <convolt/io/hdf5/handle.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace convolt::io::detail {

/// A text of HDF5, of fixed or variable length, from a type and a function that reads into a buffer of that type.
template <class Read>
std::optional<std::string> hdf5_text(hid_t type, Read const& read) {
  if (H5Tget_class(type) != H5T_STRING) { return std::nullopt; }
  if (H5Tis_variable_str(type) > 0) {
    hdf5_handle const memory(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(memory.get(), H5T_VARIABLE);
    H5Tset_cset(memory.get(), H5Tget_cset(type));
    char* text = nullptr;
    if (read(memory.get(), &text) < 0 || text == nullptr) { return std::nullopt; }
    std::string const copy = text;
    H5free_memory(text);
    return copy;
  }
  constexpr std::size_t longest = 1 << 16;
  std::size_t const size = H5Tget_size(type);
  if (size == 0 || size > longest) { return std::nullopt; }
  std::string text(size, '\0');
  if (read(type, text.data()) < 0) { return std::nullopt; }
  text.resize(text.find('\0') == std::string::npos ? size : text.find('\0'));
  return text;
}

/// An open file. What cannot be read is an io_error with file and path.
class hdf5_file {
 public:
  hdf5_file(std::filesystem::path path, std::string_view where) : path_(std::move(path)), where_(where) {
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path_, fault)) {
      throw_io_error(path_, {.category = "file_not_readable",
                             .where = where_,
                             .problem = "cannot be read",
                             .actual = fault ? fault.message() : "it is not a regular file"});
    }
    hdf5_session const session;
    file_ = hdf5_handle(H5Fopen(path_.string().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    if (!file_) {
      throw_io_error(path_, {.category = "hdf5",
                             .where = where_,
                             .problem = "cannot be opened as an HDF5 file",
                             .actual = hdf5_reason()});
    }
  }

  std::filesystem::path const& path() const { return path_; }
  std::string_view where() const { return where_; }
  hid_t id() const { return file_.get(); }

  /// True where every part of a path is there.
  bool has(std::string const& name) const {
    hdf5_session const session;
    for (std::size_t end = 0; end != std::string::npos;) {
      end = name.find('/', end + 1);
      std::string const part = name.substr(0, end);
      if (part.empty() || part == "/") { continue; }
      if (H5Lexists(file_.get(), part.c_str(), H5P_DEFAULT) <= 0) { return false; }
    }
    return !name.empty() && (name == "/" || H5Oexists_by_name(file_.get(), name.c_str(), H5P_DEFAULT) > 0);
  }

  hdf5_handle object(std::string const& name) const {
    if (!has(name)) {
      throw_io_error(path_, {.category = "hdf5_object_missing",
                             .where = where_,
                             .problem = "has no object of this name",
                             .actual = printable(name)});
    }
    hdf5_handle found(H5Oopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Oclose);
    if (!found) { throw_hdf5(path_, where_, name, "cannot be opened"); }
    return found;
  }

  /// The text of an attribute; none where it is not there or not a text.
  std::optional<std::string> text(std::string const& object_name, std::string const& name) const {
    hdf5_session const session;
    hdf5_handle const attribute = open_attribute(object_name, name);
    if (!attribute) { return std::nullopt; }
    hdf5_handle const type(H5Aget_type(attribute.get()), H5Tclose);
    if (!has_one_value(attribute)) { return std::nullopt; }
    return hdf5_text(type.get(), [&](hid_t memory, void* out) { return H5Aread(attribute.get(), memory, out); });
  }

  /// The number of an attribute; none where it is not there. Throws io_error where it is not one finite number.
  std::optional<double> number(std::string const& object_name, std::string const& name) const {
    hdf5_session const session;
    hdf5_handle const attribute = open_attribute(object_name, name);
    if (!attribute) { return std::nullopt; }
    hdf5_handle const type(H5Aget_type(attribute.get()), H5Tclose);
    H5T_class_t const kind = H5Tget_class(type.get());
    double x = std::nan("");
    bool const read = (kind == H5T_FLOAT || kind == H5T_INTEGER) && has_one_value(attribute) &&
                      H5Aread(attribute.get(), H5T_NATIVE_DOUBLE, &x) >= 0;
    if (!read || !bits::is_finite(x)) {
      throw_io_error(path_, {.category = "hdf5_attribute",
                             .where = where_,
                             .problem = printable(object_name) + " has an attribute that is not understood",
                             .expected = name + ", a finite number",
                             .actual = read ? std::to_string(x) : std::string("something else")});
    }
    return x;
  }

 private:
  static bool has_one_value(hdf5_handle const& attribute) {
    hdf5_handle const space(H5Aget_space(attribute.get()), H5Sclose);
    return H5Sget_simple_extent_npoints(space.get()) == 1;
  }
  hdf5_handle open_attribute(std::string const& object_name, std::string const& name) const {
    hdf5_handle const owner = object(object_name);
    if (H5Aexists(owner.get(), name.c_str()) <= 0) { return {}; }
    return {H5Aopen(owner.get(), name.c_str(), H5P_DEFAULT), H5Aclose};
  }

  std::filesystem::path path_;
  std::string_view where_;
  hdf5_handle file_;
};

}  // namespace convolt::io::detail

#endif
