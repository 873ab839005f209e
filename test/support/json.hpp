// SPDX-License-Identifier: BSD-3-Clause
/// A small strict JSON reader for the data of the tests: from text or from a file to a value, and back to one line of
/// text for messages.
/// Layer: test support, knows nothing of the library.
#pragma once

#include <support/json_parser.hpp>
#include <support/json_value.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

namespace convolt::test {

/// Parses a whole text. `source` is named in messages.
inline json parse_json(std::string_view text, std::string_view source = "text") {
  return json_parser(text, source).document();
}

/// Reads a file.
inline json read_json(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) { throw json_error("cannot open " + path.string()); }
  std::string const text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) { throw json_error("cannot read " + path.string()); }
  return parse_json(text, path.string());
}

namespace detail {

inline void write_quoted(std::ostream& out, std::string_view text) {
  out << '"';
  for (char const c : text) {
    if (c == '"' || c == '\\') { out << '\\'; }
    out << c;
  }
  out << '"';
}

inline void write_json(std::ostream& out, json const& value) {
  char const* between = "";
  if (value.is_array()) {
    out << '[';
    for (json const& item : value.items()) {
      out << between;
      write_json(out, item);
      between = ", ";
    }
    out << ']';
  } else if (value.is_object()) {
    out << '{';
    for (auto const& [name, member] : value.members()) {
      out << between;
      write_quoted(out, name);
      out << ": ";
      write_json(out, member);
      between = ", ";
    }
    out << '}';
  } else if (value.is_string()) {
    write_quoted(out, value.as_string());
  } else if (value.is_bool()) {
    out << (value.as_bool() ? "true" : "false");
  } else if (value.is_integer()) {
    out << value.as_integer();
  } else if (value.is_number()) {
    out << value.as_double();
  } else {
    out << "null";
  }
}

}  // namespace detail

/// One line of text, for messages (numbers with six digits).
inline std::string to_text(json const& value) {
  std::ostringstream out;
  detail::write_json(out, value);
  return out.str();
}

}  // namespace convolt::test
