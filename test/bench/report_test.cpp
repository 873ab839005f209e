// SPDX-License-Identifier: BSD-3-Clause
/// Tests of bench/engine/report.hpp, gradients.hpp and neighbours.hpp, as far as they do not measure.

#include <engine/report.hpp>

#include <engine/gradients.hpp>
#include <engine/neighbours.hpp>

#include <bench/files.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace convolt::bench;
using bench_test::contains;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

gradient_row gradient(std::string const& id, double input, double weights) {
  gradient_row r;
  r.id = id;
  r.forward_us = 2;
  r.input_us = 2 * input;
  r.weights_us = 2 * weights;
  r.input_ratio = input;
  r.weights_ratio = weights;
  return r;
}

pair_row measured(double ratio) {
  pair_row r;
  r.what.rule = pair_rule::integer;
  r.what.suggestion = 4;
  r.what.first.row.id = "a";
  r.what.second.row.id = "b";
  r.first_us = 10;
  r.second_us = 10 * ratio;
  r.ratio = ratio;
  return r;
}

}  // namespace

TEST_CASE("the geometric mean of the benchmark is of the ratios there are") {
  std::vector<row> rows(3);
  rows[0].ratio = 2;
  rows[1].ratio = 8;
  CHECK(geometric_mean(rows) == Approx(4));
  CHECK(std::isnan(geometric_mean({})));
  CHECK(std::isnan(geometric_mean({rows[2]})));
}

TEST_CASE("a share of the peak of the benchmark needs a time and a peak") {
  row r;
  r.peak = 1e9;
  CHECK(r.percent(1000, 2) == Approx(50));  // a thousand in two microseconds
  CHECK(std::isnan(r.percent(1000, missing)));
  r.peak = missing;  // integers
  CHECK(number(r.percent(1000, 2), 1) == "-");
}

TEST_CASE("gradients of the benchmark are judged by two and a half forward convolutions") {
  CHECK(verdict_on(gradient("a", 1, 2.5)) == "met");
  CHECK(verdict_on(gradient("a", 2.6, 1)) == "over: input");
  CHECK(verdict_on(gradient("a", 3, 4)) == "over: input weights");
  CHECK(verdict_on(gradient("a", 1, missing)) == "over: weights");
  CHECK(has_gradients(element::c64));
  CHECK(has_gradients(element::i8));
  CHECK_FALSE(has_gradients(element::c64_by_f32));
  CHECK_FALSE(has_gradients(element::i16_to_i32));
}

TEST_CASE("the table of gradients of the benchmark has times, ratios and their means") {
  std::ostringstream screen;
  print_gradients_header(screen);
  print_gradients(screen, gradient("first", 1, 2));
  print_gradients_footer(screen, {gradient("first", 1, 2), gradient("second", 4, 8)});
  CHECK(contains(screen.str(), "2.5 at most"));
  std::vector<std::string> words;
  std::istringstream stream(screen.str());
  for (std::string word; stream >> word;) { words.push_back(word); }
  std::vector<std::string> const expected{"first", "2.000", "2.000",   "1.00",  "4.000",
                                          "2.00",  "met",   "geomean", "2.000", "4.000"};
  REQUIRE(words.size() > expected.size());
  CHECK(std::equal(expected.begin(), expected.end(), words.end() - static_cast<std::ptrdiff_t>(expected.size())));
  bench_test::text_file const file("gradients.tsv", "");
  write_gradients(file.path(), {gradient("first", 1, 3)});
  CHECK(contains(bench_test::contents_of(file.path()), "\nfirst\t2.000\t2.000\t1.000\t6.000\t3.000\tover: weights\n"));
}

TEST_CASE("the table of neighbours of the benchmark has ratios, suggestions and verdicts") {
  std::vector<pair_row> const rows{measured(4), measured(7), measured(9), measured(1)};
  std::ostringstream screen;
  print_pairs_header(screen);
  for (pair_row const& r : rows) { print_pair(screen, r); }
  print_pairs_footer(screen, rows);
  CHECK(contains(screen.str(), "OFF"));
  CHECK(contains(screen.str(), "4 pairs: 2 met, 1 within 2x, 1 off"));
  bench_test::text_file const file("neighbours.tsv", "");
  write_pairs(file.path(), rows);
  std::string const text = bench_test::contents_of(file.path());
  CHECK(contains(text, "\ninteger\ta\t10.000\tb\t70.000\t7.000\t4.000\twithin 2x\n"));
}
