// SPDX-License-Identifier: BSD-3-Clause
/// Reading of manifest.json and errors.json.

#include <golden/suite.hpp>

#include <utility>

namespace convolt::golden {
namespace {

extents read_extents(json const& list) {
  extents shape;
  for (json const& item : list.items()) {
    std::int64_t const extent = item.as_integer();
    if (extent < 0) { throw suite_error("line " + std::to_string(item.line()) + ": an extent is negative"); }
    shape.push_back(static_cast<std::size_t>(extent));
  }
  return shape;
}

array_entry read_array(std::string const& name, json const& entry, std::filesystem::path const& folder) {
  array_entry a;
  a.name = name;
  a.file = folder / entry.at("file").as_string();
  a.shape = read_extents(entry.at("shape"));
  a.dtype = entry.at("dtype").as_string();
  if (json const& unit = entry.at("unit"); !unit.is_null()) { a.unit = unit.as_string(); }
  if (json const* rtol = entry.find("rtol")) { a.rtol = rtol->as_double(); }
  if (json const* atol = entry.find("atol")) { a.atol = atol->as_double(); }
  return a;
}

rejected_operand& operand_of(rejection& row, std::string const& name) {
  for (rejected_operand& o : row.operands) {
    if (o.name == name) { return o; }
  }
  row.operands.push_back({name, std::nullopt, "", ""});
  return row.operands.back();
}

}  // namespace

array_entry const* find_array(std::vector<array_entry> const& arrays, std::string_view name) {
  for (array_entry const& a : arrays) {
    if (a.name == name) { return &a; }
  }
  return nullptr;
}

rejected_operand const* rejection::find(std::string_view name) const {
  for (rejected_operand const& o : operands) {
    if (o.name == name) { return &o; }
  }
  return nullptr;
}

suite_case read_case(json const& entry, std::filesystem::path const& folder) {
  suite_case c;
  c.id = entry.at("id").as_string();
  c.op = entry.at("op").as_string();
  c.group = entry.at("group").as_string();
  c.dtype = entry.at("dtype").as_string();
  c.out_dtype = entry.at("out_dtype").as_string();
  c.params = entry.at("params");
  for (auto const& [name, array] : entry.at("inputs").members()) {
    c.inputs.push_back(read_array(name, array, folder));
  }
  for (auto const& [name, array] : entry.at("outputs").members()) {
    array.at("rtol");
    array.at("atol");
    c.outputs.push_back(read_array(name, array, folder));
  }
  return c;
}

rejection read_rejection(json const& entry) {
  rejection row;
  row.id = entry.at("id").as_string();
  row.op = entry.at("op").as_string();
  row.category = entry.at("category").as_string();
  row.params = entry.at("params");
  for (auto const& [name, shape] : entry.at("shapes").members()) { operand_of(row, name).shape = read_extents(shape); }
  if (json const* units = entry.find("units")) {
    for (auto const& [name, unit] : units->members()) { operand_of(row, name).unit = unit.as_string(); }
  }
  if (json const* dtypes = entry.find("dtypes")) {
    for (auto const& [name, dtype] : dtypes->members()) { operand_of(row, name).dtype = dtype.as_string(); }
  }
  return row;
}

}  // namespace convolt::golden
