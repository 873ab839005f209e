// SPDX-License-Identifier: BSD-3-Clause
/// Room on the disk, or the reason why there is none.
#include <convolt/io/hdf5/reserve.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/small_disk.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace {

using convolt::io::detail::reserve_room;
using convolt::test::scratch_folder;

TEST_CASE("room that is taken holds what was there") {
  scratch_folder const folder;
  auto const path = folder.put("a", "begin");
  CHECK(reserve_room(path, 3).empty());
  CHECK(folder.get("a") == "begin");
  CHECK(reserve_room(path, 100'000).empty());
  CHECK(folder.get("a").substr(0, 5) == "begin");
  CHECK(reserve_room(folder / "new", 10).empty());
}

TEST_CASE("room that is not there is refused") {
  scratch_folder const folder;
  auto const path = folder.put("a", "begin");
  CHECK_THAT(reserve_room(path, std::uintmax_t{1} << 62), Catch::Contains("the disk is full"));
#if __has_include(<sys/resource.h>)
  convolt::test::small_disk const disk(1000);
  CHECK_THAT(reserve_room(path, 2000), Catch::Contains("the disk may be full"));
  CHECK(folder.get("a") == "begin");
#endif
}

}  // namespace
