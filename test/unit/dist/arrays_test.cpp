// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/arrays.hpp.
#include <convolt/dist/arrays.hpp>

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <unit/dist/world.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <type_traits>

#if defined(CONVOLT_HAS_MPI)

namespace {

namespace dist = convolt::dist;
using convolt::index;
using namespace convolt::units;

xt::xtensor<double, 2> numbers() {
  xt::xtensor<double, 2> a = xt::xtensor<double, 2>::from_shape({3, 11});
  std::iota(a.begin(), a.end(), 0.);
  return a;
}

TEST_CASE("slices of an array, gathered, are the array") {
  dist::ranks const all(test::world());
  xt::xtensor<double, 2> const a = numbers();
  for (int const axis : {0, 1, -1, -2}) {
    auto const mine = dist::slice_of(all.along(axis), a);
    static_assert(std::is_same_v<decltype(mine), xt::xtensor<double, 2> const>);
    CHECK((dist::gather(all.along(axis), mine) == a));
  }
  auto const columns = xt::transpose(a);
  CHECK((dist::gather(all.along(0), dist::slice_of(all.along(0), columns)) == columns));
}

TEST_CASE("they keep their unit, and their place on their axis") {
  dist::ranks const all(test::world());
  convolt::sampled const whole(numbers() * mV, convolt::no_axis, convolt::axis(5. * ms, 0.5 * ms, 11));
  auto const mine = dist::slice_of(all.along(1), whole);
  static_assert(std::is_same_v<decltype(mine), decltype(whole)>);
  convolt::sample_run const run = dist::share(11, all);
  REQUIRE(mine.axis<1>().count() == run.count);
  if (run.count > 0) { CHECK(mine.axis<1>().start().in(ms) == whole.axis<1>()(run.first).in(ms)); }
  auto const again = dist::gather(all.along(1), mine);
  CHECK((again.raw() == whole.raw()));
  CHECK(again.axis<1>().start().in(ms) == 5.);
  CHECK(again.axis<1>().count() == 11);
}

TEST_CASE("fewer samples than ranks leave some without any") {
  dist::ranks const all(test::world());
  xt::xtensor<float, 1> const one{3.F};
  auto const mine = dist::slice_of(all, one);
  CHECK(mine.size() == (all.rank() == 0 ? 1U : 0U));
  CHECK((dist::gather(all, mine) == one));
  xt::xtensor<float, 1> const none = xt::xtensor<float, 1>::from_shape({0});
  CHECK(dist::gather(all, dist::slice_of(all, none)).size() == 0);
}

TEST_CASE("of several dimensions one has to be given, and slices must fit") {
  dist::ranks const all(test::world());
  CHECK_THROWS_AS(dist::slice_of(all, numbers()), convolt::parameter_error);
  CHECK_THROWS_AS(dist::slice_of(all.along(2), numbers()), convolt::parameter_error);
  CHECK_THROWS_AS(dist::gather(all, numbers()), convolt::parameter_error);
  if (all.count() == 1) { return; }
  xt::xtensor<double, 2> const other = xt::xtensor<double, 2>::from_shape({all.rank() == 1 ? 4U : 3U, 2});
  std::string message;
  try {
    dist::gather(all.along(1), other);
  } catch (convolt::parameter_error const& e) { message = e.what(); }
  CHECK(message.find("rank 1: its slice has other extents") != std::string::npos);
}

}  // namespace

#endif
