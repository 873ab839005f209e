// SPDX-License-Identifier: BSD-3-Clause
/// Writes the results.
/// Layer: bench.
#include <engine/report.hpp>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <ostream>
#include <stdexcept>

namespace convolt::bench {

namespace {

std::string line(std::vector<std::string> const& cells) {
  std::string text = left(cells[0], 13);
  for (std::size_t i = 1; i <= 7; ++i) { text += right(cells[i], i == 1 || i == 4 ? 11 : 8); }
  return text + "  " + left(cells[8], 24) + "  " + cells[9] + '\n';
}

}  // namespace

std::string number(double value, int digits) {
  if (!std::isfinite(value)) { return "-"; }
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string left(std::string text, std::size_t width) {
  if (text.size() < width) { text.append(width - text.size(), ' '); }
  return text;
}

std::string right(std::string const& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

double geometric_mean(std::vector<row> const& rows) {
  double sum = 0;
  int count = 0;
  for (row const& r : rows) {
    if (!std::isfinite(r.ratio)) { continue; }
    sum += std::log(r.ratio);
    ++count;
  }
  return count == 0 ? std::numeric_limits<double>::quiet_NaN() : std::exp(sum / count);
}

void print_header(std::ostream& out) {
  out << "% are of the multiply-add peak of one core: on nominal counts, then on counts without padding\n"
      << line({"id", "us", "%", "exact %", "peer us", "%", "exact %", "ratio", "method", "peer"});
}

void print_row(std::ostream& out, row const& r) {
  out << line({r.id, number(r.us, 3), number(r.percent(r.nominal, r.us), 1), number(r.percent(r.exact, r.us), 1),
               number(r.peer_us, 3), number(r.percent(r.nominal, r.peer_us), 1),
               number(r.percent(r.exact, r.peer_us), 1), number(r.ratio, 2), r.method, r.peer})
      << std::flush;
}

void print_footer(std::ostream& out, std::vector<row> const& rows) {
  out << left("geomean", 13) << right(number(geometric_mean(rows), 3), 62) << '\n';
}

void write_table(std::filesystem::path const& file, std::vector<row> const& rows) {
  std::ofstream out = open_output(file);
  out << "id\tmethod\tus\tpeer\tpeer_us\tratio\tpct_peak\n";
  for (row const& r : rows) {
    out << r.id << '\t' << r.method << '\t' << number(r.us, 3) << '\t' << r.peer << '\t' << number(r.peer_us, 3) << '\t'
        << number(r.ratio, 3) << '\t' << number(r.percent(r.nominal, r.us), 1) << '\n';
  }
  out << "geomean\t-\t-\t-\t-\t" << number(geometric_mean(rows), 3) << "\t-\n";
}

std::ofstream open_output(std::filesystem::path const& file) {
  if (file.has_parent_path()) { std::filesystem::create_directories(file.parent_path()); }
  std::ofstream out(file);
  if (!out) { throw std::runtime_error("cannot write " + file.string()); }
  return out;
}

}  // namespace convolt::bench
