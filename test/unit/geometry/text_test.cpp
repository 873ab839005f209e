// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/text.hpp.
#include <convolt/geometry/text.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::index;

TEST_CASE("text: lists of extents") {
  CHECK(geometry::list_text(std::vector<index>{}) == "[]");
  CHECK(geometry::list_text(std::vector<index>{2, -3, 8}) == "[2, -3, 8]");
}

TEST_CASE("text: quoted names stay on one line and short") {
  CHECK(geometry::quoted("NHWC") == "'NHWC'");
  CHECK(geometry::quoted("") == "''");
  CHECK(geometry::quoted("a\nb\xff") == "'a?b?'");
  CHECK(geometry::quoted(std::string(40, 'x')) == "'" + std::string(40, 'x') + "'");
  CHECK(geometry::quoted(std::string(41, 'x')) == "'" + std::string(40, 'x') + "...'");
  CHECK(geometry::quoted(std::string(1000, 'x')).size() < 60);
}

TEST_CASE("text: errors carry every field that was given, and leave out the others") {
  try {
    geometry::throw_parameter_error({.where = "lax::conv", .argument = "window_strides", .letter = 'W'},
                                    {.category = "bad_stride",
                                     .problem = "must be positive",
                                     .expected = "at least 1",
                                     .actual = "0",
                                     .advice = "count"});
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "bad_stride");
    CHECK(e.where() == "lax::conv");
    CHECK(e.argument() == "window_strides");
    CHECK(e.axis() == "W");
    CHECK(e.expected() == "at least 1");
    CHECK(e.actual() == "0");
    CHECK(std::string(e.what()) ==
          "convolt::lax::conv: window_strides (axis W) must be positive; expected at least 1, got 0; count");
  }
  try {
    geometry::throw_shape_error({.where = "f", .argument = "lhs"}, {.category = "c", .problem = "is wrong"});
  } catch (convolt::shape_error const& e) {
    CHECK(e.axis().empty());
    CHECK(std::string(e.what()) == "convolt::f: lhs is wrong");
  }
  CHECK_THROWS_AS(geometry::throw_parameter_error({}, {}), convolt::parameter_error);
  CHECK_THROWS_AS(geometry::throw_shape_error({}, {}), convolt::shape_error);
}
