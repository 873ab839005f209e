// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/core/anything.hpp: what takes anything is chosen last.

#include <convolt/core/anything.hpp>

#include <support/catch.hpp>

#include <initializer_list>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using convolt::refused::any;

struct list {
  list(std::initializer_list<int>) {}
};

template <class T>
  requires std::is_arithmetic_v<T>
int chosen(T const&, list const&, int = 0) {
  return 1;
}
template <class T>
int chosen(std::vector<T> const&, list const&) {
  return 2;
}
int chosen(any const&, any const& = {}, any const& = {}, any const& = {}) { return 0; }

TEST_CASE("a function of anything is called where no other one can be") {
  CHECK(chosen(1, {1}) == 1);
  CHECK(chosen(1.5, {1, 2}, 3) == 1);
  CHECK(chosen(1, list{1}) == 1);
  CHECK(chosen(std::vector<int>(), {1}) == 2);
  CHECK(chosen(1) == 0);
  CHECK(chosen(1, 2) == 0);
  CHECK(chosen(1, {"text"}) == 0);
  CHECK(chosen(1, {{1, 2}, {3, 4}}) == 0);
  CHECK(chosen(1, {}, {1}, {"text", 2.}) == 0);
  CHECK(chosen(std::string("text"), {1}) == 0);
}

}  // namespace
