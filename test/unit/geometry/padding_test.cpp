// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/padding.hpp.
#include <convolt/geometry/padding.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using convolt::forward_padding;
using convolt::index;
using convolt::pad_pair;
using convolt::padding;
using convolt::padding_kind;
using convolt::raw_padding;

namespace {

// What a call writes: f({{0, 2}}).
constexpr padding taken(padding const& p) { return p; }

static_assert(taken(convolt::same).kind() == padding_kind::same);
static_assert(taken(convolt::same_lower).kind() == padding_kind::same_lower);
static_assert(taken(convolt::valid).kind() == padding_kind::valid);
static_assert(taken(convolt::full).kind() == padding_kind::full && taken(convolt::full).is_named());
static_assert(taken(convolt::causal).kind() == padding_kind::causal && taken(convolt::causal).is_named());
static_assert(taken("SAME") == taken(convolt::same));
static_assert(taken("SAME_LOWER") == taken(convolt::same_lower));
static_assert(taken("VALID") == taken(convolt::valid));
static_assert(taken(convolt::same).is_named() && !taken({{0, 0}}).is_named());

static_assert(taken({{0, 2}}).kind() == padding_kind::raw, "a bare list of pairs is raw, as in JAX");
static_assert(taken({{0, 2}}).pairs().size() == 1 && taken({{0, 2}}).pairs()[0] == pad_pair(0, 2));
static_assert(taken({{1, 1}, {-2, 0}}).pairs().size() == 2 && taken({{1, 1}, {-2, 0}}).pairs()[1].lo == -2);
static_assert(taken({}).kind() == padding_kind::raw && taken({}).pairs().size() == 0);
static_assert(taken({{0, 2}}) == taken(raw_padding{{0, 2}}));
static_assert(taken(forward_padding{{1, 1}, {2, 0}}).kind() == padding_kind::forward);
static_assert(taken(forward_padding{{1, 1}, {2, 0}}).pairs()[1] == pad_pair(2, 0));
static_assert(taken(forward_padding{{1, 1}}) != taken(raw_padding{{1, 1}}), "the meaning is part of the value");
static_assert(taken({{std::size_t{1}, 2}, {std::int8_t{-1}, 3U}}).pairs()[1].lo == -1, "integer types may be mixed");

template <class T>
concept Converts = std::is_convertible_v<T, padding>;
static_assert(Converts<std::vector<pad_pair>> && Converts<std::vector<std::pair<int, int>>>);
static_assert(Converts<std::array<std::array<unsigned, 2>, 3>> && Converts<std::vector<std::tuple<int, long>>>);
static_assert(Converts<int[3][2]> && Converts<std::vector<std::vector<int>>>);
static_assert(Converts<std::string> && Converts<std::string_view> && Converts<char const*>);
// Neither one number nor a flat list of numbers nor triples are a padding.
static_assert(!Converts<int> && !Converts<double> && !Converts<bool> && !Converts<std::nullptr_t>);
static_assert(!Converts<std::vector<int>> && !Converts<std::array<int, 2>> && !Converts<int[2]>);
static_assert(!Converts<std::pair<int, int>>);
static_assert(!Converts<std::vector<std::array<int, 3>>> && !Converts<int[2][3]>);
static_assert(!Converts<std::vector<std::tuple<int, int, int>>> && !Converts<std::vector<std::tuple<int>>>);
static_assert(!Converts<std::vector<std::pair<int, double>>> && !Converts<std::vector<std::string>>);
// The two meanings never turn into one another.
static_assert(!std::is_constructible_v<raw_padding, forward_padding>);
static_assert(!std::is_constructible_v<forward_padding, raw_padding>);
static_assert(!std::is_constructible_v<raw_padding, convolt::same_t> && !std::is_constructible_v<raw_padding, padding>);

// The same with braces, which templates see as expressions: {3}, {3, 3}, {{3}}, {{1, 1, 0}}, {{1., 1.}}.
template <class T>
concept FlatOne = requires(T v) { taken({v}); };
template <class T>
concept FlatTwo = requires(T v) {
  taken({v, v});
};
template <class T>
concept Single = requires(T v) { taken({{v}}); };
template <class T>
concept Pair = requires(T v) {
  taken({{v, v}});
};
template <class T>
concept Triple = requires(T v) {
  taken({{v, v, v}});
};
static_assert(Pair<int> && Pair<std::size_t> && !Pair<double> && !Pair<bool> && !Pair<char>);
static_assert(!FlatOne<int> && !FlatTwo<int> && !Single<int> && !Triple<int>);

constexpr index largest = std::numeric_limits<index>::max();

std::string category_of(auto&& make) {
  try {
    make();
  } catch (convolt::parameter_error const& e) { return std::string(e.category()); }
  return "accepted";
}

}  // namespace

TEST_CASE("padding: names in exact case only") {
  for (std::string const name :
       {"CAUSAL", "same", "Same", "VALID ", " VALID", "full", "", "SAME_UPPER", "SAM", "SAMESAME"}) {
    CAPTURE(name);
    CHECK(category_of([&] { return padding(name); }) == "bad_padding_name");
  }
  CHECK(padding(std::string("SAME_LOWER")).kind() == padding_kind::same_lower);
  CHECK(padding(std::string_view("VALID and more", 5)).kind() == padding_kind::valid);
  char const* none = nullptr;
  CHECK(category_of([&] { return padding(none); }) == "bad_padding_name");
}

TEST_CASE("padding: the error of a wrong name says what it was and what would be right") {
  try {
    padding const p("full");
    FAIL("accepted");
  } catch (convolt::parameter_error const& e) {
    CHECK(e.actual() == "'full'");
    CHECK(e.expected() == "'SAME', 'SAME_LOWER' or 'VALID'");
    CHECK(std::string(e.what()).find("give the object convolt::full") != std::string::npos);
  }
  CHECK(convolt::geometry::advice_on_name("same") == "names count in exact case: 'SAME'");
  CHECK(convolt::geometry::advice_on_name("Causal") == "give the object convolt::causal");
  CHECK(convolt::geometry::advice_on_name("SAME_UPPER").empty());
}

TEST_CASE("padding: pairs from any range of pairs of any integers") {
  std::vector<std::pair<short, std::size_t>> const pairs{{short{-1}, 2}, {short{3}, 4}};
  int const c[2][2] = {{-1, 2}, {3, 4}};
  std::vector<std::vector<int>> const nested{{-1, 2}, {3, 4}};
  padding const expected{{-1, 2}, {3, 4}};
  CHECK(padding(pairs) == expected);
  CHECK(padding(c) == expected);
  CHECK(padding(nested) == expected);
  CHECK(padding(raw_padding(pairs)) == expected);
  CHECK(padding(forward_padding(nested)) == padding(forward_padding{{-1, 2}, {3, 4}}));
  CHECK(padding(std::vector<pad_pair>{}).kind() == padding_kind::raw);
}

TEST_CASE("padding: lists of run-time length must be pairs") {
  for (std::size_t length : {0U, 1U, 3U, 7U}) {
    CAPTURE(length);
    std::vector<std::vector<int>> const wrong{{1, 1}, std::vector<int>(length, 1)};
    CHECK(category_of([&] { return padding(wrong); }) == "bad_padding_form");
    CHECK(category_of([&] { return raw_padding(wrong); }) == "bad_padding_form");
    CHECK(category_of([&] { return forward_padding(wrong); }) == "bad_padding_form");
  }
}

TEST_CASE("padding: numbers beyond the range are typed errors") {
  std::uint64_t const beyond = static_cast<std::uint64_t>(largest) + 1;
  CHECK(category_of([&] { return padding({{0, beyond}}); }) == "integer_out_of_range");
  CHECK(category_of([&] {
          return padding(std::vector<std::vector<std::uint64_t>>{{beyond, 0}});
        }) == "integer_out_of_range");
  CHECK(taken({{beyond - 1, std::numeric_limits<index>::min()}}).pairs()[0].lo == largest);
}

TEST_CASE("padding: a list that is too long for any convolution keeps its length for the message") {
  CHECK(padding(std::vector<pad_pair>(1000)).pairs().size() == 1000);
  CHECK(padding(std::vector<pad_pair>(1000)).pairs().pairs().size() == convolt::max_spatial_rank);
}

TEST_CASE("padding: kinds have the names of the code") {
  CHECK(convolt::name_of(padding_kind::same) == "same");
  CHECK(convolt::name_of(padding_kind::same_lower) == "same_lower");
  CHECK(convolt::name_of(padding_kind::valid) == "valid");
  CHECK(convolt::name_of(padding_kind::full) == "full");
  CHECK(convolt::name_of(padding_kind::causal) == "causal");
  CHECK(convolt::name_of(padding_kind::raw) == "raw_padding");
  CHECK(convolt::name_of(padding_kind::forward) == "forward_padding");
}
