// SPDX-License-Identifier: BSD-3-Clause
/// Reading from any place of a file, beyond 4 GB too, and files that become shorter.
#include <convolt/io/recording/positioned_file.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace io = convolt::io;
using convolt::test::scratch_folder;
using file = io::detail::positioned_file;

TEST_CASE("bytes are read from any place and in any order") {
  scratch_folder const folder;
  file const f(folder.put("a", "0123456789"), "test");
  CHECK(f.size() == 10);
  std::array<char, 3> three{};
  for (convolt::index const at : {7, 0, 4}) {
    f.read(at, three);
    CHECK(three[0] == static_cast<char>('0' + at));
    CHECK(three[2] == static_cast<char>('2' + at));
  }
  f.read(10, {});
}

TEST_CASE("positions beyond 4 GB are no others") {
  scratch_folder const folder;
  auto const path = folder.put("sparse", "begin");
  constexpr convolt::index size = (convolt::index{5} << 30) + 3;
  std::filesystem::resize_file(path, static_cast<std::uintmax_t>(size - 3));  // a hole, which takes no room
  {
    std::ofstream end(path, std::ios::binary | std::ios::app);
    end << "end";
  }
  file const f(path, "test");
  CHECK(f.size() == size);
  std::array<char, 4> four{};
  f.read(size - 4, four);
  CHECK(std::string(four.data(), 4) == std::string("\0end", 4));
  f.read(0, four);
  CHECK(std::string(four.data(), 4) == "begi");
}

TEST_CASE("several threads read what each asks for") {
  scratch_folder const folder;
  std::string text;
  for (int i = 0; i < 1000; ++i) { text += static_cast<char>(i % 251); }
  file const f(folder.put("a", text), "test");
  std::array<int, 4> wrong{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      std::array<char, 7> seven{};
      for (std::size_t i = 0; i < 200; ++i) {
        std::size_t const at = (i * 37 + t * 11) % 990;
        f.read(static_cast<convolt::index>(at), seven);
        wrong[t] += std::string(seven.data(), 7) != text.substr(at, 7) ? 1 : 0;
      }
    });
  }
  for (std::thread& t : threads) { t.join(); }
  CHECK(wrong == std::array<int, 4>{});
}

TEST_CASE("files that cannot be read say why") {
  scratch_folder const folder;
  CHECK_THROWS_AS(file(folder / "none", "test"), io::io_error);
  CHECK_THROWS_AS(file(folder.path(), "test"), io::io_error);
  auto const path = folder.put("a", "0123456789");
  file const f(path, "test");
  std::filesystem::resize_file(path, 4);
  std::array<char, 3> three{};
  CHECK_THROWS_WITH(f.read(5, three),
                    "convolt::io::test: " + path.string() +
                        ": cannot be read; got reading 3 bytes at 5 stopped halfway, of a file that had 10 when it "
                        "was opened");
  f.read(1, three);
  CHECK(three[0] == '1');
}

}  // namespace
