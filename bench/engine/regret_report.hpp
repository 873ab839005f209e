// SPDX-License-Identifier: BSD-3-Clause
/// What came out of timing the library's own methods against each other: on the screen and as a file.
/// Layer: bench.
#pragma once

#include <engine/convolt_side.hpp>

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <limits>
#include <string>
#include <vector>

namespace convolt::bench {

struct method_time {
  answer said;
  double seconds = std::numeric_limits<double>::quiet_NaN();  // of one call, where it was run
  std::string remark{};                                       // why it was not in the rounds, or empty
};

struct regret_row {
  std::string id;
  std::vector<method_time> methods{};  // all of the library
  std::size_t chosen = 0, fastest = 0;
  double again = 1;      // a second time of the chosen method over the first
  double frequency = 0;  // cycles per second, if asked for

  /// Time of the chosen method over that of the fastest: 1 is right, more is lost.
  [[nodiscard]] double regret() const { return methods[chosen].seconds / methods[fastest].seconds; }
};

void print_regret_header(std::ostream& out);
void print_regret(std::ostream& out, regret_row const& r);
/// The estimated cycles of every method beside the measured ones.
void print_estimates(std::ostream& out, regret_row const& r);
void print_regret_footer(std::ostream& out, std::vector<regret_row> const& rows);

/// Columns id, chosen, us, fastest, fastest_us, regret, again, and a last line with the geometric mean.
void write_regret(std::filesystem::path const& file, std::vector<regret_row> const& rows);

}  // namespace convolt::bench
