// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/core/inline_list.hpp.
#include <convolt/core/inline_list.hpp>
#include <support/catch.hpp>

#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

using convolt::index;
using convolt::index_list;
using convolt::inline_list;

namespace {

constexpr inline_list<int, 4> grown_at_compile_time() {
  inline_list<int, 4> list;
  list.push_back(3);
  list.push_back(5);
  list[0] = 7;
  return list;
}
static_assert(grown_at_compile_time() == inline_list<int, 4>{7, 5});
static_assert(inline_list<int, 4>{} == inline_list<int, 4>{} && inline_list<int, 4>{}.empty());
static_assert(inline_list<int, 4>{1, 2} != inline_list<int, 4>{1, 2, 3});
static_assert(inline_list<int, 4>{1, 2} != inline_list<int, 4>{1, 3});
static_assert(inline_list<int, 4>::filled(3, 2) == inline_list<int, 4>{2, 2, 2});
static_assert(inline_list<int, 4>{3, 2}.size() == 2 && inline_list<int, 4>{3, 2}[0] == 3);
static_assert(index_list::capacity() == convolt::max_spatial_rank + 2);
static_assert(std::is_trivially_copyable_v<index_list>);

}  // namespace

TEST_CASE("inline_list: copies are independent") {
  inline_list<int, 3> a{1, 2};
  inline_list<int, 3> b = a;
  b[0] = 3;
  b.push_back(4);
  CHECK(a == inline_list<int, 3>{1, 2});
  CHECK(b == inline_list<int, 3>{3, 2, 4});
}

TEST_CASE("inline_list: equality ignores what was in the list before") {
  inline_list<int, 3> a{1, 2, 3};
  a.clear();
  CHECK(a.empty());
  a.push_back(1);
  CHECK(a == inline_list<int, 3>{1});
}

TEST_CASE("inline_list: more values than fit are refused, and the list stays as it was") {
  inline_list<int, 2> a{1, 2};
  CHECK_THROWS_AS(a.push_back(3), std::length_error);
  CHECK(a == inline_list<int, 2>{1, 2});
  CHECK_THROWS_AS((inline_list<int, 2>{1, 2, 3}), std::length_error);
  CHECK_THROWS_AS((inline_list<int, 2>::filled(3, 0)), std::length_error);
  std::vector<int> const three{1, 2, 3};
  CHECK_THROWS_AS((inline_list<int, 2>(three.begin(), three.end())), std::length_error);
}

TEST_CASE("inline_list: values are made where they are") {
  struct pair {
    int a = 4, b = 5;
    constexpr bool operator==(pair const&) const = default;
  };
  inline_list<pair, 2> list;
  list.emplace_back().a = 1;
  CHECK(list.append_made([] { return pair{.a = 2, .b = 3}; }) == pair{2, 3});
  CHECK(list == inline_list<pair, 2>{pair{1, 5}, pair{2, 3}});
  CHECK_THROWS_AS(list.emplace_back(), std::length_error);
  CHECK_THROWS_AS(list.append_made([] { return pair{}; }), std::length_error);
  CHECK(list.size() == 2);
  constexpr auto constant = [] {
    inline_list<pair, 2> l;
    l.emplace_back().b = 7;
    l.append_made([] { return pair{}; });
    return l;
  }();
  static_assert(constant[0] == pair{4, 7} && constant[1] == pair{4, 5});
}

TEST_CASE("inline_list: is a contiguous range") {
  std::vector<short> const source{4, 5, 6};
  index_list const list(source.begin(), source.end());
  std::span<index const> const view = list;
  CHECK(view.size() == 3);
  CHECK(view[2] == 6);
  CHECK(std::accumulate(list.begin(), list.end(), index{0}) == 15);
  CHECK(list.data() == &list[0]);
}
