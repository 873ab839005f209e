// SPDX-License-Identifier: BSD-3-Clause
/// Strict JSON: from text or from a file to a value, and back to text that reads as the same value.
/// Layer: io.
#pragma once

#include <convolt/io/file.hpp>
#include <convolt/io/json_parser.hpp>
#include <convolt/io/json_value.hpp>

#include <charconv>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::io {

/// Parses a whole text. `source` is named in messages.
inline json parse_json(std::string_view text, std::string_view source = "text") {
  return json_parser(text, source).document();
}

/// Reads a file. Throws io_error where there is none, json_error with file and line where it is not JSON.
inline json read_json(std::filesystem::path const& path) {
  return parse_json(detail::read_text(path, "read_json"), path.string());
}

namespace detail {

inline void append_quoted(std::string& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (char const c : text) {
    if (c == '"' || c == '\\') { out += '\\'; }
    if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

/// The shortest digits that read back as x, with a point or an exponent. JSON has neither infinities nor NaN.
inline void append_number(std::string& out, double x) {
  char buffer[32];
  std::string_view const digits(buffer,
                                static_cast<std::size_t>(std::to_chars(buffer, std::end(buffer), x).ptr - buffer));
  if (digits.find('n') != std::string_view::npos) { throw json_error("numbers must be finite"); }
  out += digits;
  if (digits.find_first_of(".e") == std::string_view::npos) { out += ".0"; }
}

/// Objects and arrays are broken into lines, each member indented, down to `levels` levels;
/// what is deeper stays on its line.
class json_writer {
 public:
  explicit json_writer(int levels) : levels_(levels) {}

  void write(json const& value, int depth) {
    if (value.is_array()) {
      list('[', ']', value.items(), depth, [](json const& item) -> json const& { return item; });
    } else if (value.is_object()) {
      list('{', '}', value.members(), depth, [this](auto const& member) -> json const& {
        append_quoted(text, member.first);
        text += ": ";
        return member.second;
      });
    } else if (value.is_string()) {
      append_quoted(text, value.as_string());
    } else if (value.is_integer()) {
      text += std::to_string(value.as_integer());
    } else if (value.is_number()) {
      append_number(text, value.as_double());
    } else {
      text += value.is_null() ? "null" : (value.as_bool() ? "true" : "false");
    }
  }

  std::string text;

 private:
  template <class List, class Value>
  void list(char open, char close, List const& all, int depth, Value const& value_of) {
    bool const lines = depth < levels_ && !all.empty();
    text += open;
    bool first = true;
    for (auto const& entry : all) {
      if (!first) { text += lines ? "," : ", "; }
      if (lines) { new_line(depth + 1); }
      json const& value = value_of(entry);
      write(value, depth + 1);
      first = false;
    }
    if (lines) { new_line(depth); }
    text += close;
  }
  void new_line(int depth) { text.append("\n").append(static_cast<std::size_t>(2 * depth), ' '); }

  int levels_;
};

}  // namespace detail

/// On one line; with `levels` the outer levels of objects and arrays are broken into lines. Throws json_error for
/// numbers that are not finite, which JSON does not have.
inline std::string to_text(json const& value, int levels = 0) {
  detail::json_writer writer(levels);
  writer.write(value, 0);
  return std::move(writer.text);
}

}  // namespace convolt::io
