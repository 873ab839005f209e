// SPDX-License-Identifier: BSD-3-Clause
/// What stands beside the .npy files of a folder, in arrays.json: for every array its name, element type, extents,
/// unit, axes and a checksum of its numbers; and the configuration, names with texts, of whoever saved them.
/// Layer: io.
#pragma once

#include <convolt/io/json.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace convolt::io {

/// The axis of a dimension: sample i is at start + i * step.
struct axis_entry {
  double start = 0.;
  double step = 1.;
  std::string unit = {};
};

/// What a folder says of one of its arrays.
struct array_entry {
  std::string name = {};
  std::string type = {};  ///< in NumPy's spelling
  std::vector<std::size_t> shape = {};
  std::string unit = {};
  std::vector<std::optional<axis_entry>> axes = {};  ///< none, or one per dimension
  std::uint64_t checksum = 0;

  std::string file() const { return name + ".npy"; }
};

/// What a folder says of itself.
struct sidecar {
  std::vector<array_entry> arrays = {};
  std::vector<std::pair<std::string, std::string>> configuration = {};
};

/// The file in a folder that says which unit and axes each of its arrays has.
inline constexpr std::string_view sidecar_name = "arrays.json";

namespace detail {

inline constexpr std::string_view sidecar_format = "convolt arrays";
inline constexpr std::int64_t sidecar_version = 1;

/// FNV-1a, 64 bits. It finds mistakes, not malice.
inline std::uint64_t checksum_of(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (char const c : bytes) { hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U; }
  return hash;
}

/// Names of arrays are names of files, too: letters, digits, and _ - . inside, at most 100.
inline bool is_array_name(std::string_view name) {
  auto const plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (name.empty() || name.size() > 100 || !plain(name.front()) || !plain(name.back())) { return false; }
  for (char const c : name) {
    if (!plain(c) && c != '-' && c != '.') { return false; }
  }
  return true;
}

/// Whether two names are one on file systems that do not tell letters of different case apart.
inline bool is_same_file_name(std::string_view a, std::string_view b) {
  auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  bool same = a.size() == b.size();
  for (std::size_t i = 0; same && i < a.size(); ++i) { same = lower(a[i]) == lower(b[i]); }
  return same;
}

inline std::string hex_text(std::uint64_t x) {
  char buffer[16];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, x, 16).ptr};
}

inline json to_json(axis_entry const& a) {
  return json(json::object{{"start", json(a.start)}, {"step", json(a.step)}, {"unit", json(a.unit)}});
}

inline json to_json(array_entry const& e) {
  json::array shape, axes;
  for (std::size_t n : e.shape) { shape.emplace_back(json(static_cast<std::int64_t>(n))); }
  for (auto const& a : e.axes) { axes.push_back(a ? to_json(*a) : json()); }
  json result(json::object{{"name", json(e.name)},
                           {"type", json(e.type)},
                           {"shape", json(std::move(shape))},
                           {"unit", json(e.unit)},
                           {"checksum", json(hex_text(e.checksum))}});
  if (!axes.empty()) { result.set("axes", json(std::move(axes))); }
  return result;
}

inline json to_json(sidecar const& s) {
  json::array arrays;
  for (array_entry const& e : s.arrays) { arrays.push_back(to_json(e)); }
  json::object configuration;
  for (auto const& [name, text] : s.configuration) { configuration.emplace_back(name, json(text)); }
  return json(json::object{{"format", json(std::string(sidecar_format))},
                           {"version", json(sidecar_version)},
                           {"configuration", json(std::move(configuration))},
                           {"arrays", json(std::move(arrays))}});
}

inline std::string place_of(json const& value) { return "line " + std::to_string(value.line()) + ": "; }

inline std::uint64_t checksum_from(json const& value) {
  std::string const& text = value.as_string();
  std::uint64_t x = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), x, 16);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    throw json_error(place_of(value) + "expected a checksum of hexadecimal digits");
  }
  return x;
}

inline array_entry array_entry_from(json const& value) {
  array_entry e;
  e.name = value.at("name").as_string();
  if (!is_array_name(e.name)) { throw json_error(place_of(value) + "the name of an array cannot be that of a file"); }
  e.type = value.at("type").as_string();
  for (json const& n : value.at("shape").items()) {
    if (n.as_integer() < 0) { throw json_error(place_of(n) + "an extent is negative"); }
    e.shape.push_back(static_cast<std::size_t>(n.as_integer()));
  }
  e.unit = value.at("unit").as_string();
  e.checksum = checksum_from(value.at("checksum"));
  json const* const axes = value.find("axes");
  if (axes == nullptr) { return e; }
  if (axes->items().size() != e.shape.size()) { throw json_error(place_of(*axes) + "expected one axis per extent"); }
  for (json const& a : axes->items()) {
    e.axes.emplace_back();
    if (!a.is_null()) {
      e.axes.back() = axis_entry{a.at("start").as_double(), a.at("step").as_double(), a.at("unit").as_string()};
    }
  }
  return e;
}

inline sidecar sidecar_from(json const& value) {
  if (value.at("format").as_string() != sidecar_format) {
    throw json_error(place_of(value.at("format")) + "expected the format '" + std::string(sidecar_format) + "'");
  }
  if (value.at("version").as_integer() != sidecar_version) {
    throw json_error(place_of(value.at("version")) + "expected version 1; the folder was saved by a newer library");
  }
  sidecar s;
  for (auto const& [name, text] : value.at("configuration").members()) {
    s.configuration.emplace_back(name, text.as_string());
  }
  for (json const& entry : value.at("arrays").items()) {
    s.arrays.push_back(array_entry_from(entry));
    for (std::size_t i = 0; i + 1 < s.arrays.size(); ++i) {
      if (is_same_file_name(s.arrays[i].name, s.arrays.back().name)) {
        throw json_error(place_of(entry) + "array '" + s.arrays.back().name + "' stands twice");
      }
    }
  }
  return s;
}

}  // namespace detail

/// The text of a sidecar file.
inline std::string to_text(sidecar const& s) { return to_text(detail::to_json(s), 2) + "\n"; }

/// Reads the sidecar of a folder. Throws io_error that names the file and the line.
inline sidecar read_sidecar(std::filesystem::path const& folder) {
  std::filesystem::path const file = folder / sidecar_name;
  std::string const text = detail::read_text(file, "read_sidecar");
  try {
    return detail::sidecar_from(parse_json(text));
  } catch (json_error const& e) {
    std::string_view what = e.what();
    what.remove_prefix(std::string_view("convolt::io::json: ").size());
    throw_io_error(file, {.category = "bad_sidecar",
                          .where = "read_sidecar",
                          .problem = "is not the description of a folder of arrays",
                          .actual = std::string(what)});
  }
}

}  // namespace convolt::io
