// SPDX-License-Identifier: BSD-3-Clause
/// A table: named columns of numbers with units, all of one length.
/// Layer: io.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/io/error.hpp>
#include <convolt/quantity/sample_list.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/any_unit.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

/// Named columns of equal length with units. Numbers are double.
class table {
 public:
  struct column {
    std::string name;
    any_unit unit;
    std::vector<double> numbers;
  };

  /// Appends an array of one axis, plain or with a unit. Throws parameter_error for a name that is empty, used before,
  /// or has one of , [ ] " or a control character in it; shape_error for another rank or another length than the first
  /// column.
  template <Operand Q>
    requires(ArrayExpression<wrapped_t<Q>> && std::convertible_to<element_t<Q>, double>)
  void add(std::string name, Q const& q) {
    auto const& numbers = raw(q);
    if (numbers.dimension() != 1 || (!columns_.empty() && numbers.size() != rows())) {
      throw shape_error({.category = "bad_column",
                         .where = "io::table::add",
                         .argument = name,
                         .problem = "does not fit the table",
                         .expected = "1 axis" + (columns_.empty() ? "" : " of " + std::to_string(rows()) + " numbers"),
                         .actual = list_text(numbers.shape())});
    }
    column c{.name = check_name(std::move(name)), .unit = unit_of(q), .numbers = {}};
    std::transform(numbers.begin(), numbers.end(), std::back_inserter(c.numbers),
                   [](auto x) { return static_cast<double>(x); });
    columns_.push_back(std::move(c));
  }
  /// Appends a container of numbers or of quantities, and the coordinates of an axis.
  template <quantities::SampleList C>
  void add(std::string name, C const& numbers) {
    add(std::move(name), quantities::array_of(numbers));
  }
  template <class A>
    requires quantities::is_axis<A>
  void add(std::string name, A const& t) {
    add(std::move(name), t.values());
  }
  template <class U, class T, class... A>
  void add(std::string, sampled<U, T, A...> const&) CONVOLT_REFUSED("add x.quantity() and x.axis<0>().values()");

  std::size_t rows() const { return columns_.empty() ? 0 : columns_.front().numbers.size(); }
  std::vector<column> const& columns() const { return columns_; }
  bool has(std::string_view name) const { return find(name) != nullptr; }

  /// A column in the unit in which it is. Throws parameter_error "column_missing" and lists what there is.
  auto operator()(std::string_view name) const {
    column const& c = at(name);
    return tag(xt::xtensor<double, 1>(xt::adapt(c.numbers, std::array<std::size_t, 1>{c.numbers.size()})), c.unit);
  }
  /// A column converted to `unit`. Throws unit_error where it measures something else.
  template <AnyUnit U>
  auto operator()(std::string_view name, U const& unit) const {
    any_unit const found = at(name).unit;
    if (!same_dimension(found, any_unit(unit))) {
      throw unit_error({.category = "unit_mismatch",
                        .where = "io::table",
                        .argument = std::string(name),
                        .problem = "has a unit that measures something else",
                        .expected = to_string(unit),
                        .actual = to_string(found)});
    }
    return tag(xt::xtensor<double, 1>((*this)(name).in(unit)), unit);
  }

 private:
  column const* find(std::string_view name) const {
    auto const found = std::find_if(columns_.begin(), columns_.end(), [name](auto const& c) { return c.name == name; });
    return found == columns_.end() ? nullptr : &*found;
  }
  column const& at(std::string_view name) const {
    column const* const c = find(name);
    if (c == nullptr) {
      std::string all;
      for (column const& other : columns_) { all += (all.empty() ? "" : ", ") + other.name; }
      throw parameter_error({.category = "column_missing",
                             .where = "io::table",
                             .argument = std::string(name),
                             .problem = "is not a column of the table",
                             .expected = all.empty() ? "none, the table is empty" : all});
    }
    return *c;
  }

  std::string check_name(std::string&& name) const {
    bool const plain = std::none_of(name.begin(), name.end(), [](char c) {
      return std::string_view(",[]\"").find(c) != std::string_view::npos || (c >= '\0' && c < ' ');
    });
    bool const marked = name.starts_with("\xEF\xBB\xBF");  // at the beginning of a file the mark of UTF-8, and no name
    if (name.empty() || marked || name.front() == ' ' || name.back() == ' ' || !plain || has(name)) {
      throw parameter_error(
          {.category = "bad_column",
           .where = "io::table::add",
           .argument = "name",
           .problem = has(name) ? "was used before" : "cannot stand in the first line of a csv file",
           .expected = has(name) ? "" : "at least a letter, no , [ ] \" or control character, no space at an end",
           .actual = printable(name)});
    }
    return std::move(name);
  }

  std::vector<column> columns_;
};

}  // namespace convolt::io
