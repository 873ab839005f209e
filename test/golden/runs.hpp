// SPDX-License-Identifier: BSD-3-Clause
/// What a run of one piece of the suite is: a function to a list of complaints, empty where it passed. One set of
/// functions per element type, each group of types in a file of its own, because they take long to compile.
#pragma once

#include <golden/suite.hpp>

#include <string>
#include <vector>

namespace convolt::golden {

using complaints = std::vector<std::string>;

/// The functions for one element type.
struct typed_runs {
  complaints (*run_case)(suite_case const&);
  complaints (*run_rejection)(rejection const&);
  complaints (*run_table_row)(table_row const&);
};

/// Defined in run_float.cpp and its neighbours.
template <class T>
typed_runs runs_of();

/// Run one entry with the element type it names. Nothing escapes as an exception.
complaints run_case(suite_case const&);
complaints run_rejection(rejection const&);
/// Each row runs with int64 and with float64, in which these small integers are exact too.
complaints run_table_row(table_row const&);

}  // namespace convolt::golden
