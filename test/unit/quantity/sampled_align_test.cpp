// SPDX-License-Identifier: BSD-3-Clause
/// How the axes of two operands meet: in the types, and as values.
#include <convolt/quantity/sampled_align.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <string>
#include <tuple>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::no_axis_t;
using convolt::reduced_t;
using convolt::sampled;
using convolt::detail::placement_in;
using convolt::detail::ways_to_meet;
template <class... A>
using list = std::tuple<A...>;

using times = axis<convolt::milli<convolt::second>>;
using seconds = axis<convolt::second, float>;
using depths = axis<convolt::micro<convolt::metre>>;
using at_2 = std::array<std::size_t, 2>;

static_assert(ways_to_meet<list<times>, list<seconds>> == 1 && ways_to_meet<list<times>, list<depths>> == 0);
static_assert(ways_to_meet<list<times>, list<no_axis_t>> == 0 && ways_to_meet<list<reduced_t>, list<times>> == 1);
static_assert(ways_to_meet<list<no_axis_t, times>, list<times>> == 1);
static_assert(ways_to_meet<list<no_axis_t>, list<no_axis_t, no_axis_t, times>> == 2);
static_assert(ways_to_meet<list<times, no_axis_t>, list<no_axis_t, times>> == 0);
static_assert(ways_to_meet<list<no_axis_t, no_axis_t, times>, list<no_axis_t, no_axis_t>> == 1);
static_assert(ways_to_meet<list<no_axis_t, reduced_t, times>, list<no_axis_t, no_axis_t, times>> == 1);
static_assert(placement_in<list<times, depths>, list<no_axis_t, seconds, no_axis_t, depths>>.at == at_2{1, 3});
static_assert(placement_in<list<no_axis_t, depths>, list<no_axis_t, times, depths>>.at == at_2{0, 2});

auto const t = axis(0. * ms, 1. * ms, 3);
xt::xtensor<double, 2> const x{{1, 2, 3}, {4, 5, 6}};
auto const v = sampled(x * mV, no_axis, t);

TEST_CASE("the smaller operand is seen with one element where it has no dimension") {
  auto const per_channel = sampled(xt::xtensor<double, 1>{10, 20} * mV, no_axis);
  auto const seen = convolt::detail::stretched<std::tuple<no_axis_t, times>>(per_channel);
  CHECK(seen.raw().shape(0) == 2);
  CHECK(seen.raw().shape(1) == 1);
  CHECK(seen.raw()(1, 0) == 20.);
  auto const per_time = v.select<0>(1);
  CHECK(convolt::detail::stretched<std::tuple<no_axis_t, times>>(per_time).raw()(0, 2) == 6.);
}

TEST_CASE("a result has the axis that was not reduced") {
  auto const axes = convolt::detail::joined_axes<false>(v.mean<1>(convolt::keepdims), v);
  static_assert(std::is_same_v<decltype(axes), std::tuple<no_axis_t, times> const>);
  CHECK(std::get<1>(axes).count() == 3);
}

TEST_CASE("extents without an axis must agree, whichever operand is the larger one") {
  auto const three = sampled(xt::xtensor<double, 1>{1, 2, 3} * mV, no_axis);
  auto const check = [](auto const& f, std::string const& expected, std::string const& actual) {
    try {
      f();
      FAIL("nothing was thrown");
    } catch (convolt::shape_error const& e) {
      CHECK(e.axis() == "0");
      CHECK(e.expected() == expected);
      CHECK(e.actual() == actual);
    }
  };
  check([&] { convolt::detail::joined_axes<false>(v, three); }, "2", "3");
  check([&] { convolt::detail::joined_axes<true>(v, three); }, "3", "2");
}

}  // namespace
