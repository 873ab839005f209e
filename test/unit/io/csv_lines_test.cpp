// SPDX-License-Identifier: BSD-3-Clause
/// Lines and fields: blanks, quotes, line ends, and where a fault is.
#include <convolt/io/csv_lines.hpp>

#include <support/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace io = convolt::io;
using fields = std::vector<std::string_view>;

std::vector<std::vector<std::string>> all(std::string_view text) {
  io::detail::csv_lines lines("x.csv", text);
  std::vector<std::vector<std::string>> found;
  while (!lines.empty()) {
    fields const& f = lines.next();
    found.emplace_back(f.begin(), f.end());
  }
  return found;
}
using rows = std::vector<std::vector<std::string>>;

TEST_CASE("a text falls into lines and fields without the blanks around them") {
  CHECK(all("").empty());
  CHECK(all("a") == rows{{"a"}});
  CHECK(all(" a ,\tb c\n1,2\r\n") == rows{{"a", "b c"}, {"1", "2"}});
  CHECK(all("a,\n,\n") == rows{{"a", ""}, {"", ""}});
  CHECK(all("\n\n") == rows{{""}, {""}});
  CHECK(all("\xEF\xBB\xBF"
            "a\n1\n") == rows{{"a"}, {"1"}});
}

TEST_CASE("fields in quotes may have commas") {
  CHECK(all("\"time (ms)\", \"a, b\" ,c\n") == rows{{"time (ms)", "a, b", "c"}});
  CHECK(all("\"\",\" x \"") == rows{{"", "x"}});
  CHECK(all("a\"b,\"c\"\r\n") == rows{{"a\"b", "c"}});
  CHECK_THROWS_WITH(all("a, \"b\n"), Catch::Contains("x.csv: line 1, column 2 has a quote that is not closed"));
  CHECK_THROWS_WITH(all("a\n\"b\"\"c\",2\n"), Catch::Contains("line 2, column 1 goes on after its quotes"));
}

TEST_CASE("a fault is told with file, line and column") {
  io::detail::csv_lines lines("x.csv", "a,b\n1,2\n");
  lines.next();
  lines.next();
  CHECK_THROWS_WITH(lines.fail({.problem = "is odd", .expected = "even"}),
                    "convolt::io::load_csv: x.csv: line 2 is odd; expected even");
  CHECK_THROWS_WITH(lines.fail_in(1, "b", {.problem = "is odd", .actual = "'2'"}),
                    "convolt::io::load_csv: x.csv: line 2, column 2 (b) is odd; got '2'");
}

}  // namespace
