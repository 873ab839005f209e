// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/time/along.hpp.

#include <convolt/dsp/time/along.hpp>

#include <convolt/core/error.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <string_view>
#include <vector>

using namespace convolt;
using namespace convolt::units;
using dsp::detail::along_time;
using dsp::detail::plain_axis;
using dsp::detail::stated_rate;

namespace {

plain_axis const none{};
plain_axis const at_10_kHz{true, 5, 0.1, milli<second>{}};
plain_axis const depth{true, 0, 20, micro<metre>{}};
plain_axis const minutes{true, 0, 2, minute_unit{}};

std::string_view fault(index_list const& shape, std::vector<plain_axis> const& axes, dsp::axis_choice const& given = {},
                       stated_rate const& rate = {}) {
  try {
    static_cast<void>(along_time("here", shape, axes, given, rate));
  } catch (error const& e) { return e.category(); }
  return "none";
}

}  // namespace

TEST_CASE("time is the only axis in units of time, and has its rate in Hz") {
  auto const time = along_time("here", {3, 7, 2}, {depth, at_10_kHz, none}, {}, {});
  CHECK(time.dimension == 1);
  CHECK(time.rate == 10000);
  CHECK(time.has_axis);
  CHECK(time.axis.start == 5);
  CHECK((time.block.outer == 3 && time.block.count == 7 && time.block.inner == 2));
  CHECK(along_time("here", {3}, {minutes}, {}, {}).rate == 1. / 120);
  CHECK(along_time("here", {3, 7}, {at_10_kHz, minutes}, -1, {}).dimension == 1);
}

TEST_CASE("a dimension without axis has the rate of the caller") {
  CHECK(along_time("here", {9}, {none}, {}, {250, true}).rate == 250);
  CHECK(along_time("here", {9, 4}, {none, none}, -1, {250, true}).dimension == 1);
  CHECK(along_time("here", {9, 4}, {at_10_kHz, none}, 1, {250, true}).rate == 250);
  CHECK_FALSE(along_time("here", {9}, {none}, {}, {250, true}).has_axis);
}

TEST_CASE("nothing is guessed") {
  CHECK(fault({9}, {none}) == "no_rate");
  CHECK(fault({9, 4}, {none, none}, {}, {250, true}) == "axis_not_given");
  CHECK(fault({9, 4}, {depth, none}, {}, {250, true}) == "axis_not_given");
  CHECK(fault({9, 4}, {at_10_kHz, minutes}) == "axis_not_given");
  CHECK(fault({}, {}, {}, {250, true}) == "axis_not_given");
  CHECK(fault({9}, {depth}) == "unit_mismatch");
  CHECK(fault({9}, {depth}, {}, {250, true}) == "unit_mismatch");
  CHECK(fault({9, 4}, {at_10_kHz, none}, 2) == "bad_axis");
  CHECK(fault({9, 4}, {at_10_kHz, none}, {0, 1}) == "bad_axis");
  CHECK(fault({9}, {plain_axis{true, 0, -0.1, milli<second>{}}}) == "bad_axis");
}

TEST_CASE("a rate that contradicts the axis is refused with both numbers") {
  CHECK(fault({9}, {at_10_kHz}, {}, {10000, true}) == "none");
  try {
    static_cast<void>(along_time("here", {9}, {at_10_kHz}, {}, {20000, true}));
    FAIL("not refused");
  } catch (parameter_error const& e) {
    CHECK(e.category() == "rate_mismatch");
    CHECK(e.expected() == "10000 Hz");
    CHECK(e.actual() == "20000 Hz");
  }
}
