// SPDX-License-Identifier: BSD-3-Clause
/// Tables: what they take, and what they say about what they do not.
#include <convolt/io/table.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <string>
#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::thrown_by;

TEST_CASE("a table refuses columns that do not fit and says what it has") {
  io::table t;
  t.add("a", xt::xtensor<double, 1>{1., 2.});
  auto const shorter = thrown_by<convolt::shape_error>([&] { t.add("b", xt::xtensor<double, 1>{1.}); });
  CHECK(shorter.category() == "bad_column");
  CHECK(shorter.argument() == "b");
  CHECK(shorter.expected() == "1 axis of 2 numbers");
  CHECK(shorter.actual() == "[1]");
  auto const deep = thrown_by<convolt::shape_error>([&] { io::table().add("b", xt::xtensor<double, 2>{{1., 2.}}); });
  CHECK(deep.category() == "bad_column");
  CHECK(deep.expected() == "1 axis");
  CHECK(deep.actual() == "[1, 2]");
  CHECK(t.columns().size() == 1);
  CHECK_THROWS_AS(t("a", mV), convolt::unit_error);
}

TEST_CASE("names that a csv file cannot hold are refused, with what may not be in them") {
  io::table t;
  t.add("a", xt::xtensor<double, 1>{1., 2.});
  auto const message = [&](char const* name) {
    auto const e = thrown_by<convolt::parameter_error>([&] { t.add(name, xt::xtensor<double, 1>{1., 2.}); });
    CHECK(e.category() == "bad_column");
    CHECK(e.actual() == io::printable(name));
    return std::string(e.what());
  };
  for (char const* name : {"", "x,y", "x [mV]", " x", "x ", "x\n", "\"x\"", "\xEF\xBB\xBFx"}) {
    INFO(name);
    CHECK_THAT(message(name), Catch::Contains("csv file; expected at least a letter, no , [ ] \" or control"));
  }
  CHECK(message("a") == "convolt::io::table::add: name was used before; got 'a'");
  CHECK(t.columns().size() == 1);
}

TEST_CASE("a column that is not there is refused, with those that are") {
  io::table t;
  auto const none = thrown_by<convolt::parameter_error>([&] { static_cast<void>(t("b")); });
  CHECK(none.category() == "column_missing");
  CHECK(none.expected() == "none, the table is empty");
  t.add("a", xt::xtensor<double, 1>{1., 2.});
  t.add("c", xt::xtensor<double, 1>{1., 2.});
  auto const other = thrown_by<convolt::parameter_error>([&] { static_cast<void>(t("b", mV)); });
  CHECK(other.category() == "column_missing");
  CHECK_THAT(other.what(), Catch::Equals("convolt::io::table: b is not a column of the table; expected a, c"));
}

TEST_CASE("columns are made of containers and of axes too") {
  io::table t;
  t.add("n", std::vector{1, 2});
  t.add("v", std::vector{-70. * mV, -0.05 * V});
  t.add("t", convolt::axis(0. * ms, 0.5 * ms, 2));
  CHECK(t("n")(1).raw() == 2.);
  CHECK(t("v", mV)(1) == -50. * mV);
  CHECK(t("t", ms)(1) == 0.5 * ms);
  CHECK_THROWS_AS(t.add("x", std::vector{1., 2., 3.}), convolt::shape_error);
  CHECK_THROWS_AS(t.add("x", std::vector<std::vector<double>>{{1., 2.}}), convolt::shape_error);
}

}  // namespace
