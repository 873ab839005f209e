// SPDX-License-Identifier: BSD-3-Clause
/// Tables: what they take, and what they say about what they do not.
#include <convolt/io/table.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;

TEST_CASE("a table refuses columns that do not fit and says what it has") {
  io::table t;
  t.add("a", xt::xtensor<double, 1>{1., 2.});
  CHECK_THROWS_AS(t.add("b", xt::xtensor<double, 1>{1.}), convolt::shape_error);
  CHECK_THROWS_AS(t.add("b", xt::xtensor<double, 2>{{1., 2.}}), convolt::shape_error);
  for (char const* name : {"", "a", "x,y", "x [mV]", " x", "x\n", "\"x\""}) {
    INFO(name);
    CHECK_THROWS_AS(t.add(name, xt::xtensor<double, 1>{1., 2.}), convolt::parameter_error);
  }
  CHECK(t.columns().size() == 1);
  CHECK_THROWS_WITH(t("b"), "convolt::io::table: b is not a column of the table; expected a");
  CHECK_THROWS_AS(t("a", mV), convolt::unit_error);
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
