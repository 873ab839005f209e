// SPDX-License-Identifier: BSD-3-Clause
/// The chart of a table that conv_bench has written (--out), by the code that draws it after a run.
///
/// draw_chart TABLE.tsv CHART.svg
#include <engine/chart.hpp>
#include <engine/report.hpp>

#include <cstddef>
#include <exception>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using convolt::bench::row;

std::vector<std::string> cells_of(std::string const& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '\t');) { cells.push_back(cell); }
  return cells;
}

/// What was not measured is "-".
double number_of(std::string const& cell) {
  return cell == "-" ? std::numeric_limits<double>::quiet_NaN() : std::stod(cell);
}

row row_of(std::map<std::string, std::string> const& cell) {
  row r;
  r.id = cell.at("id");
  r.method = cell.at("method");
  r.peer = cell.at("peer");
  r.us = number_of(cell.at("us"));
  r.peer_us = number_of(cell.at("peer_us"));
  r.ratio = number_of(cell.at("ratio"));
  return r;
}

struct table {
  std::string title;  // of the first line, "# title"
  std::vector<row> rows;
};

table read(std::string const& path) {
  std::ifstream in(path);
  if (!in) { throw std::runtime_error("cannot read " + path); }
  table t;
  std::vector<std::string> names;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("# ", 0) == 0) {
      if (t.title.empty()) { t.title = line.substr(2); }
      continue;
    }
    std::vector<std::string> const cells = cells_of(line);
    if (names.empty()) {
      names = cells;
      continue;
    }
    if (cells.size() != names.size()) {
      throw std::runtime_error(path + ": a line has not the cells of the first: " + line);
    }
    std::map<std::string, std::string> named;
    for (std::size_t i = 0; i < cells.size(); ++i) { named[names[i]] = cells[i]; }
    if (cells[0] != "geomean") { t.rows.push_back(row_of(named)); }
  }
  if (t.rows.empty()) { throw std::runtime_error(path + ": has no rows"); }
  return t;
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 3) { throw std::runtime_error("usage: draw_chart TABLE.tsv CHART.svg"); }
  table const t = read(arguments[1]);
  convolt::bench::write_chart(arguments[2], t.title, t.rows);
} catch (std::exception const& e) {
  std::cerr << "draw_chart: " << e.what() << '\n';
  return 1;
}
