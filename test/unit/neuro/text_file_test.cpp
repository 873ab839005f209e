// SPDX-License-Identifier: BSD-3-Clause
/// Lines and fields of text files, and what faults say.
#include <convolt/neuro/text_file.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <string>
#include <vector>

namespace {

using convolt::io::io_error;
using convolt::neuro::detail::text_file;

TEST_CASE("a file falls into lines and fields") {
  convolt::test::scratch_folder const folder;
  text_file file(folder.put("a.txt", "one\ttwo  3\r\n\n -4 +5e1"), "test");
  REQUIRE(file.next());
  CHECK(file.line() == "one\ttwo  3");
  REQUIRE(file.fields().size() == 3);
  CHECK(file.fields()[1] == "two");
  CHECK(file.integer(file.fields()[2], "a number") == 3);
  REQUIRE(file.next());
  CHECK(file.fields().empty());
  REQUIRE(file.next());
  CHECK(file.integer(file.fields()[0], "a number") == -4);
  CHECK(file.number(file.fields()[1], "a number") == 50.);
  CHECK_FALSE(file.next());
  CHECK_FALSE(text_file(folder.put("empty.txt", ""), "test").next());
}

TEST_CASE("faults name file, line, what was expected and what was found") {
  convolt::test::scratch_folder const folder;
  auto const path = folder.put("a.txt", "1\n2 3x\n");
  text_file file(path, "neuro::test");
  file.next();
  file.next();
  try {
    static_cast<void>(file.number(file.fields()[1], "a number of Hz"));
    FAIL("3x was read");
  } catch (io_error const& e) {
    CHECK(std::string(e.what()) ==
          "convolt::neuro::test: " + path.string() +
              ": line 2 has a field that is not understood; expected a number of Hz, got '3x'");
    CHECK(e.category() == "bad_text");
  }
  CHECK_THROWS_AS(file.integer("1.5", "a count"), io_error);
  CHECK_THROWS_AS(file.integer("", "a count"), io_error);
  CHECK_THROWS_AS(file.integer("99999999999999999999", "a count"), io_error);
  CHECK_THROWS_AS(text_file(folder / "missing.txt", "test"), io_error);
  CHECK_THROWS_AS(text_file(folder.path(), "test"), io_error);
}

}  // namespace
