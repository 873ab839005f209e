// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/clock.hpp>

#include <convolt/units.hpp>
#include <support/catch.hpp>

namespace {

using namespace convolt::units::spelled;
using convolt::any_unit;
using convolt::dsp::detail::plain_axis;
using convolt::dsp::detail::stream_clock;

constexpr double precision = 2e-16;

plain_axis axis_in_ms(double start, double step) {
  return {.exists = true, .start = start, .step = step, .unit = any_unit(ms)};
}

}  // namespace

TEST_CASE("a clock counts samples from 0 s where no axis says otherwise", "[dsp]") {
  stream_clock clock(1000);
  clock.advance(clock.place(any_unit(mV), {}, 0), 10);
  CHECK(clock.count() == 10);
  CHECK(clock.time_of(10, any_unit(convolt::second{})) == Approx(0.01));
  // Then one does, and says when the first sample was.
  clock.advance(clock.place(any_unit(mV), axis_in_ms(110, 1), precision), 5);
  CHECK(clock.time_of(0, any_unit(convolt::second{})) == Approx(0.1));
  clock.reset();
  CHECK(clock.count() == 0);
  CHECK(clock.time_of(0, any_unit(convolt::second{})) == 0);
  CHECK_NOTHROW(clock.place(any_unit(mA), axis_in_ms(7, 1), precision));
}

TEST_CASE("gaps and overlaps between chunks are refused with both times", "[dsp]") {
  stream_clock clock(1000);
  clock.advance(clock.place(any_unit(mV), axis_in_ms(5, 1), precision), 10);
  CHECK_NOTHROW(clock.place(any_unit(mV), axis_in_ms(15.0005, 1), precision));
  CHECK_THROWS_WITH(clock.place(any_unit(mV), axis_in_ms(16, 1), precision),
                    Catch::Contains("after a gap; expected 15 ms, got 16 ms"));
  CHECK_THROWS_WITH(clock.place(any_unit(mV), axis_in_ms(14, 1), precision),
                    Catch::Contains("overlaps what came before; expected 15 ms, got 14 ms"));
  CHECK_NOTHROW(clock.place(any_unit(mV), {}, 0));  // arrays without an axis go on there
  CHECK(clock.count() == 10);
}

TEST_CASE("chunks go on for days, on axes in float too", "[dsp]") {
  stream_clock clock(30'000);
  double const step = 1. / 30;
  clock.advance(clock.place(any_unit(mV), axis_in_ms(0, step), precision), 30'000LL * 86'400);
  CHECK_NOTHROW(clock.place(any_unit(mV), axis_in_ms(86'400'000., step), precision));
  CHECK_THROWS(clock.place(any_unit(mV), axis_in_ms(86'400'000. + step, step), precision));
  CHECK_NOTHROW(clock.place(any_unit(mV), axis_in_ms(static_cast<double>(86'400'004.F), step), 1.2e-7));
}

TEST_CASE("the first axis says how long a step is, within the tolerance of the rate", "[dsp]") {
  stream_clock clock(1000);
  clock.advance(clock.place(any_unit(mV), axis_in_ms(0, 1.0005), precision), 1'000'000);
  CHECK_NOTHROW(clock.place(any_unit(mV), axis_in_ms(1'000'500, 1.0005), precision));
  CHECK_THROWS_WITH(clock.place(any_unit(mV), axis_in_ms(1'000'500, 0.5), precision), Catch::Contains("2000 Hz"));
  CHECK_THROWS_AS(clock.place(any_unit(mV), axis_in_ms(0, -1), precision), convolt::parameter_error);
}

TEST_CASE("chunks in another unit are refused with both", "[dsp]") {
  stream_clock clock(1000);
  clock.advance(clock.place(any_unit(mV), {}, 0), 1);
  CHECK_NOTHROW(clock.place(any_unit(mV * Hz * convolt::second{}), {}, 0));  // the same numbers mean the same
  CHECK_THROWS_WITH(clock.place(any_unit(uV), {}, 0), Catch::Contains("expected mV, got uV"));
  CHECK_THROWS_AS(clock.place(any_unit(mV), {.exists = true, .start = 0, .step = 1, .unit = any_unit(um)}, precision),
                  convolt::unit_error);
}
