// SPDX-License-Identifier: BSD-3-Clause
/// Writes the regrets.
/// Layer: bench.
#include <engine/regret_report.hpp>
#include <engine/report.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <ostream>

namespace convolt::bench {

namespace {

double us(regret_row const& r, std::size_t method) { return r.methods[method].seconds * 1e6; }
std::string const& name(regret_row const& r, std::size_t method) { return r.methods[method].said.method; }

double mean_regret(std::vector<regret_row> const& rows) {
  double sum = 0;
  for (regret_row const& r : rows) { sum += std::log(r.regret()); }
  return std::exp(sum / static_cast<double>(rows.size()));
}

std::string line(std::vector<std::string> const& cells) {
  return left(cells[0], 13) + right(cells[1], 11) + right(cells[2], 12) + right(cells[3], 9) + right(cells[4], 8) +
         right(cells[5], 9) + "  " + left(cells[6], 34) + "  " + cells[7] + '\n';
}

/// "2/5": so many of those that accept the row were in the rounds.
std::string field_of(regret_row const& r) {
  int accepting = 0;
  int timed = 0;
  for (method_time const& m : r.methods) {
    bool const accepts = m.said.declined.empty();
    accepting += accepts ? 1 : 0;
    timed += accepts && m.remark.empty() ? 1 : 0;
  }
  return std::to_string(timed) + '/' + std::to_string(accepting);
}

}  // namespace

void print_regret_header(std::ostream& out) {
  out << "regret: time of the chosen method over that of the fastest; again: a second time of the chosen one over the "
         "first\nmethods: in the rounds / that accept the row (bench/README.md says which are left out)\n"
      << line({"id", "chosen us", "fastest us", "regret", "again", "methods", "chosen", "fastest"});
}

void print_regret(std::ostream& out, regret_row const& r) {
  std::string const fastest = r.chosen == r.fastest ? "the same" : name(r, r.fastest);
  out << line({r.id, number(us(r, r.chosen), 3), number(us(r, r.fastest), 3), number(r.regret(), 3), number(r.again, 3),
               field_of(r), name(r, r.chosen), fastest})
      << std::flush;
}

void print_estimates(std::ostream& out, regret_row const& r) {
  for (method_time const& m : r.methods) {
    out << "    " << left(m.said.method, 54);
    if (!m.said.declined.empty()) {
      out << "declined: " << m.said.declined << '\n';
      continue;
    }
    double const cycles = m.seconds * r.frequency;
    out << right(number(m.said.cycles, 0), 14) << " cycles estimated," << right(number(cycles, 0), 14)
        << " measured, ratio" << right(number(m.said.cycles / cycles, 2), 7);
    out << (m.remark.empty() ? "" : "  ") << m.remark << '\n';
  }
  out << std::flush;
}

void print_regret_footer(std::ostream& out, std::vector<regret_row> const& rows) {
  if (rows.empty()) { return; }
  auto const less = [](regret_row const& a, regret_row const& b) { return a.regret() < b.regret(); };
  regret_row const& worst = *std::max_element(rows.begin(), rows.end(), less);
  double spread = 0;
  for (regret_row const& r : rows) { spread = std::max(spread, std::abs(r.again - 1)); }
  out << left("geomean", 36) << right(number(mean_regret(rows), 3), 9) << '\n'
      << left("worst", 36) << right(number(worst.regret(), 3), 9) << "          " << worst.id << '\n'
      << "two times of the same method differ by up to " << number(100 * spread, 1) << " %\n";
}

void write_regret(std::filesystem::path const& file, std::vector<regret_row> const& rows) {
  std::ofstream out = open_output(file);
  out << "id\tchosen\tus\tfastest\tfastest_us\tregret\tagain\n";
  for (regret_row const& r : rows) {
    out << r.id << '\t' << name(r, r.chosen) << '\t' << number(us(r, r.chosen), 3) << '\t' << name(r, r.fastest) << '\t'
        << number(us(r, r.fastest), 3) << '\t' << number(r.regret(), 3) << '\t' << number(r.again, 3) << '\n';
  }
  if (!rows.empty()) { out << "geomean\t-\t-\t-\t-\t" << number(mean_regret(rows), 3) << "\t-\n"; }
}

}  // namespace convolt::bench
