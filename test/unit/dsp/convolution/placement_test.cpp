// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/placement.hpp.

#include <convolt/dsp/convolution/placement.hpp>

#include <convolt/core/error.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using namespace convolt::units;
using dsp::detail::kernel_axis;
using dsp::detail::place;
using dsp::detail::plain_axis;

namespace {

plain_axis const t{.exists = true, .start = 5, .step = 0.1, .unit = ms};

double shift_of(padding_kind mode, kernel_axis const& h, bool correlates = false) {
  return place("here", mode, 10, h, correlates, t).shift;
}

}  // namespace

TEST_CASE("axes become numbers") {
  auto const list = dsp::detail::as_numbers(std::make_tuple(axis(1. * ms, 0.5 * ms, 3), no_axis));
  CHECK((list[0].exists && list[0].start == 1. && list[0].step == 0.5 && list[0].unit == any_unit(ms)));
  CHECK_FALSE(list[1].exists);
}

TEST_CASE("full begins where signal and kernel begin together") {
  kernel_axis const placed{.taps = 4, .is_placed = true, .start = 3}, plain{.taps = 4};
  CHECK(shift_of(padding_kind::full, placed) == 3);
  CHECK(shift_of(padding_kind::full, placed, true) == -(3 + 3));
  CHECK(shift_of(padding_kind::full, plain) == -1);  // lag 0 is tap (4 - 1) / 2
  CHECK(shift_of(padding_kind::valid, placed) == 6);
  CHECK(shift_of(padding_kind::valid, plain) == 2);
}

TEST_CASE("same and causal are on the axis of the signal") {
  kernel_axis const late{.taps = 4, .is_placed = true, .start = 3}, early{.taps = 4, .is_placed = true, .start = -1};
  CHECK(shift_of(padding_kind::same, late) == 0);
  CHECK(place("here", padding_kind::same, 10, late, false, t).kept == geometry::kept_sums{-3, 10});
  CHECK(place("here", padding_kind::causal, 10, {.taps = 4}, false, t).kept == geometry::kept_sums{0, 10});
  auto const e = test::thrown_by<parameter_error>(
      [&] { static_cast<void>(place("here", padding_kind::causal, 10, early, false, t)); });
  CHECK(e.category() == "not_causal");
  CHECK(e.actual() == "-0.1 ms");
  CHECK(place("here", padding_kind::causal, 10, {.taps = 2, .is_placed = true, .start = -1}, true, t).kept.first == 0);
}

TEST_CASE("rounding is no shift, half a step is") {
  CHECK(shift_of(padding_kind::same, {.taps = 2, .is_placed = true, .start = 1.0001}) == 0);
  kernel_axis const half{.taps = 2, .is_placed = true, .start = 0.5}, far{.taps = 2, .is_placed = true, .start = 1e300};
  CHECK(shift_of(padding_kind::full, half) == 0.5);
  CHECK(test::thrown_by<parameter_error>([&] { shift_of(padding_kind::same, half); }).category() ==
        "lags_between_samples");
  CHECK(test::thrown_by<parameter_error>([&] { shift_of(padding_kind::full, far); }).category() == "size_overflow");
}

TEST_CASE("a kernel's axis is counted in steps of the signal") {
  plain_axis const in_seconds{.exists = true, .start = 2e-3, .step = 1e-4, .unit = s};
  kernel_axis const h = dsp::detail::in_steps_of("here", t, in_seconds, 30);
  CHECK(h.is_placed);
  CHECK(h.start == Approx(20));
  CHECK(dsp::detail::in_steps_of("here", {}, in_seconds, 30).start == Approx(20));  // its own, beside a plain array
  CHECK_FALSE(dsp::detail::in_steps_of("here", t, {}, 30).is_placed);
  plain_axis slightly_off = in_seconds, in_um = in_seconds;
  slightly_off.step *= 1 + 1e-4;  // 30 taps are off by 0.003 steps
  in_um.unit = um;
  auto const e = test::thrown_by<parameter_error>([&] { dsp::detail::in_steps_of("here", t, slightly_off, 30); });
  CHECK(e.category() == "step_mismatch");
  CHECK(e.expected() == "0.1 ms");
  CHECK_THROWS_AS(dsp::detail::in_steps_of("here", t, in_um, 30), unit_error);
}
