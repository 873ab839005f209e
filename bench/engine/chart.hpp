// SPDX-License-Identifier: BSD-3-Clause
/// The ratios as a picture.
/// Layer: bench.
#pragma once

#include <engine/report.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace convolt::bench {

/// Write a bar for each row, on a logarithmic axis: to the right of 1 convolt is faster. SVG without scripts or fonts
/// of its own.
void write_chart(std::filesystem::path const& file, std::string const& title, std::vector<row> const& rows);

}  // namespace convolt::bench
