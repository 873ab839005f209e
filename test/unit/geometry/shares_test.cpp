// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/geometry/shares.hpp.
#include <convolt/geometry/shares.hpp>

#include <support/catch.hpp>

#include <array>
#include <vector>

namespace {

using convolt::index;
using convolt::geometry::common;
using convolt::geometry::even_share;
using convolt::geometry::shares;
using convolt::geometry::slice;

static_assert(common({2, 7}, {5, 9}) == slice{5, 7});
static_assert(common({2, 4}, {5, 9}).empty());
static_assert(slice{2, 7}.holds({3, 7}) && slice{2, 7}.holds({9, 9}) && !slice{2, 7}.holds({1, 3}));
static_assert(even_share(index{1} << 62, 1000, 999).end == index{1} << 62);  // no product leaves the range

TEST_CASE("even shares differ by one at most and follow each other") {
  for (index const extent : {0, 1, 2, 7, 13, 1000}) {
    for (index const ranks : {1, 2, 3, 7, 1000}) {
      shares const all(extent, ranks);
      REQUIRE(all.ranks() == ranks);
      CHECK(all.extent() == extent);
      index next = 0;
      for (index r = 0; r < ranks; ++r) {
        CHECK(all[r].first == next);
        CHECK(all[r] == even_share(extent, ranks, r));
        CHECK((all[r].size() == extent / ranks || all[r].size() == extent / ranks + 1));
        next = all[r].end;
      }
    }
  }
}

TEST_CASE("shares of any size know who has a sample") {
  std::array<index, 6> const sizes{0, 3, 0, 0, 2, 0};
  shares const all(sizes);
  CHECK(all.extent() == 5);
  CHECK(all[0].empty());
  CHECK(all[4] == slice{3, 5});
  std::vector<index> owners;
  for (index i = 0; i < all.extent(); ++i) { owners.push_back(all.rank_of(i)); }
  CHECK((owners == std::vector<index>{1, 1, 1, 4, 4}));
}

TEST_CASE("without ranks there is nothing to deal") {
  CHECK(shares(std::vector<index>{}).extent() == 0);
  CHECK(shares(5, 0).ranks() == 0);
}

}  // namespace
