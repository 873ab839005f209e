// SPDX-License-Identifier: BSD-3-Clause
/// Tests of bench/engine/family_chart.hpp.

#include <engine/family_chart.hpp>

#include <bench/files.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace convolt::bench;
using bench_test::contains;

/// A folder that goes away with the object.
struct folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / "convolt_test_bench_charts";
  folder() { std::filesystem::remove_all(path); }
  folder(folder const&) = delete;
  folder& operator=(folder const&) = delete;
  ~folder() { std::filesystem::remove_all(path); }
};

std::size_t count(std::string const& text, std::string const& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) { ++n; }
  return n;
}

}  // namespace

TEST_CASE("each family of the benchmark has a chart with a line for each series and peer") {
  double const missing = std::numeric_limits<double>::quiet_NaN();
  std::vector<chart_point> const points{
      {"steps", "stride", "a < b & c", 4, 20},    {"steps", "stride", "a < b & c", 1, 80},
      {"steps", "stride", "other", 1, 7},         {"steps", "stride", "other", 2, missing},
      {"steps", "stride", "other", 1, 9, "peer"}, {"none", "size", "x", 1, missing}};
  folder const f;
  write_family_charts(f.path, "nhwc", "times", points);
  CHECK_FALSE(std::filesystem::exists(f.path / "none-nhwc.svg"));
  std::string const svg = bench_test::contents_of(f.path / "steps-nhwc.svg");
  CHECK(contains(svg, "steps: times"));
  CHECK(contains(svg, "a &lt; b &amp; c"));
  CHECK(count(svg, "<polyline") == 3);
  CHECK(count(svg, "<circle") == 4);
  CHECK(count(svg, "stroke-dasharray") == 2);  // the line of the peer and its key
  CHECK(count(svg, "<svg") == 1);
  CHECK(count(svg, "</svg>") == 1);
  CHECK_FALSE(contains(svg, "nan"));
  CHECK_FALSE(contains(svg, "inf"));
}

TEST_CASE("a chart of the benchmark runs from left to right and from fast up to slow") {
  folder const f;
  write_family_charts(f.path, "nhwc", "times", {{"f", "size", "s", 1024, 100}, {"f", "size", "s", 2, 10}});
  std::string const svg = bench_test::contents_of(f.path / "f-nhwc.svg");
  CHECK(contains(svg, "points=\"86.0,500.0 640.0,64.0 \""));
}

TEST_CASE("a chart of the benchmark of a single point has an axis all the same") {
  folder const f;
  write_family_charts(f.path, "nhwc", "times", {{"f", "size", "s", 3, 5}});
  std::string const svg = bench_test::contents_of(f.path / "f-nhwc.svg");
  CHECK(count(svg, "<circle") == 1);
  CHECK_FALSE(contains(svg, "nan"));
}
