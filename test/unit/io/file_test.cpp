// SPDX-License-Identifier: BSD-3-Clause
/// Files appear whole or not at all.
#include <convolt/io/file.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/small_disk.hpp>

#if __has_include(<sys/resource.h>)
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#endif

#include <filesystem>
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

TEST_CASE("an opened file is read from any place, and has the size that it had") {
  scratch_folder const folder;
  auto const path = folder.put("a", "0123456789");
  io::detail::opened_file file(path, "test");
  CHECK(file.size() == 10);
  char two[2];
  file.read(8, two);
  CHECK(std::string(two, 2) == "89");
  file.read(1, two);
  CHECK(std::string(two, 2) == "12");
  std::filesystem::resize_file(path, 4);
  CHECK_THROWS_WITH(file.read(3, two),
                    Catch::Contains("got reading 2 bytes at 3 stopped halfway, of a file that had 10"));
  file.read(0, two);
  CHECK(std::string(two, 2) == "01");
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

#if __has_include(<sys/resource.h>)

TEST_CASE("a file that did not fit the disk stays away, however often it is committed") {
  scratch_folder const folder;
  folder.put("a", "older");
  {
    convolt::test::small_disk const disk(100'000);
    io::detail::output_file file(folder / "a", "test");
    CHECK_THROWS_AS(file.write(std::string(200'000, 'x')), io::io_error);
    CHECK_THROWS_AS(file.commit(), io::io_error);
    io::detail::output_file small(folder / "a", "test");  // what is written last waits in memory until it is closed
    CHECK_NOTHROW(small.write(std::string(99'999, 'x')));
    small.write("yz");
    CHECK_THROWS_AS(small.commit(), io::io_error);
    CHECK_THROWS_AS(small.commit(), io::io_error);
  }
  CHECK(folder.get("a") == "older");
  CHECK(folder.count() == 1);
}

TEST_CASE("a program that is killed while it writes leaves the older file") {
  scratch_folder const folder;
  folder.put("a", "older");
  pid_t const child = fork();
  if (child == 0) {
    io::detail::output_file file(folder / "a", "test");
    file.write(std::string(100'000, 'x'));
    static_cast<void>(raise(SIGKILL));
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(folder.get("a") == "older");
}

#endif

TEST_CASE("what cannot be written is refused by name") {
  scratch_folder const folder;
  CHECK_THROWS_AS(io::detail::output_file(folder / "none/a", "test"), io::io_error);
  std::filesystem::create_directories(folder / "b/c");
  io::detail::output_file file(folder / "b", "test");
  CHECK_THROWS_AS(file.commit(), io::io_error);  // a folder stands there
}

}  // namespace
