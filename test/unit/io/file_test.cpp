// SPDX-License-Identifier: BSD-3-Clause
/// Files appear whole or not at all.
#include <convolt/io/file.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <string>
#include <utility>

namespace {

namespace io = convolt::io;
using convolt::test::scratch_folder;

TEST_CASE("a file is read in pieces, and says how much is left") {
  scratch_folder const folder;
  io::detail::input_file file(folder.put("a", std::string("12\0"
                                                          "456",
                                                          6)),
                              "test");
  CHECK(file.left() == 6);
  char two[2];
  file.read(two);
  CHECK(std::string(two, 2) == "12");
  CHECK(file.left() == 4);
  CHECK(file.rest() == std::string("\0"
                                   "456",
                                   4));
  CHECK(file.left() == 0);
}

TEST_CASE("what is not a readable file is refused by name") {
  scratch_folder const folder;
  CHECK_THROWS_AS(io::detail::input_file(folder / "none", "test"), io::io_error);
  CHECK_THROWS_WITH(io::detail::input_file(folder.path(), "test"),
                    "convolt::io::test: " + folder.path().string() + ": cannot be read; got it is not a regular file");
}

TEST_CASE("a file appears under its name when it is committed, and replaces an older one") {
  scratch_folder const folder;
  folder.put("a", "old");
  {
    io::detail::output_file file(folder / "a", "test");
    file.write("ne");
    CHECK(folder.get("a") == "old");
    io::detail::output_file moved(std::move(file));
    moved.write("w");
    moved.close();
    CHECK(folder.get("a") == "old");
    moved.commit();
  }
  CHECK(folder.get("a") == "new");
  CHECK(folder.count() == 1);
}

TEST_CASE("a file that is not committed leaves nothing behind") {
  scratch_folder const folder;
  { io::detail::output_file(folder / "a", "test").write("half"); }
  CHECK(folder.count() == 0);
}

TEST_CASE("what cannot be written is refused by name") {
  scratch_folder const folder;
  CHECK_THROWS_AS(io::detail::output_file(folder / "none/a", "test"), io::io_error);
  std::filesystem::create_directories(folder / "b/c");
  io::detail::output_file file(folder / "b", "test");
  CHECK_THROWS_AS(file.commit(), io::io_error);  // a folder stands there
}

}  // namespace
