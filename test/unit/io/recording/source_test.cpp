// SPDX-License-Identifier: BSD-3-Clause
/// Types of numbers, and columns that are picked out of rows.
#include <convolt/io/recording/source.hpp>

#include <support/catch.hpp>

#include <array>
#include <string>
#include <vector>

namespace {

namespace io = convolt::io;
using convolt::index;

TEST_CASE("every type of numbers has a name and a size") {
  using k = io::number_kind;
  CHECK(io::size_of(k::int8) == 1);
  CHECK(io::size_of(k::uint16) == 2);
  CHECK(io::size_of(k::float32) == 4);
  CHECK(io::size_of(k::uint64) == 8);
  CHECK(io::size_of(k::float64) == 8);
  CHECK(std::string(io::name_of(k::int8)) == "int8");
  CHECK(std::string(io::name_of(k::float64)) == "float64");
}

TEST_CASE("columns are picked in the order that is asked for") {
  std::string const rows = "aabbccddAABBCCDD";  // columns 3 to 6 of two rows, two bytes each
  auto const picked = [&](std::vector<index> const& columns) {
    std::string out(columns.size() * 4, '?');
    io::detail::pick_columns(rows, 3, 4, 2, columns, out.data());
    return out;
  };
  CHECK(picked({3, 4, 5, 6}) == rows);
  CHECK(picked({6, 3}) == "ddaaDDAA");
  CHECK(picked({4, 5, 3}) == "bbccaaBBCCAA");
  CHECK(picked({}).empty());
  CHECK(io::detail::side_by_side(std::array<index, 3>{4, 5, 6}));
  CHECK(!io::detail::side_by_side(std::array<index, 2>{5, 4}));
}

}  // namespace
