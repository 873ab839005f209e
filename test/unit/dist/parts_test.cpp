// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/parts.hpp: the arrays and problems of a rank. That the parts compute what they should
/// is in conv_test.cpp.
#include <convolt/dist/parts.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/halo.hpp>
#include <convolt/geometry/shares.hpp>
#include <support/catch.hpp>
#include <unit/dist/world.hpp>

#include <array>
#include <cstddef>
#include <vector>

#if defined(CONVOLT_HAS_MPI)

namespace {

namespace dist = convolt::dist;
namespace geometry = convolt::geometry;
using convolt::index;

/// A signal of one channel and ten samples per rank, and five taps of 1.
dist::split_problem moving_sum(dist::ranks const& all) {
  dist::split_problem s;
  std::array<index, 3> const lhs{1, 1, 10 * all.count()}, rhs{1, 1, 5};
  convolt::steps const strides{1};
  convolt::padding const pad = convolt::same;
  s.whole = geometry::resolve_conv("test", lhs, rhs, {.strides = strides, .pad = pad});
  geometry::shares const each(10 * all.count(), all.count());
  s.halo = geometry::halo_of(s.split_axis(), each, each, all.rank());
  s.lhs_shape = {1, 1, 10};
  s.out_shape = {1, 1, 10};
  s.rhs_strides = {5, 5, 1};
  return s;
}

TEST_CASE("the problem of one rank has the extents of all, and row-major steps") {
  dist::ranks const all(test::world());
  convolt::engine::problem const p = moving_sum(all).on_one_rank();
  CHECK(p.axes[0].input == 10 * all.count());
  CHECK(p.input_batch_step == 10 * all.count());
  CHECK(p.axes[0].input_step == 1);
}

TEST_CASE("a rank computes its outputs from its samples and those of its neighbours") {
  dist::ranks const all(test::world());
  dist::split_problem const s = moving_sum(all);
  std::vector<float> x(10), taps(5, 1.F), y(10, -1.F);
  for (std::size_t i = 0; i < 10; ++i) { x[i] = static_cast<float>(all.rank() * 10 + static_cast<index>(i)); }
  dist::split_operands<float, float> const numbers{.lhs = x.data(), .rhs = taps.data(), .out = y.data()};
  dist::split_run<float, float, convolt::target_arch> run(all, s, numbers, convolt::engine::precision_level::highest);
  run.run({});
  int wrong = 0;
  for (index i = 0; i < 10; ++i) {
    index sum = 0;
    for (index q = -2; q <= 2; ++q) {
      index const at = all.rank() * 10 + i + q;
      if (at >= 0 && at < 10 * all.count()) { sum += at; }
    }
    wrong += y[static_cast<std::size_t>(i)] != static_cast<float>(sum);
  }
  CHECK(wrong == 0);
}

}  // namespace

#endif
