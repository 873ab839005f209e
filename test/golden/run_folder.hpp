// SPDX-License-Identifier: BSD-3-Clause
/// Runs everything that stands in one folder of golden data.
#pragma once

#include <golden/report.hpp>
#include <golden/selection.hpp>

#include <filesystem>

namespace convolt::golden {

/// Any of manifest.json, errors.json and tables.json may be missing; a folder without all three is a failure.
void run_folder(report& all, selection const& ops, std::filesystem::path const& folder);

}  // namespace convolt::golden
