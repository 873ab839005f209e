// SPDX-License-Identifier: BSD-3-Clause
/// Saves arrays with their units as a folder of .npy files and a sidecar.
/// Layer: io.
#pragma once

#include <convolt/io/npy.hpp>
#include <convolt/io/sidecar.hpp>
#include <convolt/quantity/sampled.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt::io {

namespace detail {

inline std::optional<axis_entry> entry_of(no_axis_t) { return std::nullopt; }
template <class U, class T>
std::optional<axis_entry> entry_of(axis<U, T> const& a) {
  return axis_entry{static_cast<double>(a.start().raw()), static_cast<double>(a.step().raw()), to_string(a.unit())};
}

}  // namespace detail

/// Collects arrays, and makes a folder of them in commit(): NumPy reads `name.npy`, arrays.json tells the units.
///
/// Until commit() an older content of the folder stays as it is; a writer that is given up leaves nothing. In commit()
/// files are renamed one after the other, the sidecar last. A program that dies in between leaves a folder that is
/// refused when it is loaded, by its checksums. Files of other names stay where they are.
class folder_writer {
 public:
  /// Makes the folder if it is not there. Throws io_error.
  explicit folder_writer(std::filesystem::path path) : path_(std::move(path)) {
    std::error_code fault;
    made_ = std::filesystem::create_directory(path_, fault);
    if (fault || !std::filesystem::is_directory(path_)) {
      throw_io_error(path_, {.category = "file_not_writable",
                             .where = "folder_writer",
                             .problem = "cannot be made a folder",
                             .actual = fault ? fault.message() : "a file of this name"});
    }
  }
  folder_writer(folder_writer const&) = delete;
  folder_writer& operator=(folder_writer const&) = delete;
  ~folder_writer() {
    files_.clear();
    std::error_code ignored;
    if (made_ && !committed_) { std::filesystem::remove(path_, ignored); }  // only an empty folder can be removed so
  }

  /// A text that describes what is saved. Throws parameter_error when the key was used before.
  void configure(std::string key, std::string text) {
    for (auto const& entry : description_.configuration) {
      if (entry.first == key) { throw_bad_name("configure", "key", "was used before", key); }
    }
    description_.configuration.emplace_back(std::move(key), std::move(text));
  }

  /// An array, plain or with a unit, which is saved in that unit. Names consist of letters, digits and _ - . and differ
  /// in more than case. Throws parameter_error, io_error.
  template <Operand Q>
    requires(ArrayExpression<wrapped_t<Q>> && NpyElement<element_t<Q>>)
  void add(std::string name, Q const& q) {
    add_numbers(std::move(name), raw(q), to_string(unit_of(q)), {});
  }
  /// A sampled quantity, with its axes.
  template <class U, NpyElement T, class... Axes>
  void add(std::string name, sampled<U, T, Axes...> const& s) {
    auto axes = std::apply(
        [](auto const&... a) { return std::vector<std::optional<axis_entry>>{detail::entry_of(a)...}; }, s.axes());
    add_numbers(std::move(name), s.raw(), to_string(s.unit()), std::move(axes));
  }

  /// Puts everything in its place. Throws io_error.
  void commit() {
    detail::output_file description(path_ / sidecar_name, "folder_writer");
    description.write(to_text(description_));
    description.close();
    for (detail::output_file& file : files_) { file.commit(); }
    description.commit();
    files_.clear();
    committed_ = true;
  }

 private:
  template <class A>
  void add_numbers(std::string&& name, A const& array, std::string&& unit,
                   std::vector<std::optional<axis_entry>>&& axes) {
    check_name(name);
    decltype(auto) numbers = quantities::contiguous(array);
    npy_header const header = detail::header_of(numbers);
    detail::output_file file(path_ / (name + ".npy"), "folder_writer");
    detail::write_npy(file, numbers);
    file.close();
    files_.push_back(std::move(file));
    description_.arrays.push_back({.name = std::move(name),
                                   .type = header.type(),
                                   .shape = header.shape,
                                   .unit = std::move(unit),
                                   .axes = std::move(axes),
                                   .checksum = detail::checksum_of(detail::bytes_of(numbers))});
  }

  void check_name(std::string const& name) const {
    if (!detail::is_array_name(name)) {
      throw_bad_name("add", "name", "must consist of letters, digits and _ - . and be at most 100 long", name);
    }
    for (array_entry const& e : description_.arrays) {
      if (detail::is_same_file_name(e.name, name)) { throw_bad_name("add", "name", "was used before", name); }
    }
  }
  [[noreturn]] static void throw_bad_name(std::string const& function, char const* argument, char const* problem,
                                          std::string const& name) {
    throw parameter_error({.category = "bad_array_name",
                           .where = "io::folder_writer::" + function,
                           .argument = argument,
                           .problem = problem,
                           .actual = printable(name)});
  }

  std::filesystem::path path_;
  bool made_ = false;
  bool committed_ = false;
  std::vector<detail::output_file> files_;
  sidecar description_;
};

}  // namespace convolt::io
