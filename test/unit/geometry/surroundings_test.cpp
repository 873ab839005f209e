// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/geometry/surroundings.hpp.

#include <convolt/geometry/surroundings.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <string>

using namespace convolt;

namespace {

geometry::resolved_conv resolved(index_list const& lhs, pad_pair pad, steps const& lhs_dilation = {}) {
  index_list const rhs{2, 1, 3};
  padding const around{pad};
  return geometry::resolve_conv("here", {lhs.begin(), lhs.size()}, {rhs.begin(), rhs.size()},
                                {.strides = {2}, .pad = around, .lhs_dilation = lhs_dilation});
}

}  // namespace

TEST_CASE("an input with its surroundings needs no padding") {
  index_list const lhs{4, 1, 7};
  auto const inner = geometry::with_surroundings("here", boundary::reflect, resolved(lhs, {2, -1}), lhs, 8);
  CHECK(inner.shape == index_list{4, 1, 8});
  CHECK(inner.r.axes[0].input == 8);
  CHECK(inner.r.axes[0].pad_lo == 0);
  CHECK(inner.r.axes[0].pad_hi == 0);
  CHECK(inner.r.axes[0].output == resolved(lhs, {2, -1}).axes[0].output);
}

TEST_CASE("an axis without samples does not go on, and one with gaps has no pattern that could") {
  index_list const nothing{4, 1, 0}, some{4, 1, 5};
  auto const empty = test::thrown_by<parameter_error>([&] {
    static_cast<void>(geometry::with_surroundings("here", boundary::circular, resolved(nothing, {2, 2}), nothing, 8));
  });
  CHECK(empty.category() == "bad_padding");
  CHECK(std::string(empty.what()).find("circular") != std::string::npos);
  auto const gaps = test::thrown_by<parameter_error>([&] {
    static_cast<void>(geometry::with_surroundings("here", boundary::replicate, resolved(some, {2, 2}, {3}), some, 8));
  });
  CHECK(gaps.category() == "parameter_not_applicable");
  CHECK(std::string(gaps.what()).find("lhs_dilation") != std::string::npos);
}

TEST_CASE("before its ends are folded an output has all places that an input reaches") {
  index_list const lhs{1, 1, 4}, rhs{1, 1, 3};
  steps const strides{2};
  padding const pad{{1, 1}};
  auto const r = geometry::resolve_conv_transpose("here", {lhs.begin(), lhs.size()}, {rhs.begin(), rhs.size()},
                                                  {.strides = strides, .pad = pad, .layout = {"NCW", "OIW", "NCW"}});
  auto const inner = geometry::before_folding("here", r, 8);
  CHECK(inner.shape[2] == (4 - 1) * 2 + 1 + 2);
  CHECK(inner.r.axes[0].pad_lo == 2);
  CHECK(inner.r.axes[0].pad_hi == 2);
}
