// SPDX-License-Identifier: BSD-3-Clause
/// Reading of tables.json: the cartesian product of the factors, last factor fastest, against the list of rows.

#include <golden/shape_expression.hpp>
#include <golden/suite.hpp>

#include <array>
#include <stdexcept>
#include <utility>

namespace convolt::golden {
namespace {

bool is_part_of_the_table(std::string_view key) {
  constexpr std::array<std::string_view, 5> keys{"op", "factors", "rows", "lhs_shape", "rhs_shape"};
  for (std::string_view const k : keys) {
    if (k == key) { return true; }
  }
  return false;
}

// A pair `groups` stands for [batch groups, feature groups]; shapes may use these names.
void bind_factor(std::string const& name, json const& value, json& params, bindings& names) {
  if (name == "groups" && value.is_array()) {
    json::array const& pair = value.items();
    if (pair.size() != 2) { throw suite_error("groups must be [batch groups, feature groups]"); }
    bind_factor("batch_group_count", pair[0], params, names);
    bind_factor("feature_group_count", pair[1], params, names);
    return;
  }
  if (value.is_integer()) { names.emplace_back(name, value.as_integer()); }
  bool const only_a_size = name.size() == 1;
  if (!only_a_size) { params.set(name, value); }
}

std::size_t product_of(json::object const& factors) {
  std::size_t n = 1;
  for (auto const& factor : factors) { n *= factor.second.items().size(); }
  return n;
}

table_row row_at(std::string const& name, json const& table, std::size_t number) {
  table_row row;
  row.table = name;
  row.number = number;
  row.op = table.at("op").as_string();
  row.params = json(json::object{}, table.line());
  bindings names;
  for (auto const& [key, value] : table.members()) {
    if (!is_part_of_the_table(key)) { bind_factor(key, value, row.params, names); }
  }
  json::object const& factors = table.at("factors").members();
  std::size_t rest = number;
  for (auto factor = factors.rbegin(); factor != factors.rend(); ++factor) {
    json::array const& choices = factor->second.items();
    bind_factor(factor->first, choices[rest % choices.size()], row.params, names);
    rest /= choices.size();
  }
  row.lhs_shape = shape_expression(table.at("lhs_shape").as_string(), names).evaluate();
  row.rhs_shape = shape_expression(table.at("rhs_shape").as_string(), names).evaluate();
  return row;
}

}  // namespace

std::vector<table_row> read_table(std::string const& name, json const& table) {
  json::array const& results = table.at("rows").items();
  std::size_t const n = product_of(table.at("factors").members());
  if (n != results.size()) {
    throw suite_error("table " + name + " has " + std::to_string(results.size()) + " rows; its factors give " +
                      std::to_string(n));
  }
  std::vector<table_row> rows;
  for (std::size_t i = 0; i < n; ++i) {
    table_row row = row_at(name, table, i);
    json::array const& result = results[i].items();
    if (result.size() != 2) { throw suite_error("a row of table " + name + " is not [shape, checksum]"); }
    for (json const& extent : result[0].items()) {
      row.out_shape.push_back(static_cast<std::size_t>(extent.as_integer()));
    }
    row.checksum = result[1].as_integer();
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace convolt::golden
