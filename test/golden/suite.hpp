// SPDX-License-Identifier: BSD-3-Clause
/// What stands in a folder of golden data, as plain structs: cases with arrays, calls that must be rejected, rows of
/// checksum tables. suite/README.md describes the files.
#pragma once

#include <support/json.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::golden {

using test::json;
using extents = std::vector<std::size_t>;

/// What a folder says cannot be so, or cannot be done here. Not one of the library's errors, which calls may be
/// expected to throw.
struct suite_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An array of a case. The tolerances are those of outputs.
struct array_entry {
  std::string name;
  std::filesystem::path file;
  extents shape;
  std::string dtype;
  std::optional<std::string> unit;
  double rtol = 0.;
  double atol = 0.;
};

/// One line of manifest.json.
struct suite_case {
  std::string id;
  std::string op;
  std::string group;
  std::string dtype;
  std::string out_dtype;
  json params;
  std::vector<array_entry> inputs;
  std::vector<array_entry> outputs;
};

/// What errors.json says of one operand; empty where it says nothing.
struct rejected_operand {
  std::string name;
  std::optional<extents> shape;
  std::string unit;
  std::string dtype;
};

/// One line of errors.json.
struct rejection {
  std::string id;
  std::string op;
  std::string category;
  json params;
  std::vector<rejected_operand> operands;

  rejected_operand const* find(std::string_view name) const;
};

/// One row of a table of tables.json, with the parameters that its place in the product of the factors gives it.
struct table_row {
  std::string table;
  std::size_t number = 0;
  std::string op;
  json params;
  extents lhs_shape;
  extents rhs_shape;
  extents out_shape;
  std::int64_t checksum = 0;
};

/// Take one entry apart; throw suite_error or test::json_error where something is missing or of another kind.
suite_case read_case(json const& entry, std::filesystem::path const& folder);
rejection read_rejection(json const& entry);
/// The rows of one table. `name` is its key.
std::vector<table_row> read_table(std::string const& name, json const& table);

array_entry const* find_array(std::vector<array_entry> const& arrays, std::string_view name);

}  // namespace convolt::golden
