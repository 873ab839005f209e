// SPDX-License-Identifier: BSD-3-Clause
/// Messages about files name the file and both facts, and cannot be filled with what hostile files hold.
#include <convolt/io/error.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

namespace {

namespace io = convolt::io;

TEST_CASE("an error about a file names it, what was expected and what was found") {
  try {
    io::throw_io_error(
        "a/b.npy",
        {.category = "npy_rank", .where = "load_npy", .problem = "has another rank", .expected = "2", .actual = "3"});
    FAIL("nothing was thrown");
  } catch (convolt::error const& e) {
    CHECK(e.category() == "npy_rank");
    CHECK(e.argument() == "a/b.npy:");
    CHECK(std::string(e.what()) == "convolt::io::load_npy: a/b.npy: has another rank; expected 2, got 3");
  }
}

TEST_CASE("text from files is cut and cleaned for messages") {
  CHECK(io::printable("<f4") == "'<f4'");
  CHECK(io::printable(std::string("a\x1b[2J\n\xff.")) == "'a?[2J" + std::string(2, '?') + ".'");
  CHECK(io::printable(std::string(1000, 'x')).size() == 65);
  CHECK(io::list_text(std::vector<int>{1, 2}) == "[1, 2]");
  CHECK(io::list_text(std::vector<int>{}) == "[]");
}

}  // namespace
