// SPDX-License-Identifier: BSD-3-Clause
/// What came out: a line for each row on the screen, and the table as a file.
/// Layer: bench.
#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <limits>
#include <string>
#include <vector>

namespace convolt::bench {

/// Figures that were not measured are not numbers, names that do not exist are "none".
struct row {
  std::string id, method = "none", peer = "none";
  double us = std::numeric_limits<double>::quiet_NaN();
  double peer_us = std::numeric_limits<double>::quiet_NaN();
  double ratio = std::numeric_limits<double>::quiet_NaN();
  double nominal = 0;  // multiply-adds of real numbers with padding
  double exact = 0;    // multiply-adds that meet data
  double peak = 0;     // multiply-adds per second of one core

  /// Percent of the peak that so many multiply-adds in so many microseconds make.
  [[nodiscard]] double percent(double multiply_adds, double microseconds) const {
    return 100 * multiply_adds / (microseconds * 1e-6 * peak);
  }
};

/// Of the ratios there are; not a number if there are none.
[[nodiscard]] double geometric_mean(std::vector<row> const& rows);

void print_header(std::ostream& out);
void print_row(std::ostream& out, row const& r);
void print_footer(std::ostream& out, std::vector<row> const& rows);

/// Columns id, method, us, peer, peer_us, ratio, pct_peak (nominal counts), and a last line with the geometric mean.
void write_table(std::filesystem::path const& file, std::vector<row> const& rows);

/// Open a file to write, with the folders it needs. Throws std::runtime_error.
[[nodiscard]] std::ofstream open_output(std::filesystem::path const& file);

/// The cells of a table. What is not finite is "-".
[[nodiscard]] std::string number(double value, int digits);
[[nodiscard]] std::string left(std::string text, std::size_t width);
[[nodiscard]] std::string right(std::string const& text, std::size_t width);

}  // namespace convolt::bench
