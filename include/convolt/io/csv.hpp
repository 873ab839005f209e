// SPDX-License-Identifier: BSD-3-Clause
/// Columns of numbers as text: a first line of names and units, `t [ms], v [mV]`, then a line per row. Numbers are
/// written with as many digits as they need to be read back exactly. Units are also read where other programs put them,
/// see csv_header.hpp.
/// Layer: io.
#pragma once

#include <convolt/io/csv_header.hpp>
#include <convolt/io/csv_lines.hpp>
#include <convolt/io/file.hpp>
#include <convolt/io/table.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/tag.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

/// For load_csv: what stands in the first line are names, whatever they look like, and all columns are in 1.
struct names_only_t {
  explicit names_only_t() = default;  // so that {} stays an empty list of units
};
inline constexpr names_only_t names_only{};

namespace detail {

inline void read_row(csv_lines& lines, std::vector<csv_head> const& heads, std::vector<std::vector<double>>& numbers) {
  std::vector<std::string_view> const& fields = lines.next();
  if (fields.size() == 1 && fields[0].empty() && lines.empty()) { return; }  // an empty last line
  if (fields.size() != heads.size()) {
    lines.fail({.problem = "has another number of fields than the first",
                .expected = std::to_string(heads.size()),
                .actual = std::to_string(fields.size())});
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto const x = number_in(fields[i]);
    if (!x) {
      lines.fail_in(
          i, heads[i].name,
          {.problem = "has something that is not a number", .expected = "a number", .actual = printable(fields[i])});
    }
    numbers[i].push_back(*x);
  }
}

inline table read_table(csv_lines& lines, std::vector<csv_head> const& heads) {
  std::vector<std::vector<double>> numbers(heads.size());
  while (!lines.empty()) { read_row(lines, heads, numbers); }
  table result;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    try {
      result.add(heads[i].name,
                 tag(xt::adapt(numbers[i], std::array<std::size_t, 1>{numbers[i].size()}), heads[i].unit));
    } catch (parameter_error const& e) {
      lines.fail_in(i, "", {.problem = "has a name that cannot be one", .actual = e.actual()});
    }
  }
  return result;
}

/// With [1] where the name alone would be taken for one with a unit.
inline std::string head_text(table::column const& c) {
  std::string const unit = to_string(c.unit);
  bool const plain = unit == "1" && !c.name.ends_with(')') && c.name.find(" / ") == std::string::npos;
  return c.name + (plain ? "" : " [" + unit + "]");
}

inline std::string csv_text(table const& t) {
  std::string text;
  for (table::column const& c : t.columns()) { text += (text.empty() ? "" : ", ") + head_text(c); }
  text += '\n';
  for (std::size_t row = 0; row < t.rows(); ++row) {
    char const* between = "";
    for (table::column const& c : t.columns()) {
      text += std::exchange(between, ", ") + quantities::number_text(c.numbers[row]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace detail

/// Saves a table. The file appears when it is complete. Throws io_error.
inline void save_csv(std::filesystem::path const& path, table const& t) {
  detail::write_text(path, detail::csv_text(t), "save_csv");
}

/// Loads a table. Units are read in [] or (), in a second line, or behind ` / ` where all columns have one; a column
/// without is in 1. `more` are units of your own. Numbers may be nan and inf. Throws io_error that names the file, the
/// line and the column.
inline table load_csv(std::filesystem::path const& path, std::span<any_unit const> more) {
  std::string const text = detail::read_text(path, "load_csv");
  detail::csv_lines lines(path, text);
  auto const heads = detail::csv_header(lines, more).names_and_units();
  return detail::read_table(lines, heads);
}
inline table load_csv(std::filesystem::path const& path, std::initializer_list<any_unit> more = {}) {
  return load_csv(path, std::span<any_unit const>(more.begin(), more.size()));
}
/// The same, without looking for units.
inline table load_csv(std::filesystem::path const& path, names_only_t) {
  std::string const text = detail::read_text(path, "load_csv");
  detail::csv_lines lines(path, text);
  auto const heads = detail::csv_header(lines, {}).names_only();
  return detail::read_table(lines, heads);
}

}  // namespace convolt::io
