// SPDX-License-Identifier: BSD-3-Clause
/// Folders of golden data as a whole: tables, selection, broken files, and the line at the end.

#include <golden/run_folder.hpp>
#include <golden/scratch_suite.hpp>
#include <golden/shape_expression.hpp>
#include <golden/suite.hpp>
#include <support/catch.hpp>

#include <sstream>
#include <stdexcept>
#include <string>

using namespace convolt::golden;
using convolt::test::parse_json;

namespace {

// By hand: lhs = -2 5 1 (from (7n+3) mod 11 - 5), rhs = -2 (from (5n+1) mod 7 - 3), product 4 -10 -2,
// weighted with -6 -3 0: -24 + 30.
std::string table_text(std::string const& checksum) {
  return R"json({"fill": "", "tables": {"t": {"op": "conv_general_dilated",
    "factors": {"i": [1], "stride": [[1]], "padding": ["VALID"]},
    "rows": [[[1, 1, 3], )json" +
         checksum + R"json(]], "lhs_shape": "(1,i,3)", "rhs_shape": "(1,i,1)"}}})json";
}

std::string const two_rejections = R"([
  {"id": "e0", "op": "conv_general_dilated", "category": "bad_stride",
   "params": {"window_strides": [0], "padding": "VALID"}, "shapes": {"lhs": [2, 3, 8], "rhs": [4, 3, 3]}},
  {"id": "e1", "op": "conv_layer", "category": "bad_stride", "params": {}, "shapes": {}}])";

struct outcome {
  std::string text;
  bool good = false;
};

outcome run(scratch_suite const& files, selection const& ops = {}) {
  report all;
  run_folder(all, ops, files.folder());
  std::ostringstream out;
  all.print(out, ops.text());
  return {out.str(), all.is_good()};
}

bool ends_with(std::string const& text, std::string const& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

TEST_CASE("a table passes with the right checksum only") {
  scratch_suite files;
  files.write("tables.json", table_text("6"));
  outcome const right = run(files);
  INFO(right.text);
  CHECK(right.good);
  CHECK(ends_with(right.text, "\n1 passed, 0 failed\n"));

  files.write("tables.json", table_text("7"));
  outcome const wrong = run(files);
  INFO(wrong.text);
  CHECK_FALSE(wrong.good);
  CHECK(wrong.text.find("of int64: checksum 6, want 7") != std::string::npos);
  CHECK(wrong.text.find("of float64: checksum 6, want 7") != std::string::npos);
  CHECK(wrong.text.find("table t: 1 of 1 failed") != std::string::npos);
  CHECK(ends_with(wrong.text, "\n0 passed, 1 failed\n"));
}

TEST_CASE("a table must have as many rows as its factors give") {
  std::string text = table_text("6");
  text.replace(text.find("[1], \"stride\""), 3, "[1, 2]");
  CHECK_THROWS_WITH(read_table("t", parse_json(text).at("tables").at("t")), "table t has 1 rows; its factors give 2");
}

TEST_CASE("the last factor of a table runs fastest, and groups are batch groups and feature groups") {
  auto const rows = read_table("t", parse_json(R"json({"op": "conv_general_dilated", "padding": "VALID",
    "window_strides": [1], "factors": {"b": [1, 2], "groups": [[1, 2], [3, 1]]},
    "lhs_shape": "(b*batch_group_count, feature_group_count + 2*(b-1), 7)", "rhs_shape": "(b,1,1)",
    "rows": [[[1], 10], [[1], 11], [[1], 12], [[1], 13]]})json"));
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].lhs_shape == extents{1, 2, 7});
  CHECK(rows[1].lhs_shape == extents{3, 1, 7});
  CHECK(rows[2].lhs_shape == extents{2, 4, 7});
  CHECK(rows[3].lhs_shape == extents{6, 3, 7});
  CHECK(rows[1].params.at("batch_group_count").as_integer() == 3);
  CHECK(rows[0].params.at("feature_group_count").as_integer() == 2);
  CHECK(rows[3].checksum == 13);
  CHECK(rows[3].params.find("b") == nullptr);
}

TEST_CASE("shapes with unknown names or bad grammar are refused") {
  bindings const names{{"b", 2}};
  CHECK(shape_expression("( b , 3 )", names).evaluate() == extents{2, 3});
  CHECK(shape_expression("()", names).evaluate().empty());
  for (char const* text : {"", "b", "(b", "(b,,1)", "(c)", "(b) 1", "(b+)", "(1-b)", "(2b)", "((b)"}) {
    INFO(text);
    CHECK_THROWS_AS(shape_expression(text, names).evaluate(), std::runtime_error);
  }
}

TEST_CASE("operations can be selected, and the selection is printed") {
  scratch_suite files;
  files.write("errors.json", two_rejections);
  outcome const all = run(files);
  CHECK_FALSE(all.good);
  CHECK(ends_with(all.text, "selected (--ops all): 2 of 2 rejections\n1 passed, 1 failed\n"));
  outcome const some = run(files, selection("lax"));
  CHECK(some.good);
  CHECK(ends_with(some.text, "selected (--ops lax): 1 of 2 rejections\n1 passed, 0 failed\n"));
  outcome const none = run(files, selection("conv_local,conv_patches"));
  CHECK_FALSE(none.good);
  CHECK(ends_with(none.text, "0 of 2 rejections\n0 passed, 0 failed\n"));
  CHECK_THROWS_AS(selection("conv_lokal"), std::invalid_argument);
  CHECK_THROWS_AS(selection("lax,"), std::invalid_argument);
  CHECK(selection("conv_local,all").contains("anything"));
}

TEST_CASE("a folder that is empty, missing or broken is a failure") {
  scratch_suite files;
  CHECK_FALSE(run(files).good);
  CHECK(ends_with(run(files).text, "0 passed, 1 failed\n"));
  files.write("tables.json", table_text("6"));
  files.write("manifest.json", "[{},");
  outcome const broken = run(files);
  CHECK_FALSE(broken.good);
  CHECK(broken.text.find("manifest.json:1: expected a value") != std::string::npos);
  CHECK(ends_with(broken.text, "1 passed, 1 failed\n"));
}

TEST_CASE("an entry that cannot be read fails, and the others still run") {
  scratch_suite files;
  std::string text = two_rejections;
  text.insert(1, R"(7, {"id": "e7"}, )");
  files.write("errors.json", text);
  outcome const result = run(files, selection("lax"));
  CHECK(ends_with(result.text, "selected (--ops lax): 3 of 4 rejections\n1 passed, 2 failed\n"));
}

TEST_CASE("no more than twenty failures are printed in full") {
  report all;
  for (int i = 0; i < 25; ++i) { all.add("group", "entry " + std::to_string(i), "{}", {"wrong"}); }
  std::ostringstream out;
  all.print(out, "all");
  CHECK(out.str().find("entry 19") != std::string::npos);
  CHECK(out.str().find("entry 20") == std::string::npos);
  CHECK(out.str().find("... and 5 more") != std::string::npos);
  CHECK(out.str().find("group: 25 of 25 failed") != std::string::npos);
  CHECK(ends_with(out.str(), "0 passed, 25 failed\n"));
}
