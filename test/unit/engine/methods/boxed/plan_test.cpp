// SPDX-License-Identifier: BSD-3-Clause
/// The plan of channels-first problems: which arrays are copied, and how large the copies are.
#include <convolt/engine/methods/boxed/plan.hpp>

#include <support/catch.hpp>

#include <cstddef>

namespace {

namespace boxed = convolt::engine::methods::boxed;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;
using planner = boxed::planner<float, default_arch>;

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

boxed::phase_list plan(problem const& p, boxed::options const& options) {
  return planner::make(p, channel_runs(p).front(), options);
}

TEST_CASE("arrays whose channels are neighbours are not copied") {
  problem p = image(1);
  CHECK(boxed::arrays_to_copy(p).input);
  CHECK(boxed::arrays_to_copy(p).output);
  p.input_channel_step = 1;
  p.out_channels = 1;
  CHECK_FALSE(boxed::arrays_to_copy(p).input);
  CHECK_FALSE(boxed::arrays_to_copy(p).output);
}

TEST_CASE("a box that holds everything has copies of that size") {
  boxed::phase_list const whole = plan(image(2), {.limits = {.input = 1 << 30, .output = 1 << 30}});
  CHECK(whole.boxes.size() == 1);
  CHECK(whole.phases.size() == 4);
  CHECK(whole.input_size == 64 * 256);
  CHECK(whole.output_size == planner::pitch(whole.panels) * 1024);
  CHECK(whole.packed_size() == 4 * 4 * 64 * whole.panels.vectors() * planner::width);
  CHECK(whole.most_tiles >= 1024 / planner::rows(whole.panels, false));
}

TEST_CASE("smaller boxes have smaller copies, and what is not copied has none") {
  boxed::phase_list const whole = plan(image(1), {.limits = {.input = 1 << 30, .output = 1 << 30}});
  boxed::phase_list const cut = plan(image(1), {.limits = {.input = 30'000, .output = 30'000}});
  CHECK(cut.boxes.size() > 1);
  CHECK(cut.input_size * static_cast<index>(sizeof(float)) <= 30'000);
  CHECK(cut.output_size * static_cast<index>(sizeof(float)) <= 30'000);
  CHECK(cut.most_tiles < whole.most_tiles);
  boxed::phase_list const output_only = plan(image(1), {.copied = {.input = false, .output = true}});
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
  boxed::phase_list const merged = plan(p, {});
  boxed::phase_list const exact = plan(p, {.exact = true});
  CHECK(merged.phases[0].rows.span == 4);
  CHECK(exact.phases[0].rows.span == 1);
  CHECK(exact.most_tiles == 256);
}

}  // namespace
