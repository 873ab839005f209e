// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/steps.hpp.
#include <convolt/geometry/steps.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <list>
#include <span>
#include <string>
#include <vector>

using convolt::index;
using convolt::steps;

namespace {

constexpr index largest = std::numeric_limits<index>::max();

// What a call writes: f({2, 1}).
constexpr steps taken(steps const& s) { return s; }

static_assert(taken({2, 1}).size() == 2 && taken({2, 1})[0] == 2 && taken({2, 1})[1] == 1);
static_assert(taken({5}).size() == 1 && taken({5}).given());
static_assert(!taken({}).given() && taken({}).size() == 0);
static_assert(taken({0, -1})[1] == -1, "values are judged by the function that takes them");
static_assert(taken({std::int64_t{1} << 31})[0] == 2147483648);
static_assert(taken({largest})[0] == largest);
static_assert(taken({1, std::size_t{2}, std::uint8_t{3}})[2] == 3, "integer types may be mixed");
static_assert(taken(std::array<short, 2>{4, 5})[1] == 5);
static_assert(steps{1, 2} == steps{1, 2} && steps{1, 2} != steps{1, 3} && steps{1} != steps{1, 1});
static_assert(steps{} == steps(std::array<int, 0>{}), "an empty list is not given");

// One number is not a list, and a list holds integers.
template <class T>
concept Converts = std::is_convertible_v<T, steps>;
static_assert(!Converts<int> && !Converts<std::size_t> && !Converts<double> && !Converts<bool>);
static_assert(!Converts<std::vector<double>> && !Converts<std::vector<bool>> && !Converts<std::string>);
static_assert(!Converts<char const*> && !Converts<std::vector<std::vector<int>>>);
static_assert(Converts<std::vector<int>> && Converts<std::vector<std::size_t>> && Converts<std::list<long>>);
static_assert(Converts<std::span<index const>> && Converts<std::array<unsigned char, 3>> && Converts<int[2]>);

template <class T>
concept ListsOf = requires(T v) {
  taken({v, v});
};
static_assert(ListsOf<int> && ListsOf<std::size_t> && !ListsOf<double> && !ListsOf<bool> && !ListsOf<char>);

// In an options aggregate, the way users write it.
struct options {
  steps lhs_dilation = {};
  steps rhs_dilation = {};
};
constexpr options chosen{.lhs_dilation = {2}, .rhs_dilation = {3, 1}};
static_assert(chosen.lhs_dilation == steps{2} && chosen.rhs_dilation.size() == 2);
static_assert(!options{}.lhs_dilation.given());

}  // namespace

TEST_CASE("steps: any range of integers") {
  std::vector<std::size_t> const v{1, 2, 3};
  std::list<signed char> const l{-1, 4};
  int const c[2] = {7, 8};
  CHECK(steps(v) == steps{1, 2, 3});
  CHECK(steps(l) == steps{-1, 4});
  CHECK(steps(c) == steps{7, 8});
  CHECK_FALSE(steps(std::vector<int>{}).given());
  CHECK(steps(std::vector<int>{}).size() == 0);
}

TEST_CASE("steps: a number beyond the range is an error that names it") {
  std::uint64_t const beyond = static_cast<std::uint64_t>(largest) + 1;
  try {
    steps const s{1, beyond};
    FAIL("accepted " << s[1]);
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "integer_out_of_range");
    CHECK(e.actual() == "9223372036854775808");
  }
  CHECK_THROWS_AS(steps(std::vector<std::uint64_t>{beyond}), convolt::parameter_error);
  CHECK(steps(std::vector<std::uint64_t>{beyond - 1})[0] == largest);
}

TEST_CASE("steps: a list that is too long for any convolution keeps its length for the message") {
  steps const s(std::vector<int>(1000, 1));
  CHECK(s.size() == 1000);
  CHECK(s.values().size() == convolt::max_spatial_rank);
  CHECK(steps{1, 2, 3, 4, 5, 6, 7, 8, 9}.size() == 9);
}
