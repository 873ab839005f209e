// SPDX-License-Identifier: BSD-3-Clause
/// Text without memory: in template arguments and in constant expressions.

#include <convolt/units/fixed_string.hpp>
#include <support/catch.hpp>

#include <climits>
#include <string>

namespace {

template <convolt::fixed_string S>
constexpr std::string_view view_of = S.view();
static_assert(view_of<"mV"> == "mV");
static_assert(view_of<"">.empty());

template <std::size_t N>
constexpr convolt::inline_text<N> cut(std::string_view s) {
  convolt::inline_text<N> t;
  t.append(s);
  return t;
}
static_assert(cut<3>("abc").view() == "abc" && !cut<3>("abc").overflowed);
static_assert(cut<3>("abcd").view() == "abc" && cut<3>("abcd").overflowed);
static_assert(cut<0>("").view().empty() && !cut<0>("").overflowed);
static_assert(cut<4>("ab") == cut<4>("ab") && !(cut<4>("ab") == cut<4>("ac")));

}  // namespace

TEST_CASE("numbers are written as by the standard library") {
  for (int n : {0, 1, -1, 9, 10, -10, 99, 100, 4096, -4096, 1000000007, INT_MAX, INT_MIN}) {
    convolt::inline_text<16> t;
    t.append_number(n);
    CHECK(std::string(t.view()) == std::to_string(n));
  }
}
