// SPDX-License-Identifier: BSD-3-Clause
/// The exception about files: which file, what is wrong with it, what was expected and what was found.
/// Layer: io.
#pragma once

#include <convolt/core/error.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::io {

/// A file that cannot be read or written, or does not hold what it should. `argument()` is its path.
class io_error : public error {
  using error::error;
};

/// What is wrong with a file.
struct file_fault {
  std::string_view category;
  std::string_view where;
  std::string problem;
  std::string expected = {};
  std::string actual = {};
  std::string advice = {};
};

/// What an exception about a file says, from what was wrong with it.
inline error_facts facts_of(std::filesystem::path const& file, file_fault&& fault) {
  return {.category = fault.category,
          .where = "io::" + std::string(fault.where),
          .argument = file.string() + ":",
          .problem = std::move(fault.problem),
          .expected = std::move(fault.expected),
          .actual = std::move(fault.actual),
          .advice = std::move(fault.advice)};
}

[[noreturn]] inline void throw_io_error(std::filesystem::path const& file, file_fault fault) {
  throw io_error(facts_of(file, std::move(fault)));
}

/// Text from a file for a message: cut, and without bytes that cannot be printed.
inline std::string printable(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string result = "'";
  for (char const c : text.substr(0, longest)) { result += c >= ' ' && c <= '~' ? c : '?'; }
  return result + (text.size() > longest ? "...'" : "'");
}

/// Values as text, with commas between them.
template <class List>
std::string list_text(List const& values) {
  std::string text = "[";
  for (auto const& v : values) { text += (text.size() > 1 ? ", " : "") + std::to_string(v); }
  return text + "]";
}

}  // namespace convolt::io
