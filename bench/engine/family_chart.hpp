// SPDX-License-Identifier: BSD-3-Clause
/// Times of a family of rows as lines, over the number in which they differ.
/// Layer: bench.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace convolt::bench {

/// A time in the chart of its family.
struct chart_point {
  std::string family;
  std::string over;    // what the axis is called
  std::string series;  // points of one colour
  double at = 0;       // on that axis
  double us = 0;
  std::string variant{};  // the lines of a series differ in it: "peer" and the like; dashed where there is one
};

/// Write a chart for each family, both axes logarithmic, into files "FAMILY-SUFFIX.svg" of the folder. Points without a
/// positive time are left out, and families without points. SVG without scripts or fonts of its own.
void write_family_charts(std::filesystem::path const& folder, std::string const& suffix, std::string const& title,
                         std::vector<chart_point> const& points);

}  // namespace convolt::bench
