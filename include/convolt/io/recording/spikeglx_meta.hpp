// SPDX-License-Identifier: BSD-3-Clause
/// The .meta files of SpikeGLX: lines `key=value`, and what they say of the channels that were saved.
/// Layer: io.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/io/error.hpp>
#include <convolt/io/file.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace convolt::io {

/// The entries of a .meta file, by their keys without `~`. Every question is answered or throws io_error, which names
/// file, key, what was found and what was expected.
class spikeglx_meta {
 public:
  explicit spikeglx_meta(std::filesystem::path path) : path_(std::move(path)) {
    std::string const text = detail::read_text(path_, where);
    std::string_view rest = text;
    for (std::size_t line = 1; !rest.empty(); ++line) {
      std::size_t const end = std::min(rest.find('\n'), rest.size());
      add(rest.substr(0, end), line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  std::filesystem::path const& path() const { return path_; }
  bool has(std::string_view key) const { return entries_.find(key) != entries_.end(); }

  std::string const& text(std::string_view key) const {
    auto const found = entries_.find(key);
    if (found == entries_.end()) { fail("meta_key_missing", "lacks a key", std::string(key), "no such line"); }
    return found->second;
  }
  /// A finite number.
  double number(std::string_view key) const { return to_number(key, text(key)); }
  double positive(std::string_view key) const {
    double const x = number(key);
    if (!(x > 0.)) { fail_value(key, "a positive number"); }
    return x;
  }
  std::int64_t count(std::string_view key) const { return to_count(key, text(key)); }
  /// "384,0,1".
  std::vector<std::int64_t> counts(std::string_view key) const {
    std::vector<std::int64_t> all;
    for (std::string_view const part : parts(text(key), ',')) { all.push_back(to_count(key, part)); }
    return all;
  }

  /// "0:383,768" as numbers, of which there must be so many; "all" is 0, 1, ...
  std::vector<std::int64_t> subset(std::string_view key, std::int64_t wanted) const {
    std::vector<std::int64_t> all;
    auto const add_run = [&](std::int64_t first, std::int64_t last) {
      if (last < first || last - first >= wanted - std::ssize(all)) {
        fail_value(key, std::to_string(wanted) + " channels, as nSavedChans says");
      }
      for (std::int64_t n = first; n <= last; ++n) { all.push_back(n); }
    };
    if (text(key) == "all") {
      add_run(0, wanted - 1);
      return all;
    }
    for (std::string_view const part : parts(text(key), ',')) {
      std::size_t const colon = part.find(':');
      std::int64_t const first = to_count(key, part.substr(0, colon));
      add_run(first, colon == std::string_view::npos ? first : to_count(key, part.substr(colon + 1)));
    }
    if (std::ssize(all) != wanted) { fail_value(key, std::to_string(wanted) + " channels, as nSavedChans says"); }
    return all;
  }

  /// "(0,384)(0 0 0 500 250 1)...": what stands in each pair of brackets, in numbers with blanks or commas between
  /// them. The first one is a header, which may hold text.
  std::vector<std::string_view> brackets(std::string_view key) const {
    std::vector<std::string_view> all;
    std::string_view rest = text(key);
    while (!rest.empty()) {
      std::size_t const end = rest.find(')');
      if (rest.front() != '(' || end == std::string_view::npos) { fail_value(key, "(...)(...)..."); }
      all.push_back(rest.substr(1, end - 1));
      rest.remove_prefix(end + 1);
    }
    return all;
  }
  /// Number i of what stands in brackets.
  double number_in(std::string_view key, std::string_view bracket, char between, std::size_t i) const {
    std::vector<std::string_view> const all = parts(bracket, between);
    if (i >= all.size()) {
      fail("meta_value", "has too few numbers in an entry of " + std::string(key), std::to_string(i + 1) + " or more",
           "(" + std::string(bracket.substr(0, 60)) + ")");
    }
    return to_number(key, all[i]);
  }

  /// Complains about the value of a key.
  [[noreturn]] void fail_value(std::string_view key, std::string expected) const {
    fail("meta_value", "has a wrong value of " + std::string(key), std::move(expected), printable(text(key)));
  }
  [[noreturn]] void fail(std::string_view category, std::string problem, std::string expected,
                         std::string actual) const {
    throw_io_error(path_, {.category = category,
                           .where = where,
                           .problem = std::move(problem),
                           .expected = std::move(expected),
                           .actual = std::move(actual)});
  }

 private:
  static constexpr std::string_view where = "open_spikeglx";

  static std::vector<std::string_view> parts(std::string_view list, char between) {
    std::vector<std::string_view> all;
    for (std::size_t at = 0;;) {
      std::size_t const end = list.find(between, at);
      all.push_back(list.substr(at, end - at));
      if (end == std::string_view::npos) { return all; }
      at = end + 1;
    }
  }

  void add(std::string_view line, std::size_t number) {
    if (!line.empty() && line.back() == '\r') { line.remove_suffix(1); }
    if (line.empty()) { return; }
    std::size_t const equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      fail("bad_meta", "is not a .meta file of SpikeGLX, line " + std::to_string(number), "key=value", printable(line));
    }
    std::string_view key = line.substr(0, equals);
    if (key.front() == '~') { key.remove_prefix(1); }
    if (!entries_.emplace(std::string(key), std::string(line.substr(equals + 1))).second) {
      fail("bad_meta", "has a key twice, line " + std::to_string(number), "", printable(key));
    }
  }

  template <class N>
  N parsed(std::string_view key, std::string_view text, char const* expected) const {
    N x{};
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), x);
    if (fault != std::errc{} || end != text.data() + text.size()) {
      fail("meta_value", "has a wrong value of " + std::string(key), expected, printable(text));
    }
    return x;
  }
  double to_number(std::string_view key, std::string_view text) const {
    auto const x = parsed<double>(key, text, "a number");
    if (!bits::is_finite(x)) {
      fail("meta_value", "has a wrong value of " + std::string(key), "a number", printable(text));
    }
    return x;
  }
  std::int64_t to_count(std::string_view key, std::string_view text) const {
    auto const n = parsed<std::int64_t>(key, text, "a whole number");
    if (n < 0) { fail("meta_value", "has a wrong value of " + std::string(key), "0 or more", printable(text)); }
    return n;
  }

  std::filesystem::path path_;
  std::map<std::string, std::string, std::less<>> entries_;
};

}  // namespace convolt::io
