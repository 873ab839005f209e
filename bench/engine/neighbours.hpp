// SPDX-License-Identifier: BSD-3-Clause
/// Measures pairs that should cost alike.
/// Layer: bench.
#pragma once

#include <engine/options.hpp>
#include <engine/pair.hpp>

#include <filesystem>
#include <iosfwd>
#include <limits>
#include <vector>

namespace convolt::bench {

/// Medians of the rounds; `ratio` is that of the rounds' ratios of the second time over the first.
struct pair_row {
  pair what;
  double first_us = std::numeric_limits<double>::quiet_NaN();
  double second_us = std::numeric_limits<double>::quiet_NaN();
  double ratio = std::numeric_limits<double>::quiet_NaN();

  [[nodiscard]] verdict judged() const { return verdict_on(what.rule, ratio, what.suggestion); }
};

/// Throws std::runtime_error where a side cannot be computed in its way, or computes what the readable loops do not;
/// sides with many products are not compared.
[[nodiscard]] pair_row measure_pair(pair const& p, options const& o);

void print_pairs_header(std::ostream& out);
void print_pair(std::ostream& out, pair_row const& r);
/// How many are off.
void print_pairs_footer(std::ostream& out, std::vector<pair_row> const& rows);
/// Columns rule, first, first_us, second, second_us, ratio, suggestion, verdict.
void write_pairs(std::filesystem::path const& file, std::vector<pair_row> const& rows);

}  // namespace convolt::bench
