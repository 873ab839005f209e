// SPDX-License-Identifier: BSD-3-Clause
/// Phases computed one by one are the whole convolution, and none of them has a dilated input.
#include <convolt/engine/problem/phases.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using convolt::engine::axis_phase;
using convolt::engine::axis_problem;
using convolt::engine::operands;
using convolt::engine::phase_count;
using convolt::engine::phase_of;

TEST_CASE("a dense input has one phase, which is the axis itself") {
  constexpr axis_problem a{.input = 10, .weights = 3, .output = 4, .stride = 2, .weights_dilation = 2, .pad_lo = 1};
  static_assert(phase_count(a) == 1);
  constexpr axis_phase f = phase_of(a, 0);
  CHECK(f.outputs == 4);
  CHECK(f.output_step == 1);
  CHECK(f.taps == 3);
  CHECK(f.stride == 2);
  CHECK(f.dilation == 2);
  CHECK(f.pad_lo == 1);
}

TEST_CASE("kernel 4 with stride 2 transposed: two phases of two taps each") {
  constexpr axis_problem a{.input = 8, .weights = 4, .output = 16, .input_dilation = 2, .pad_lo = 2};
  static_assert(phase_count(a) == 2);
  for (convolt::index r : {0, 1}) {
    axis_phase const f = phase_of(a, r);
    CHECK(f.outputs == 8);
    CHECK(f.first_output == r);
    CHECK(f.output_step == 2);
    CHECK(f.taps == 2);
    CHECK(f.first_tap == r);
    CHECK(f.tap_step == 2);
    CHECK(f.stride == 1);
    CHECK(f.dilation == 1);
  }
}

TEST_CASE("an output that no tap reaches belongs to a phase without taps") {
  constexpr axis_problem a{.input = 3, .weights = 1, .output = 6, .input_dilation = 3};
  static_assert(phase_count(a) == 3);
  CHECK(phase_of(a, 0).taps == 1);
  CHECK(phase_of(a, 1).taps == 0);
  CHECK(phase_of(a, 2).taps == 0);
  CHECK(phase_of(a, 2).outputs == 2);
}

TEST_CASE("there are no more phases than outputs") {
  static_assert(phase_count(axis_problem{.input = 3, .weights = 2, .output = 2, .input_dilation = 7}) == 2);
  static_assert(phase_count(axis_problem{.input = 3, .weights = 2, .output = 0, .input_dilation = 7}) == 1);
}

TEST_CASE("the phases together compute what the whole problem does") {
  int several = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random(seed);
    test::arrays<float> a(random, test::random_extents(random, {.channels = 3}));
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<float> whole = a.output;
    std::vector<float> parts = a.output;
    convolt::engine::run_reference(a.p, a.view(whole, true));
    operands<float> const x = a.view(parts, true);
    convolt::index const count = phase_count(a.p);
    for (convolt::index number = 0; number < count; ++number) {
      convolt::engine::phase_problem const f = convolt::engine::phase(a.p, number);
      for (std::size_t d = 0; d < f.p.rank; ++d) { CHECK(f.p.axes[d].input_dilation == 1); }
      operands<float> moved = x;
      moved.weights += f.weights_offset;
      moved.output += f.output_offset;
      convolt::engine::run_reference(f.p, moved);
    }
    CHECK(parts == whole);
    several += count > 1;
  }
  CHECK(several > 120);
}

}  // namespace
