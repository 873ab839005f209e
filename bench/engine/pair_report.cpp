// SPDX-License-Identifier: BSD-3-Clause
/// Writes the pairs.
/// Layer: bench.
#include <engine/neighbours.hpp>
#include <engine/report.hpp>

#include <algorithm>
#include <fstream>
#include <ostream>

namespace convolt::bench {

namespace {

std::string line(std::vector<std::string> const& cells) {
  return left(cells[0], 9) + left(cells[1], 26) + right(cells[2], 12) + "  " + left(cells[3], 34) +
         right(cells[4], 12) + right(cells[5], 8) + right(cells[6], 11) + "  " + cells[7] + '\n';
}

}  // namespace

void print_pairs_header(std::ostream& out) {
  out << "ratio: time of the second over that of the first, beside what is suggested (bench/README.md)\n"
      << line({"rule", "first", "us", "second", "us", "ratio", "suggested", "verdict"});
}

void print_pair(std::ostream& out, pair_row const& r) {
  out << line({name_of(r.what.rule), r.what.first.text(), number(r.first_us, 2), r.what.second.text(),
               number(r.second_us, 2), number(r.ratio, 2), number(r.what.suggestion, 2), name_of(r.judged())})
      << std::flush;
}

void print_pairs_footer(std::ostream& out, std::vector<pair_row> const& rows) {
  auto const count = [&](verdict v) {
    return std::count_if(rows.begin(), rows.end(), [v](pair_row const& r) { return r.judged() == v; });
  };
  out << rows.size() << " pairs: " << count(verdict::met) << " met, " << count(verdict::near) << " within 2x, "
      << count(verdict::off) << " off\n";
}

void write_pairs(std::filesystem::path const& file, std::vector<pair_row> const& rows) {
  std::ofstream out = open_output(file);
  out << "rule\tfirst\tfirst_us\tsecond\tsecond_us\tratio\tsuggestion\tverdict\n";
  for (pair_row const& r : rows) {
    out << name_of(r.what.rule) << '\t' << r.what.first.text() << '\t' << number(r.first_us, 3) << '\t'
        << r.what.second.text() << '\t' << number(r.second_us, 3) << '\t' << number(r.ratio, 3) << '\t'
        << number(r.what.suggestion, 3) << '\t' << name_of(r.judged()) << '\n';
  }
}

}  // namespace convolt::bench
