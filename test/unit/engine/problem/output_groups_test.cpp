// SPDX-License-Identifier: BSD-3-Clause
/// Which outputs read the same samples.
#include <convolt/engine/problem/output_groups.hpp>

#include <support/catch.hpp>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::taps_on_input;
using namespace convolt::engine;

TEST_CASE("the outputs of a group read the same samples, and all outputs are in a group") {
  for (index s = 2; s <= 4; ++s) {
    for (index taps = 1; taps <= 3; ++taps) {
      for (index pad = -4; pad <= 9; ++pad) {
        for (index outputs = 1; outputs <= 12; ++outputs) {
          axis_problem const a{
              .input = 100, .weights = s * taps, .output = outputs, .input_dilation = s, .pad_lo = pad};
          output_groups const g = shared_groups(a);
          CAPTURE(s, taps, pad, outputs);
          CHECK(g.first_output <= 0);
          CHECK(g.first_output > -s);
          CHECK(g.first_output + g.groups * s >= outputs);
          CHECK(g.first_output + (g.groups - 1) * s < outputs);
          for (index j = 0; j < g.groups; ++j) {
            for (index e = 0; e < s; ++e) {
              index const t = g.first_output + j * s + e;
              if (t < 0 || t >= outputs || j < g.pad_lo) { continue; }
              auto const met = taps_on_input(a, t);
              CHECK(met.first_input == j - g.pad_lo);
              CHECK(met.count == taps);
              CHECK(met.first_tap == s - 1 - e);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("only whole phases without strides and dilated kernels share samples") {
  axis_problem const a{.input = 9, .weights = 4, .output = 18, .input_dilation = 2};
  CHECK(can_share_samples(a));
  axis_problem other = a;
  other.weights = 3;
  CHECK_FALSE(can_share_samples(other));
  other = a;
  other.stride = 2;
  CHECK_FALSE(can_share_samples(other));
  other = a;
  other.weights_dilation = 3;
  CHECK_FALSE(can_share_samples(other));
}

TEST_CASE("the outputs of a phase are groups of one") {
  axis_problem const a{.input = 9, .weights = 3, .output = 17, .input_dilation = 2, .pad_lo = 1};
  for (index number = 0; number < 2; ++number) {
    output_groups const g = phase_groups(a, number);
    CHECK(g.members == 1);
    for (index j = 0; j < g.groups; ++j) {
      auto const met = taps_on_input(a, g.first_output + j * g.period);
      for (index k = 0; k < g.taps; ++k) {
        index const sample = j * g.stride - g.pad_lo + k * g.dilation;
        bool const exists = sample >= 0 && sample < a.input;
        index const tap = g.first_tap + k * g.tap_step;
        bool found = false;
        for (index i = 0; i < met.count; ++i) {
          found = found || (met.first_tap + i * met.tap_step == tap && met.first_input + i * met.input_step == sample);
        }
        CHECK(found == exists);
      }
    }
  }
}

}  // namespace
