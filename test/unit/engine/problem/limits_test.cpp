// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/problem/limits.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

using convolt::engine::axis_problem;
using convolt::engine::beyond_methods;
using convolt::engine::problem;

/// 20 samples, a window of 3, and 18 outputs.
problem plain() {
  problem p;
  p.rank = 1;
  p.axes[0].input = 20;
  p.axes[0].weights = 3;
  p.axes[0].output = 18;
  p.axes[0].input_step = p.axes[0].weights_step = p.axes[0].output_step = 1;
  return p;
}

std::string reason(problem const& p) {
  char const* const text = beyond_methods(p);
  return text == nullptr ? "" : text;
}

}  // namespace

TEST_CASE("methods are asked about ordinary problems") { CHECK(reason(plain()).empty()); }

TEST_CASE("methods are not asked where nothing is multiplied") {
  for (auto const member : {&axis_problem::input, &axis_problem::weights, &axis_problem::output}) {
    problem p = plain();
    p.axes[0].*member = 0;
    CHECK(reason(p) == "there is nothing to multiply");
  }
  problem p = plain();
  p.in_channels = 0;
  CHECK(reason(p) == "there is nothing to multiply");
}

TEST_CASE("methods are not asked where positions may not fit in an index") {
  convolt::index const most = std::numeric_limits<convolt::index>::max();
  for (convolt::index const far : {most, -most, -most - 1, most / 2, -(most / 2), convolt::index{1} << 48}) {
    problem p = plain();
    p.axes[0].pad_lo = far;
    CHECK(reason(p) == "strides, dilations or paddings are too large");
    p = plain();
    p.axes[0].input_step = far;
    CHECK(reason(p) == "strides, dilations or paddings are too large");
  }
  for (auto const member : {&axis_problem::stride, &axis_problem::weights_dilation, &axis_problem::input_dilation}) {
    problem p = plain();
    p.axes[0].*member = most / 4;
    CHECK(reason(p) == "strides, dilations or paddings are too large");
    p.axes[0].*member = convolt::index{1} << 33;
    if (member == &axis_problem::input_dilation) { p.axes[0].output = 1; }
    CHECK(reason(p).empty());
  }
}

TEST_CASE("methods are not asked to list millions of phases") {
  problem p = plain();
  p.axes[0].input_dilation = 1000000;
  p.axes[0].output = 3000000;
  CHECK(reason(p) == "there are too many phases to list");
  p.axes[0].input_dilation = convolt::engine::most_phases;
  CHECK(reason(p).empty());
  p.rank = 2;
  p.axes[1] = p.axes[0];
  CHECK(reason(p) == "there are too many phases to list");
  p.axes[0].output = p.axes[1].output = 100;  // most phases have no output then
  CHECK(reason(p).empty());
}

TEST_CASE("padding is far beyond 2^40, on any axis and in either direction") {
  problem p = plain();
  p.rank = 2;
  p.axes[1] = p.axes[0];
  convolt::index const most = convolt::index{1} << 40;
  CHECK_FALSE(convolt::engine::has_far_padding(p));
  for (std::size_t d = 0; d < 2; ++d) {
    problem q = p;
    for (convolt::index const near : {most, -most}) {
      q.axes[d].pad_lo = near;
      CHECK_FALSE(convolt::engine::has_far_padding(q));
    }
    for (convolt::index const far : {most + 1, -most - 1, std::numeric_limits<convolt::index>::min()}) {
      q.axes[d].pad_lo = far;
      CHECK(convolt::engine::has_far_padding(q));
    }
  }
  p.rank = 0;
  p.axes[0].pad_lo = most + 1;  // of no axis
  CHECK_FALSE(convolt::engine::has_far_padding(p));
}
