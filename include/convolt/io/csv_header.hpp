// SPDX-License-Identifier: BSD-3-Clause
/// The names and units of the columns of a csv file, in the ways in which programs write them:
///
///     t [ms], v [mV]      t (ms), v (mV)      in brackets, also of one column only
///     t / ms, v / mV                          after a slash with blanks, where all columns have one
///     t, v                                    in a second line of their own
///     ms, mV
///
/// What looks like a unit and is none that is known is refused: it would be read as 1, and nobody would see it.
/// Layer: io.
#pragma once

#include <convolt/io/csv_lines.hpp>
#include <convolt/units/text.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace convolt::io::detail {

/// A column before its numbers.
struct csv_head {
  std::string name;
  any_unit unit = {};
};

/// The number that a field holds, or nothing.
inline std::optional<double> number_in(std::string_view field) {
  double x = 0.;
  std::string_view const digits = field.starts_with('+') ? field.substr(1) : field;
  auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), x);
  if (fault != std::errc{} || end != digits.data() + digits.size()) { return {}; }
  return x;
}

/// Reads the lines before the first numbers. It lives no longer than one call.
class csv_header {
 public:
  csv_header(csv_lines& lines, std::span<any_unit const> more) : lines_(lines), more_(more) {}

  std::vector<csv_head> names_only() {
    std::vector<csv_head> heads;
    for (std::string_view const field : lines_.next()) { heads.push_back({.name = std::string(field)}); }
    return heads;
  }
  std::vector<csv_head> names_and_units() {
    std::vector<csv_head> heads = names_only();
    csv_lines after = lines_;
    if (!after.empty() && is_unit_row(after.next(), heads.size())) {
      read_unit_row(heads);
    } else if (std::all_of(heads.begin(), heads.end(), [](csv_head const& h) { return has_slash(h.name); })) {
      for (std::size_t i = 0; i < heads.size(); ++i) { split_slash(i, heads[i]); }
    } else {
      for (std::size_t i = 0; i < heads.size(); ++i) { split_brackets(i, heads[i]); }
    }
    return heads;
  }

 private:
  static constexpr std::string_view slash = " / ";

  static bool has_slash(std::string_view name) { return name.find(slash) != std::string_view::npos; }

  // ---- a second line ----

  static bool looks_like_a_unit(std::string_view field) {
    if (field.empty() || number_in(field)) { return false; }
    auto const c = static_cast<unsigned char>(field.front());
    bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    return letter || c == '%' || c == '(' || c == '[' || field.starts_with("1/");
  }
  /// What stands for 1 among units.
  static bool is_no_unit(std::string_view field) { return field.empty() || field == "-" || field == "1"; }

  /// Units, or words in their place: in any case no numbers.
  static bool is_unit_row(std::vector<std::string_view> const& fields, std::size_t columns) {
    return fields.size() == columns && std::any_of(fields.begin(), fields.end(), looks_like_a_unit) &&
           std::all_of(fields.begin(), fields.end(),
                       [](std::string_view f) { return looks_like_a_unit(f) || is_no_unit(f); });
  }
  void read_unit_row(std::vector<csv_head>& heads) {
    std::vector<std::string_view> const& fields = lines_.next();
    for (std::size_t i = 0; i < heads.size(); ++i) {
      if (is_no_unit(fields[i])) { continue; }
      bool const brackets = fields[i].starts_with('[') && fields[i].ends_with(']');
      std::string_view const text = brackets ? fields[i].substr(1, fields[i].size() - 2) : fields[i];
      heads[i].unit = unit_from(i, heads[i].name, trimmed(text), "has neither a number nor a unit that is understood");
    }
  }

  // ---- in the first line ----

  void split_slash(std::size_t i, csv_head& head) const {
    std::string const field = head.name;
    std::size_t const at = field.find(slash);
    std::string_view const text = trimmed(std::string_view(field).substr(at + slash.size()));
    head.name = trimmed(std::string_view(field).substr(0, at));
    for (std::string_view const change : {"d", "\xCE\x94", "\xE2\x88\x86"}) {  // d, capital delta, increment
      if (head.name == std::string(change).append(text)) {
        lines_.fail_in(i, "",
                       {.problem = "can be a ratio, or a name with its unit",
                        .actual = printable(field),
                        .advice = "write the ratio without blanks, and the unit in brackets"});
      }
    }
    head.unit = unit_from(i, head.name, text, "has a unit that is not understood");
  }

  void split_brackets(std::size_t i, csv_head& head) const {
    std::string const field = head.name;
    bool const round = field.ends_with(')');
    std::size_t const open = round ? opening_of_last(field) : field.find('[');
    if (open == std::string::npos) {
      if (round) { refuse_open(i, field, ')', "no ( before its )"); }
      return;
    }
    if (!round && !field.ends_with(']')) { refuse_open(i, field, ']', "a unit without its ]"); }
    std::string_view const text = trimmed(std::string_view(field).substr(open + 1, field.size() - open - 2));
    head.name = trimmed(std::string_view(field).substr(0, open));
    head.unit = unit_from(i, head.name, text, "has a unit that is not understood");
  }
  /// The parenthesis that the last one closes.
  static std::size_t opening_of_last(std::string_view field) {
    int depth = 0;
    for (std::size_t at = field.size(); at-- > 0;) {
      if (field[at] == ')') { ++depth; }
      if (field[at] == '(' && --depth == 0) { return at; }
    }
    return std::string_view::npos;
  }
  [[noreturn]] void refuse_open(std::size_t i, std::string const& field, char close, char const* what) const {
    lines_.fail_in(i, "",
                   {.problem = std::string("has ") + what,
                    .expected = close == ')' ? "name (unit)" : "name [unit]",
                    .actual = printable(field)});
  }

  any_unit unit_from(std::size_t i, std::string const& name, std::string_view text, char const* problem) const {
    if (text == "-") { return {}; }
    try {
      return parse_unit(text, more_);
    } catch (text_error const& e) {
      lines_.fail_in(i, name,
                     {.problem = problem,
                      .actual = printable(text) + " (" + e.what() + ")",
                      .advice = "give units of your own as a second argument, or io::names_only where it is no unit"});
    }
  }

  csv_lines& lines_;
  std::span<any_unit const> more_;
};

}  // namespace convolt::io::detail
