// SPDX-License-Identifier: BSD-3-Clause
/// Lists of axes: what may stand in one, dropping one, and the check against the extents of an array.
#include <convolt/quantity/dimension_axis.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::no_axis;
using convolt::no_axis_t;
using convolt::detail::check_extent;
using convolt::detail::extents_without;
using convolt::detail::may_have_rank;
using convolt::quantities::tuple_without;
using times = convolt::axis<convolt::milli<convolt::second>>;

static_assert(convolt::quantities::DimensionAxis<times> && convolt::quantities::DimensionAxis<no_axis_t>);
static_assert(!convolt::quantities::DimensionAxis<int>);
static_assert(may_have_rank<xt::xtensor<float, 2>, 2> && !may_have_rank<xt::xtensor<float, 2>, 1>);
static_assert(may_have_rank<xt::xarray<float>, 1> && may_have_rank<xt::xarray<float>, 5>);
static_assert(may_have_rank<xt::xtensor_fixed<float, xt::xshape<2, 3>>, 2>);
static_assert(!may_have_rank<xt::xtensor_fixed<float, xt::xshape<2, 3>>, 3>);
using row = decltype(xt::view(std::declval<xt::xtensor<float, 2>&>(), 0, xt::all()));
static_assert(may_have_rank<row, 1> && !may_have_rank<row, 2>);

TEST_CASE("a tuple loses one element and keeps the order of the others") {
  std::tuple<int, char, double> const all{1, 'b', 2.5};
  CHECK(tuple_without<0>(all) == std::tuple('b', 2.5));
  CHECK(tuple_without<1>(all) == std::tuple(1, 2.5));
  CHECK(tuple_without<2>(all) == std::tuple(1, 'b'));
  static_assert(std::is_same_v<decltype(tuple_without<0>(std::tuple<int>(1))), std::tuple<>>);
  std::array<std::size_t, 3> const extents{2, 3, 5};
  CHECK(extents_without(extents, 0) == std::array<std::size_t, 2>{3, 5});
  CHECK(extents_without(extents, 1) == std::array<std::size_t, 2>{2, 5});
  CHECK(extents_without(extents, 2) == std::array<std::size_t, 2>{2, 3});
}

TEST_CASE("an axis must fit its dimension, no_axis fits every one") {
  times const t(0. * ms, 1. * ms, 4);
  CHECK_NOTHROW(check_extent(t, 1, 4));
  CHECK_NOTHROW(check_extent(no_axis, 1, 17));
  try {
    check_extent(t, 1, 5);
    FAIL("an axis of 4 samples for 5 numbers");
  } catch (convolt::shape_error const& e) {
    CHECK(e.category() == "axis_mismatch");
    CHECK(e.axis() == "1");
    CHECK(e.expected() == "5");
    CHECK(e.actual() == "4");
  }
}

TEST_CASE("an array of dynamic rank must have the rank that is asked for") {
  xt::xarray<float> const x{{1, 2}, {3, 4}};
  auto const q = x * mV;
  CHECK(&convolt::detail::of_rank<2>(q) == &q);
  try {
    convolt::detail::of_rank<3>(q);
    FAIL("rank 2 was taken for 3");
  } catch (convolt::shape_error const& e) {
    CHECK(e.category() == "rank_mismatch");
    CHECK(e.expected() == "2");
    CHECK(e.actual() == "3");
  }
}

TEST_CASE("a dimension prints as its axis or as its extent") {
  std::ostringstream os;
  convolt::detail::print_axis(os, times(0. * ms, 1. * ms, 4), 4);
  convolt::detail::print_axis(os << "; ", no_axis, 17);
  convolt::detail::print_axis(os << "; ", convolt::reduced_t{}, 1);
  CHECK(os.str() == "0 .. 3 step 1 ms, 4 samples; 17 without axis; reduced");
}

TEST_CASE("an element of a tuple is replaced") {
  auto const all = std::tuple(1, 'b', 2.5);
  CHECK((convolt::quantities::tuple_with<1>(all, 7L) == std::tuple(1, 7L, 2.5)));
}

TEST_CASE("an axis converts within its dimension") {
  using convolt::detail::axis_as;
  using convolt::detail::axis_converts;
  using seconds = convolt::axis<convolt::second, float>;
  static_assert(axis_converts<times, seconds> && axis_converts<convolt::no_axis_t, convolt::no_axis_t>);
  static_assert(!axis_converts<times, convolt::axis<convolt::metre>> && !axis_converts<times, convolt::no_axis_t>);
  auto const a = axis_as<seconds>(times(5. * ms, 1. * ms, 4));
  CHECK(a.start().raw() == 0.005f);
  CHECK(a.count() == 4);
}

}  // namespace
