// SPDX-License-Identifier: BSD-3-Clause
/// The plan of channels-first problems: which arrays are copied, and how large the copies are.
#include <convolt/engine/channels_first_plan.hpp>

#include <support/catch.hpp>

#include <cstddef>

namespace {

using convolt::index;
using convolt::engine::arrays_to_copy;
using convolt::engine::boxed_phases;
using convolt::engine::default_arch;
using convolt::engine::problem;
using convolt::engine::with_an_axis;
using planner = convolt::engine::detail::box_planner<float, default_arch>;

/// A transposed convolution of an image, or with dilation 1 an ordinary one.
problem image(index dilation) {
  problem p;
  p.rank = 2;
  p.in_channels = 64;
  p.out_channels = 48;
  p.axes[0] = p.axes[1] = {.input = 16, .weights = 4, .output = 16 * dilation, .input_dilation = dilation, .pad_lo = 2};
  p.input_channel_step = 256;
  p.output_channel_step = 256 * dilation * dilation;
  return p;
}

boxed_phases plan(problem const& p, convolt::engine::box_options const& options) {
  return planner::make(p, channel_runs(p).front(), options);
}

TEST_CASE("arrays whose channels are neighbours are not copied") {
  problem p = image(1);
  CHECK(arrays_to_copy(p).input);
  CHECK(arrays_to_copy(p).output);
  p.input_channel_step = 1;
  p.out_channels = 1;
  CHECK_FALSE(arrays_to_copy(p).input);
  CHECK_FALSE(arrays_to_copy(p).output);
}

TEST_CASE("a problem without axes gets one of extent 1") {
  problem const p = with_an_axis(problem{});
  CHECK(p.rank == 1);
  CHECK(p.axes[0].input * p.axes[0].weights * p.axes[0].output == 1);
  CHECK(with_an_axis(image(1)) == image(1));
}

TEST_CASE("a box that holds everything has copies of that size") {
  boxed_phases const whole = plan(image(2), {.limits = {.input = 1 << 30, .output = 1 << 30}});
  CHECK(whole.boxes.size() == 1);
  CHECK(whole.phases.size() == 4);
  CHECK(whole.input_size == 64 * 256);
  CHECK(whole.output_size == planner::pitch(whole.panels) * 1024);
  CHECK(whole.packed_size() == 4 * 4 * 64 * whole.panels.vectors() * planner::width);
  CHECK(whole.most_tiles >= 1024 / planner::rows(whole.panels, false));
}

TEST_CASE("smaller boxes have smaller copies, and what is not copied has none") {
  boxed_phases const whole = plan(image(1), {.limits = {.input = 1 << 30, .output = 1 << 30}});
  boxed_phases const cut = plan(image(1), {.limits = {.input = 30'000, .output = 30'000}});
  CHECK(cut.boxes.size() > 1);
  CHECK(cut.input_size * static_cast<index>(sizeof(float)) <= 30'000);
  CHECK(cut.output_size * static_cast<index>(sizeof(float)) <= 30'000);
  CHECK(cut.most_tiles < whole.most_tiles);
  boxed_phases const output_only = plan(image(1), {.copied = {.input = false, .output = true}});
  CHECK(output_only.input_size == 0);
  CHECK(output_only.output_size > 0);
}

TEST_CASE("positions of a copy are not a multiple of sixteen cache lines apart") {
  problem p = image(1);
  CHECK(plan(p, {}).local.axes[1].input_step == 64);
  p.in_channels = 512;
  CHECK(plan(p, {}).local.axes[1].input_step == 512 + 16);
}

TEST_CASE("an exact plan has one position per tile and merges no taps") {
  problem p = image(1);
  p.in_channels = 3;
  boxed_phases const merged = plan(p, {});
  boxed_phases const exact = plan(p, {.exact = true});
  CHECK(merged.phases[0].rows.span == 4);
  CHECK(exact.phases[0].rows.span == 1);
  CHECK(exact.most_tiles == 256);
}

}  // namespace
