// SPDX-License-Identifier: BSD-3-Clause
/// Tests of bench/engine/pair.hpp.

#include <engine/pair.hpp>

#include <bench/files.hpp>
#include <support/catch.hpp>

#include <limits>
#include <string>
#include <vector>

namespace {

using namespace convolt::bench;
using bench_test::contains;

std::string line_of(std::string const& id, std::string const& batch, std::string const& stride,
                    std::string const& dtype) {
  return id + "\tconv\t2\t" + batch + "\t12,12\t1\t1\t3,3\t" + stride + "\t1,1\t1,1\t1,1\t1\t" + dtype +
         "\tnear\tstride\tline\t\n";
}

std::vector<shape> const& rows() {
  static std::vector<shape> const all = [] {
    std::string const text = bench_test::shapes_header + line_of("dense", "1", "1,1", "f32") +
                             line_of("half", "1", "1,2", "f32") + line_of("quarter", "1", "2,2", "f32") +
                             line_of("double", "1", "2,2", "f64") + line_of("two", "2", "1,1", "f32") +
                             line_of("complex", "1", "1,1", "c64") + line_of("by_real", "1", "1,1", "c64xf32") +
                             line_of("counts", "1", "1,1", "i16") + line_of("sums", "1", "1,1", "i16toi32");
    bench_test::text_file const file("pair_rows.tsv", text);
    return read_shapes(file.path());
  }();
  return all;
}

std::vector<pair> pairs_of(std::string const& text) {
  bench_test::text_file const file("pairs.tsv", "rule\tfirst\tsecond\tsuggestion\tnote\n" + text);
  return read_pairs(file.path(), rows());
}

double suggestion_of(std::string const& text) { return pairs_of(text).front().suggestion; }

std::string fault_of_pair(std::string const& text) {
  return bench_test::message_of([&] { static_cast<void>(pairs_of(text)); });
}

}  // namespace

TEST_CASE("a pair of the benchmark names two rows, their ways and layouts") {
  auto const pairs = pairs_of("gradient\tdense:call@nchw\tdense:input_gradient@nchw\t2.5\tin training\n");
  REQUIRE(pairs.size() == 1);
  pair const& p = pairs.front();
  CHECK(p.rule == pair_rule::gradient);
  CHECK(p.first.row.id == "dense");
  CHECK(p.first.how == way::call);
  CHECK(p.first.layout == table_kind::nchw);
  CHECK(p.second.how == way::input_gradient);
  CHECK(p.first.text() == "dense:call@nchw");
  CHECK(p.second.text() == "dense:input_gradient@nchw");
  CHECK(pairs_of("stride\tdense\thalf@nhwc\t0.6\n").front().second.text() == "half");
}

TEST_CASE("suggestions for pairs of the benchmark follow from their rules") {
  CHECK(suggestion_of("stride\tdense\thalf\t0.6\t\n") == Approx(0.6));
  CHECK(suggestion_of("stride\tdense\tquarter\t0.4\t\n") == Approx(0.4));  // 0.3 is below what is asked
  CHECK(suggestion_of("stride\thalf\tquarter\t0.6\t\n") == Approx(0.6));
  CHECK(suggestion_of("complex\ttwo\tcomplex\t2\t\n") == 2);
  CHECK(suggestion_of("complex\ttwo\tby_real\t1\t\n") == 1);
  CHECK(suggestion_of("integer\tdense\tcounts\t4\t\n") == 4);
  CHECK(suggestion_of("integer\tdense\tsums\t4\t\n") == 4);
  CHECK(suggestion_of("gradient\tdense:call\tdense:weights_gradient\t2.5\t\n") == 2.5);
  CHECK(suggestion_of("layout\thalf\thalf@nchw\t1\t\n") == 1);
  CHECK(suggestion_of("rank\tdense:array_plan\tdense:line_views\t1\t\n") == 1);
}

TEST_CASE("pairs of the benchmark that do not fit their rule are refused") {
  CHECK(contains(fault_of_pair("stride\thalf\tdense\t0.6\t\n"), "the longer one"));
  CHECK(contains(fault_of_pair("stride\tdense\tdouble\t0.4\t\n"), "more than strides"));
  CHECK(contains(fault_of_pair("complex\tdense\tcomplex\t2\t\n"), "two signals"));
  CHECK(contains(fault_of_pair("complex\ttwo\tcounts\t2\t\n"), "complex float"));
  CHECK(contains(fault_of_pair("integer\tdense\thalf\t4\t\n"), "integers"));
  CHECK(contains(fault_of_pair("integer\ttwo\tcounts\t4\t\n"), "more than their numbers"));
  CHECK(contains(fault_of_pair("gradient\tdense\tdense:input_gradient\t2.5\t\n"), "a call"));
  CHECK(contains(fault_of_pair("gradient\tdense:call\tdense:call\t2.5\t\n"), "must be a gradient"));
  CHECK(contains(fault_of_pair("gradient\tdense:call\tdense:input_gradient@nchw\t2.5\t\n"), "must be a gradient"));
  CHECK(contains(fault_of_pair("layout\tdense\tdense\t1\t\n"), "the same layout"));
  CHECK(contains(fault_of_pair("layout\tdense\thalf@nchw\t1\t\n"), "one row"));
  CHECK(contains(fault_of_pair("rank\tdense:array_plan\thalf:line_views\t1\t\n"), "the same row"));
}

TEST_CASE("pairs of the benchmark that cannot be read are named with their line") {
  CHECK(contains(fault_of_pair("speed\tdense\thalf\t1\t\n"), "line 2: 'speed' is no rule"));
  CHECK(contains(fault_of_pair("\nlayout\tnone\thalf\t1\t\n"), "line 3: there is no row none"));
  CHECK(contains(fault_of_pair("layout\tdense:fast\tdense\t1\t\n"), "no way"));
  CHECK(contains(fault_of_pair("layout\tdense@cl\tdense\t1\t\n"), "neither the layout"));
  CHECK(contains(fault_of_pair("stride\tdense\thalf\t\t\n"), "no number"));
  CHECK(contains(fault_of_pair("stride\tdense\thalf\t0.6x\t\n"), "no number"));
  CHECK(contains(fault_of_pair("stride\tdense\thalf\t0.5\t\n"), "suggests 0.6"));
  CHECK(contains(fault_of_pair("stride\tdense\thalf\n"), "4 cells"));
  CHECK(contains(bench_test::message_of([] { static_cast<void>(read_pairs("no such file", rows())); }), "cannot open"));
}

TEST_CASE("a ratio of the benchmark is within its suggestion, within twice as much, or off") {
  for (pair_rule const rule : {pair_rule::stride, pair_rule::complex, pair_rule::gradient, pair_rule::rank}) {
    CHECK(verdict_on(rule, 2.5, 2.5) == verdict::met);
    CHECK(verdict_on(rule, 2.5 * room_for_alike + 0.01, 2.5) == verdict::near);
    CHECK(verdict_on(rule, 5, 2.5) == verdict::near);
    CHECK(verdict_on(rule, 5.01, 2.5) == verdict::off);
    CHECK(verdict_on(rule, 0.01, 2.5) == verdict::met);  // faster than suggested
    CHECK(verdict_on(rule, std::numeric_limits<double>::quiet_NaN(), 1) == verdict::off);
  }
  CHECK(verdict_on(pair_rule::layout, 1.02, 1) == verdict::met);
  CHECK(verdict_on(pair_rule::layout, 0.98, 1) == verdict::met);
  CHECK(verdict_on(pair_rule::layout, 0.6, 1) == verdict::near);
  CHECK(verdict_on(pair_rule::layout, 0.4, 1) == verdict::off);  // the first is the slow one
  CHECK(verdict_on(pair_rule::layout, 2.5, 1) == verdict::off);
}

TEST_CASE("the committed pairs of the benchmark are of its rows and follow their rules") {
  std::vector<pair> const pairs = read_pairs("../bench/pairs.tsv", read_shapes("../bench/shapes.tsv"));
  for (pair_rule const rule : {pair_rule::stride, pair_rule::complex, pair_rule::integer, pair_rule::gradient,
                               pair_rule::layout, pair_rule::rank}) {
    CAPTURE(name_of(rule));
    bool found = false;
    for (pair const& p : pairs) { found = found || p.rule == rule; }
    CHECK(found);
  }
}
