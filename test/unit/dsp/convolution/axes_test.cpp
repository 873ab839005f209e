// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/axes.hpp.

#include <convolt/dsp/convolution/axes.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using namespace convolt::units;
using dsp::detail::chosen_dimensions;
using dsp::detail::dimension_list;

namespace {
std::string_view fault(dsp::axis_choice const& given, std::size_t rank, std::size_t taps) {
  try {
    static_cast<void>(chosen_dimensions("here", given, {}, rank, taps));
  } catch (error const& e) { return e.category(); }
  return "none";
}
}  // namespace

TEST_CASE("dimensions are those that are given, else the usual ones, else all") {
  dimension_list usual;
  usual.add(2);
  CHECK(chosen_dimensions("here", -1, usual, 2, 1)[0] == 1);
  CHECK(chosen_dimensions("here", {}, usual, 3, 1)[0] == 2);
  CHECK(chosen_dimensions("here", {}, {}, 3, 3).size() == 3);
  CHECK(chosen_dimensions("here", {0, 2}, {}, 3, 2)[1] == 2);
}

TEST_CASE("choices that mean nothing are refused") {
  CHECK(fault({}, 3, 1) == "axis_not_given");
  CHECK(fault({}, 1, 2) == "rank_mismatch");
  CHECK(fault(3, 3, 1) == "bad_axis");
  CHECK(fault({0, 1}, 3, 1) == "bad_axis");
  CHECK(fault({1, 0}, 3, 2) == "bad_axis");
  CHECK(fault({1, -2}, 3, 2) == "bad_axis");
  CHECK(fault(-3, 3, 1) == "none");
}

TEST_CASE("what is not summed over is batch, channels, or has one tap") {
  using dsp::detail::placement;
  dsp::detail::dimensions chosen;
  chosen.push_back(1);
  chosen.push_back(3);
  std::vector<placement> const places{{{1, 5}, 0}, {{0, 9}, -1}};
  auto const along = dsp::detail::summation_along("here", {2, 5, 3, 7, 4}, chosen, places, {{.taps = 3}, {.taps = 3}});
  CHECK(along.batch == 2);
  CHECK(along.channels == 4);
  REQUIRE(along.axes.size() == 3);
  CHECK((along.axes[0].taps == 3 && along.axes[1].taps == 1 && along.axes[2].taps == 3));
  CHECK(along.axes[1].kept == geometry::kept_sums{0, 3});

  auto const axes = std::make_tuple(no_axis, axis(1. * ms, 0.5 * ms, 5), no_axis, axis(0.f * um, 2.f * um, 7), no_axis);
  auto const moved = dsp::detail::moved_along(axes, chosen, places);
  CHECK(std::get<1>(moved).start() == 1. * ms);
  CHECK(std::get<3>(moved).start() == -2.f * um);
  CHECK(std::get<3>(moved).count() == 9);
}
