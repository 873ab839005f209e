// SPDX-License-Identifier: BSD-3-Clause
/// The three files of a folder, entry by entry. An entry that cannot be read fails; the others still run.

#include <golden/run_folder.hpp>

#include <golden/suite.hpp>

#include <exception>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace convolt::golden {
namespace {

// An entry without a usable operation cannot be deselected.
bool is_selected(selection const& ops, json const& entry) {
  if (!entry.is_object()) { return true; }
  json const* op = entry.find("op");
  return op == nullptr || !op->is_string() || ops.contains(op->as_string());
}

std::string text_of(json const& entry, std::string_view key) {
  json const* value = entry.is_object() ? entry.find(key) : nullptr;
  if (value == nullptr) { return "?"; }
  return value->is_string() ? value->as_string() : to_text(*value);
}

std::string title_of(json const& entry) {
  return text_of(entry, "id") + " " + text_of(entry, "op") + " (line " + std::to_string(entry.line()) + ")";
}

/// Runs the entries of a list. `run` takes one apart and runs it; `group` is the member that groups are named after.
template <class Run>
void run_list(report& all, selection const& ops, json const& list, char const* kind, char const* group, Run run) {
  std::size_t selected = 0;
  for (json const& entry : list.items()) {
    if (!is_selected(ops, entry)) { continue; }
    ++selected;
    complaints found;
    try {
      found = run(entry);
    } catch (std::exception const& e) { found.push_back(e.what()); }
    all.add(std::string(kind) + " " + text_of(entry, group), title_of(entry), text_of(entry, "params"), found);
  }
  all.add_selected(kind, selected, list.items().size());
}

void run_manifest(report& all, selection const& ops, json const& list, std::filesystem::path const& folder) {
  run_list(all, ops, list, "cases", "group", [&](json const& entry) { return run_case(read_case(entry, folder)); });
}

void run_errors(report& all, selection const& ops, json const& list) {
  run_list(all, ops, list, "rejections", "category",
           [](json const& entry) { return run_rejection(read_rejection(entry)); });
}

void run_tables(report& all, selection const& ops, json const& file) {
  for (auto const& [name, table] : file.at("tables").members()) {
    std::vector<table_row> const rows = read_table(name, table);
    std::size_t const selected = is_selected(ops, table) ? rows.size() : 0;
    for (std::size_t i = 0; i < selected; ++i) {
      std::string const title = name + " row " + std::to_string(i) + " " + rows[i].op;
      all.add("table " + name, title, to_text(rows[i].params), run_table_row(rows[i]));
    }
    all.add_selected("table rows", selected, rows.size());
  }
}

/// Reads a file if it is there and hands it on; a file that is not as it should be is a failure. True where it was
/// there.
template <class Run>
bool with_file(report& all, std::filesystem::path const& path, Run run) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) { return false; }
  try {
    run(test::read_json(path));
  } catch (std::exception const& e) { all.add_broken_file(path.string() + ": " + e.what()); }
  return true;
}

}  // namespace

void run_folder(report& all, selection const& ops, std::filesystem::path const& folder) {
  bool found = false;
  found |= with_file(all, folder / "manifest.json", [&](json const& file) { run_manifest(all, ops, file, folder); });
  found |= with_file(all, folder / "errors.json", [&](json const& file) { run_errors(all, ops, file); });
  found |= with_file(all, folder / "tables.json", [&](json const& file) { run_tables(all, ops, file); });
  if (!found) { all.add_broken_file(folder.string() + " holds no manifest.json, errors.json or tables.json"); }
}

}  // namespace convolt::golden
