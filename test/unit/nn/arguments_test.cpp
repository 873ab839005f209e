// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/arguments.hpp.

#include <convolt/nn/arguments.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using namespace convolt;
using test::thrown_by;

namespace {

constexpr geometry::place at{.where = "test", .argument = "stride"};

constexpr padding expanded(nn::layer_padding const& p, std::size_t rank) { return p.of_axes("test", rank); }

std::string refused(nn::layer_padding const& p, std::size_t rank) {
  return std::string(thrown_by<parameter_error>([&] { p.of_axes("test", rank); }).category());
}

// Fractions and `same_lower` are no paddings of a layer, fractions no steps and no counts.
static_assert(!std::is_convertible_v<double, nn::layer_padding>);
static_assert(!std::is_convertible_v<std::vector<double>, nn::layer_padding>);
static_assert(!std::is_convertible_v<std::array<double, 2>, nn::layer_padding>);
static_assert(!std::is_convertible_v<same_lower_t, nn::layer_padding>);
static_assert(!std::is_convertible_v<bool, nn::per_axis> && !std::is_convertible_v<double, nn::per_axis>);
static_assert(!std::is_convertible_v<double, nn::whole_number> && !std::is_convertible_v<bool, nn::whole_number>);
static_assert(!std::is_convertible_v<char const*, nn::pad_numbers>, "transposed functionals know no names");
static_assert(std::is_convertible_v<std::uint8_t, nn::whole_number>);

static_assert(nn::per_axis(3).of_rank(at, 3) == index_list{3, 3, 3});
static_assert(expanded(2, 2).pairs()[1] == pad_pair(2, 2));

}  // namespace

TEST_CASE("one integer or a list of one counts for all axes, a longer list must fit") {
  using nn::per_axis;
  CHECK(per_axis{4, 5}.of_rank(at, 2) == index_list{4, 5});
  CHECK(per_axis{4}.of_rank(at, 3) == index_list{4, 4, 4});
  CHECK(per_axis(std::vector<unsigned>{1, 2, 3}).of_rank(at, 3) == index_list{1, 2, 3});
  CHECK(per_axis(std::array<short, 1>{7}).of_rank(at, 2) == index_list{7, 7});
  CHECK_FALSE(per_axis().given());
  for (per_axis const& wrong : {per_axis(), per_axis{1, 2}, per_axis{1, 2, 3, 4}}) {
    auto const e = thrown_by<parameter_error>([&] { wrong.of_rank(at, 3); });
    CHECK(e.category() == "bad_parameter_length");
    CHECK(e.argument() == "stride");
  }
  std::uint64_t const huge = std::numeric_limits<std::uint64_t>::max();
  CHECK(thrown_by<parameter_error>([&] { static_cast<void>(nn::whole_number(huge)); }).category() ==
        "integer_out_of_range");
  CHECK(thrown_by<parameter_error>([&] { static_cast<void>(per_axis(huge)); }).category() == "integer_out_of_range");
  CHECK(per_axis(std::int64_t{1} << 31).of_rank(at, 1)[0] == std::int64_t{1} << 31);
}

TEST_CASE("the paddings of layers have the forms of brainstate") {
  CHECK(expanded(same, 2).kind() == padding_kind::same);
  CHECK(expanded("SAME", 2).kind() == padding_kind::same);
  CHECK(expanded(std::string("VALID"), 1).kind() == padding_kind::valid);
  CHECK(expanded(valid, 1).kind() == padding_kind::valid);
  CHECK(expanded(full, 1).kind() == padding_kind::full);
  CHECK(expanded(causal, 2).kind() == padding_kind::causal);

  CHECK(expanded(2, 1) == raw_padding{{2, 2}});
  CHECK(expanded(-1, 3) == raw_padding{{-1, -1}, {-1, -1}, {-1, -1}});
  CHECK(expanded({1, 2}, 1) == raw_padding{{1, 2}});
  CHECK(expanded({1, 2}, 2) == raw_padding{{1, 1}, {2, 2}});
  CHECK(expanded({3}, 1) == raw_padding{{3, 3}});
  CHECK(expanded({1, 2, 0}, 3) == raw_padding{{1, 1}, {2, 2}, {0, 0}});
  CHECK(expanded(std::vector<long>{1, 2}, 1) == raw_padding{{1, 2}});
  CHECK(expanded({{0, 2}}, 1) == raw_padding{{0, 2}});
  CHECK(expanded({{0, 2}}, 3) == raw_padding{{0, 2}, {0, 2}, {0, 2}});
  CHECK(expanded({{0, 2}, {1, 0}}, 2) == raw_padding{{0, 2}, {1, 0}});
  CHECK(expanded(std::vector<std::pair<int, int>>{{0, 2}, {1, 0}}, 2) == raw_padding{{0, 2}, {1, 0}});
  CHECK(expanded(raw_padding{{1, -1}}, 2) == raw_padding{{1, -1}, {1, -1}});
  CHECK(expanded(forward_padding{{1, 0}}, 2) == forward_padding{{1, 0}, {1, 0}});
}

TEST_CASE("paddings of another length are refused, with a word about the forms") {
  CHECK(refused({}, 1) == "bad_padding_length");
  CHECK(refused(std::vector<int>{}, 2) == "bad_padding_length");
  CHECK(refused({1, 2, 3}, 1) == "bad_padding_length");
  CHECK(refused({1}, 2) == "bad_padding_length");
  CHECK(refused({1, 2, 3}, 2) == "bad_padding_length");
  CHECK(refused({{1, 1}, {2, 2}, {3, 3}}, 2) == "bad_padding_length");
  CHECK(refused(raw_padding{{1, 1}, {1, 1}}, 3) == "bad_padding_length");
  auto const e = thrown_by<parameter_error>([] { nn::layer_padding{1, 2, 3}.of_axes("nn::Conv2d", 2); });
  CHECK(e.expected() == "an integer, 2 integers, 1 or 2 pairs, or a name");
  CHECK(e.where() == "nn::Conv2d");
}

TEST_CASE("names of paddings are matched in exact case by layers and in any case by functionals") {
  for (char const* name : {"same", "Same", "SAME_LOWER", "FULL", "", "VALID "}) {
    CHECK(thrown_by<parameter_error>([&] { static_cast<void>(nn::layer_padding(name)); }).category() ==
          "bad_padding_name");
  }
  CHECK(nn::functional_padding("same").of_axes("test", 1).kind() == padding_kind::same);
  CHECK(nn::functional_padding("VaLid").of_axes("test", 1).kind() == padding_kind::valid);
  CHECK(thrown_by<parameter_error>([] { static_cast<void>(nn::functional_padding("same_lower")); }).category() ==
        "bad_padding_name");
}

TEST_CASE("lists of integers pad both sides of each axis in functionals, also two of them on one axis") {
  CHECK(nn::functional_padding({1, 2}).of_axes("test", 2) == raw_padding{{1, 1}, {2, 2}});
  CHECK(nn::functional_padding({3}).of_axes("test", 2) == raw_padding{{3, 3}, {3, 3}});
  CHECK(thrown_by<parameter_error>([] {
          nn::functional_padding({1, 2}).of_axes("test", 1);
        }).category() == "bad_padding_length");
  CHECK(nn::pad_numbers{{0, 1}}.symmetric_of_rank("test", 1)[0] == pad_pair(0, 1));
}
