// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/new_axis.hpp.
#include <convolt/dsp/resampling/new_axis.hpp>

#include <convolt/core/error.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using namespace convolt::units;
using convolt::axis;

constexpr double exact = ratio_tolerance<double>;

using convolt::test::category_of;

TEST_CASE("another axis lies so many steps of the upsampled signal behind the first sample") {
  plain_axis const own = as_numbers(axis(10. * ms, 0.2 * ms, 100));
  auto const place = [&](auto const& t) { return place_of_axis("f", own, 100, as_numbers(t), t.count(), exact); };
  place_on_axis const finer = place(axis(0.011 * s, 50. * us, 20));
  CHECK(finer.ratio == rate_ratio{4, 1});
  CHECK(finer.begin == 20);
  CHECK(finer.start == Approx(11));
  CHECK(finer.step == Approx(0.05));
  place_on_axis const between = place(axis(10.07 * ms, 0.3 * ms, 20));
  CHECK(between.ratio == rate_ratio{2, 3});
  CHECK(between.begin == Approx(0.7));
  CHECK(category_of([&] { place(axis(9. * ms, 0.2 * ms, 1)); }) == "coordinate_out_of_range");
  CHECK(category_of([&] { place(axis(10. * ms, 0.2 * ms, 101)); }) == "coordinate_out_of_range");
  CHECK(category_of([&] { place(axis(10. * ms, 0.1 * ms, 200)); }) == "nothing thrown");
  CHECK(category_of([&] { place(axis(9. * ms, 0.2 * ms, 0)); }) == "nothing thrown");
  CHECK(category_of([&] { place(axis(12. * ms, -0.2 * ms, 2)); }) == "bad_axis");
}

TEST_CASE("axes that both descend have a ratio too, and other units than time are named") {
  plain_axis const depth = as_numbers(axis(100. * um, -20. * um, 5));
  plain_axis const t = as_numbers(axis(90. * um, -10. * um, 3));
  place_on_axis const to = place_of_axis("f", depth, 5, t, 3, exact);
  CHECK(to.ratio == rate_ratio{2, 1});
  CHECK(to.begin == 1);
  plain_axis const odd = as_numbers(axis(90. * um, -10.00317 * um, 3));
  try {
    place_of_axis("f", depth, 5, odd, 3, exact);
    FAIL("nothing thrown");
  } catch (convolt::parameter_error const& e) { CHECK(e.actual().find("per um") != std::string::npos); }
}

TEST_CASE("the dimension is the only one that measures what the new axis does") {
  std::vector<plain_axis> const axes{as_numbers(axis(0. * ms, 1. * ms, 2)),
                                     {},
                                     as_numbers(axis(0. * um, 1. * um, 2)),
                                     as_numbers(axis(0. * mm, 1. * mm, 2))};
  plain_axis const in_time = as_numbers(axis(0. * s, 1. * s, 1)), in_space = as_numbers(axis(0. * m, 1. * m, 1));
  CHECK(dimension_like("f", axes, in_time, {}) == 0);
  CHECK(dimension_like("f", axes, in_space, -1) == 3);
  CHECK(category_of([&] { dimension_like("f", axes, in_space, {}); }) == "unit_mismatch");
  CHECK(category_of([&] { dimension_like("f", axes, in_space, 0); }) == "unit_mismatch");
  CHECK(category_of([&] { dimension_like("f", axes, in_space, 1); }) == "unit_mismatch");
  CHECK(category_of([&] { dimension_like("f", axes, in_space, 4); }) == "bad_axis");
}

TEST_CASE("a ratio to a rate needs an axis in time, and is as exact as types are") {
  std::vector<plain_axis> const axes{as_numbers(axis(0. * ms, 0.1 * ms, 2)), {}};
  CHECK(ratio_to_rate("f", axes, 2500, {}, exact) == rate_ratio{1, 4});
  CHECK(category_of([&] { ratio_to_rate("f", axes, 2500, 1, exact); }) == "no_rate");
  using float_axis = axis<convolt::second, float>;
  using double_axis = axis<convolt::second, double>;
  STATIC_REQUIRE(axes_tolerance<std::tuple<double_axis, float_axis>> == ratio_tolerance<float>);
  STATIC_REQUIRE(axes_tolerance<std::tuple<>> == 0);
  STATIC_REQUIRE(rate_tolerance<int> == 0);
  CHECK(step_after(axes[0], {2, 3}) == Approx(0.15));
}

}  // namespace
