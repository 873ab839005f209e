// SPDX-License-Identifier: BSD-3-Clause
/// Included by the files that compile the runs for a group of element types, one file per group.
#pragma once

#include <golden/run_case.hpp>
#include <golden/run_rejection.hpp>
#include <golden/run_table_row.hpp>

#include <type_traits>

namespace convolt::golden {

/// Rejections and tables exist for the types that their files name; for others the functions are not compiled.
template <class T>
typed_runs make_runs() {
  typed_runs runs{run_case_of<T>, nullptr, nullptr};
  if constexpr (std::is_floating_point_v<T>) { runs.run_rejection = run_rejection_of<T>; }
  if constexpr (std::is_same_v<T, double> || std::is_same_v<T, std::int64_t>) {
    runs.run_table_row = run_table_row_of<T>;
  }
  return runs;
}

}  // namespace convolt::golden
