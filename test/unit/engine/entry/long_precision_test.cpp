// SPDX-License-Identifier: BSD-3-Clause
/// Every method of the table on long sums where precision is asked for: it declines, or its errors follow the size of a
/// block and not the length of the sum.
#include <convolt/engine/entry/choose.hpp>

#include <convolt/engine/entry/once.hpp>
#include <support/catch.hpp>
#include <unit/engine/long_problems.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::method_table;
using convolt::engine::precision_level;
using convolt::engine::problem;

template <class T>
void check_long_sums_of_all(problem p, std::set<std::string>& names) {
  auto const& table = method_table<T, default_arch>;
  for (std::size_t i = 0; i < table.size(); ++i) {
    CAPTURE(table[i].name);
    if (convolt::engine::ask<T, default_arch>(i, {.p = p, .precision = precision_level::high}).declined()) { continue; }
    test::check_long_sums<T>(p, table[i].plan);
    names.insert(table[i].name);
  }
}

TEMPLATE_TEST_CASE("no method lets the errors of long sums grow with their length", "", float, double) {
  std::set<std::string> names;
  problem p = test::long_line(5000, 2);
  test::lay_out_in_order(p, true);
  check_long_sums_of_all<TestType>(p, names);
  p = test::long_lines_apart(3000, 2, 5);
  test::lay_out_in_order(p, true);
  check_long_sums_of_all<TestType>(p, names);
  p = test::many_channels(80, 2);
  p.axes[0] = {.input = 1, .weights = 1, .output = 1};
  test::lay_out_in_order(p, false);
  check_long_sums_of_all<TestType>(p, names);
  test::lay_out_in_order(p, true);
  check_long_sums_of_all<TestType>(p, names);
  std::set<std::string> const wanted{"dense", "boxed", "along_line", "depthwise", "toeplitz", "long_sums", "reference"};
  for (std::string const& name : wanted) {
    CAPTURE(name);
    CHECK(names.count(name) == 1);
  }
  CHECK(names.count("overlap_save") == 0);
}

/// The gradient of the weights of a dense layer: sums that a single run cuts into pieces.
TEMPLATE_TEST_CASE("sums in pieces keep the bound of blocks", "", float, double) {
  problem p;
  p.rank = 1;
  p.batch = 24;
  p.in_channels = 3;
  p.out_channels = 8;
  p.axes[0] = {.input = 3000, .weights = 2996, .output = 6, .pad_lo = 1};
  test::lay_out_in_order(p, true);
  for (test::long_data const kind : {test::long_data::whole, test::long_data::huge_beside_small}) {
    test::long_arrays<TestType> const a(p, kind);
    test::exact_block<TestType> out(test::output_dimensions(p), TestType(0));
    auto operands = a.operands(out.first());
    convolt::engine::run_once<TestType>(p, operands, precision_level::high, convolt::executor_ref{});
    std::vector<long double> const expected = test::wide_outputs<long double>(p, a, false);
    std::vector<long double> const sizes = test::wide_outputs<long double>(p, a, true);
    long double worst = 0;
    for (std::size_t i = 0; i < out.numbers.size(); ++i) {
      worst = std::max(worst, std::abs(static_cast<long double>(out.numbers[i]) - expected[i]) / sizes[i]);
    }
    double const error =
        static_cast<double>(worst / static_cast<long double>(std::numeric_limits<TestType>::epsilon()));
    CHECK(error <= (kind == test::long_data::whole ? 0 : test::error_of_blocks));
  }
}

}  // namespace
