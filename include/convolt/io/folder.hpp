// SPDX-License-Identifier: BSD-3-Clause
/// Loads arrays with their units from a folder that folder_writer saved. Everything is checked, and every error names
/// the file and both facts.
/// Layer: io.
#pragma once

#include <convolt/io/npy.hpp>
#include <convolt/io/sidecar.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/text.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

/// A folder of arrays. The constructor reads what it says of itself and the heads of its files; numbers are read by
/// load().
class folder {
 public:
  /// `more` are units of your own that the texts may name. Throws io_error where the sidecar or a file is missing or
  /// damaged, or they contradict each other.
  explicit folder(std::filesystem::path path, std::initializer_list<any_unit> more = {})
      : path_(std::move(path)), more_(more), description_(read_sidecar(path_)) {
    for (array_entry const& e : description_.arrays) { check_header(e); }
  }

  std::filesystem::path const& path() const { return path_; }
  /// What it says of its arrays, in the order in which they were saved.
  std::vector<array_entry> const& arrays() const { return description_.arrays; }
  std::vector<std::pair<std::string, std::string>> const& configuration() const { return description_.configuration; }

  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// Throws io_error "array_missing" and lists what there is.
  array_entry const& entry(std::string_view name) const {
    array_entry const* const e = find(name);
    if (e == nullptr) {
      std::string all;
      for (array_entry const& other : arrays()) { all += (all.empty() ? "" : ", ") + other.name; }
      fail_sidecar("array_missing", "lacks an array", "'" + std::string(name) + "'", all.empty() ? "none" : all);
    }
    return *e;
  }
  /// The unit of an array. Throws io_error "bad_unit" where its text is not understood.
  any_unit unit(std::string_view name) const {
    array_entry const& e = entry(name);
    return parse_unit(e, e.unit);
  }

  /// Throws io_error "array_missing" or "array_unknown" unless the folder holds exactly these arrays, in any order.
  void expect_arrays(std::vector<std::string> const& names) const {
    for (std::string const& name : names) { static_cast<void>(entry(name)); }
    for (array_entry const& e : arrays()) {
      if (std::find(names.begin(), names.end(), e.name) == names.end()) {
        fail_sidecar("array_unknown", "has an array that is not asked for",
                     "no more than " + std::to_string(names.size()), "'" + e.name + "'");
      }
    }
  }
  /// Throws io_error "configuration_mismatch" unless the configuration says this.
  void expect_configuration(std::string_view key, std::string_view text) const {
    for (auto const& [name, found] : configuration()) {
      if (name != key) { continue; }
      if (found == text) { return; }
      fail_sidecar("configuration_mismatch", "was saved with another " + std::string(key), std::string(text), found);
    }
    fail_sidecar("configuration_mismatch", "does not say its " + std::string(key), std::string(text), "");
  }
  /// Throws io_error "shape_mismatch" unless the array has this shape.
  template <class Shape>
  void expect_shape(std::string_view name, Shape const& shape) const {
    array_entry const& e = entry(name);
    bool const same = std::equal(e.shape.begin(), e.shape.end(), std::begin(shape), std::end(shape),
                                 [](std::size_t a, auto b) { return b >= 0 && a == static_cast<std::size_t>(b); });
    if (!same) {
      throw_io_error(file_of(e), {.category = "shape_mismatch",
                                  .where = "folder",
                                  .problem = "has another shape",
                                  .expected = list_text(shape),
                                  .actual = list_text(e.shape)});
    }
  }

  /// The array as a quantity of run-time unit: `load<float, 3>("weight")`; without a rank as xt::xarray. Throws
  /// io_error.
  template <NpyElement T, std::size_t Rank = any_rank>
  auto load(std::string_view name) const {
    return tag(load_numbers<T, Rank>(entry(name)), unit(name));
  }
  /// The array as a quantity in `unit`: the numbers are converted where they were saved in another one. Throws
  /// io_error, and unit_error where the file holds something that `unit` does not measure.
  template <NpyElement T, std::size_t Rank = any_rank, AnyUnit U>
  auto load(std::string_view name, U const& unit) const {
    array_entry const& e = entry(name);
    any_unit const saved = unit_of_entry(e, e.unit, unit);
    detail::loaded_t<T, Rank> numbers = load_numbers<T, Rank>(e);
    if (saved == any_unit(unit)) { return tag(std::move(numbers), unit); }
    return tag(detail::loaded_t<T, Rank>(tag(std::move(numbers), saved).in(unit)), unit);
  }

  /// The array with its axes: `load_sampled<float>("lfp", uV, no_axis, ms)`. One axis unit, or no_axis, per dimension.
  /// Throws as load(), and io_error "axis_mismatch" where the file has no such axis, or one where none is asked for.
  template <NpyElement T, AnyUnit U, class... AxisUnits>
  auto load_sampled(std::string_view name, U const& unit, AxisUnits const&... axis_units) const {
    array_entry const& e = entry(name);
    return with_axes<T>(e, unit, std::index_sequence_for<AxisUnits...>{}, axis_units...);
  }

 private:
  array_entry const* find(std::string_view name) const {
    auto const found = std::find_if(arrays().begin(), arrays().end(), [name](auto const& e) { return e.name == name; });
    return found == arrays().end() ? nullptr : &*found;
  }

  std::filesystem::path file_of(array_entry const& e) const { return path_ / e.file(); }

  [[noreturn]] void fail_sidecar(std::string_view category, std::string problem, std::string expected,
                                 std::string actual) const {
    throw_io_error(path_ / sidecar_name, {.category = category,
                                          .where = "folder",
                                          .problem = std::move(problem),
                                          .expected = std::move(expected),
                                          .actual = std::move(actual)});
  }

  void check_header(array_entry const& e) const {
    detail::input_file file(file_of(e), "folder");
    npy_header const header = detail::read_npy_header(file, "folder");
    if (header.type() != e.type || header.shape != e.shape) {
      throw_io_error(file_of(e), {.category = "sidecar_mismatch",
                                  .where = "folder",
                                  .problem = "is not the array that " + std::string(sidecar_name) + " describes",
                                  .expected = printable(e.type) + " " + list_text(e.shape),
                                  .actual = printable(header.type()) + " " + list_text(header.shape)});
    }
  }

  template <class T, std::size_t Rank>
  detail::loaded_t<T, Rank> load_numbers(array_entry const& e) const {
    return detail::load_npy_numbers<T, Rank>(file_of(e), "folder", [&](std::string_view bytes) {
      if (detail::checksum_of(bytes) == e.checksum) { return; }
      throw_io_error(file_of(e), {.category = "checksum_mismatch",
                                  .where = "folder",
                                  .problem = "holds other numbers than were saved with " + std::string(sidecar_name),
                                  .expected = "checksum " + detail::hex_text(e.checksum),
                                  .actual = detail::hex_text(detail::checksum_of(bytes)),
                                  .advice = "saving was interrupted, or the file was changed"});
    });
  }

  any_unit parse_unit(array_entry const& e, std::string const& text) const {
    try {
      return convolt::parse_unit(text, more_);
    } catch (text_error const& fault) {
      throw_io_error(file_of(e), {.category = "bad_unit",
                                  .where = "folder",
                                  .problem = "has a unit that is not understood",
                                  .actual = printable(text) + " (" + fault.what() + ")",
                                  .advice = "give units of your own to the constructor of the folder"});
    }
  }

  /// The unit that a text names, which measures what `wanted` measures.
  template <class U>
  any_unit unit_of_entry(array_entry const& e, std::string const& text, U const& wanted) const {
    if (text == to_string(wanted)) { return any_unit(wanted); }  // the text may name units that only the caller knows
    any_unit const saved = parse_unit(e, text);
    if (!same_dimension(saved, any_unit(wanted))) {
      throw unit_error({.category = "unit_mismatch",
                        .where = "io::folder",
                        .argument = file_of(e).string() + ":",
                        .problem = "has a unit that measures something else",
                        .expected = to_string(wanted),
                        .actual = to_string(saved)});
    }
    return saved;
  }

  template <class T, class U, std::size_t... D, class... AxisUnits>
  auto with_axes(array_entry const& e, U const& unit, std::index_sequence<D...>, AxisUnits const&... units) const {
    auto numbers = load<T, sizeof...(D)>(e.name, unit);
    return sampled(std::move(numbers), axis_of(e, D, units)...);
  }

  [[noreturn]] void fail_axis(array_entry const& e, std::size_t d, std::string expected, std::string actual) const {
    throw_io_error(file_of(e), {.category = "axis_mismatch",
                                .where = "folder",
                                .problem = "has not the axis that is asked for in dimension " + std::to_string(d),
                                .expected = std::move(expected),
                                .actual = std::move(actual)});
  }

  no_axis_t axis_of(array_entry const& e, std::size_t d, no_axis_t) const {
    if (d < e.axes.size() && e.axes[d]) { fail_axis(e, d, "none", "an axis in " + e.axes[d]->unit); }
    return no_axis;
  }
  template <AnyUnit U>
  auto axis_of(array_entry const& e, std::size_t d, U const& unit) const {
    if (d >= e.axes.size() || !e.axes[d]) { fail_axis(e, d, "an axis in " + to_string(unit), "none"); }
    axis_entry const& a = *e.axes[d];
    any_unit const saved = unit_of_entry(e, a.unit, unit);
    try {
      if (saved == any_unit(unit)) { return axis<U, double>(tag(a.start, unit), tag(a.step, unit), e.shape[d]); }
      return axis<any_unit, double>(tag(a.start, saved), tag(a.step, saved), e.shape[d]).as(unit);
    } catch (parameter_error const& fault) { fail_axis(e, d, "an axis", fault.what()); }
  }

  std::filesystem::path path_;
  std::vector<any_unit> more_;
  sidecar description_;
};

}  // namespace convolt::io
