// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/problem.hpp.

#include <convolt/lax/problem.hpp>

#include <support/catch.hpp>

#include <array>

using namespace convolt;

namespace {

geometry::resolved_conv resolved(bool transpose_kernel, convolt::index feature_groups) {
  std::array<convolt::index, 4> const lhs{2, 7, 5, 6};                                      // N H W C
  std::array<convolt::index, 4> const rhs{3, 2, transpose_kernel ? 4 : 6 / feature_groups,  // H W I
                                          transpose_kernel ? 6 : 4 * feature_groups};       // O
  geometry::conv_parameters p;
  p.strides = {2, 3};
  p.pad = raw_padding{{1, 0}, {2, -1}};
  p.rhs_dilation = {2, 1};
  p.feature_group_count = feature_groups;
  p.transpose_kernel = transpose_kernel;
  return geometry::resolve_conv_transpose("f", lhs, rhs, p);
}

}  // namespace

TEST_CASE("the problem of a call has its extents, its window and the strides of its arrays") {
  auto const r = resolved(false, 1);
  auto const p = lax::resolved::make_problem(r, {1000, 100, 10, 1}, {2000, 200, 20, 2}, {3000, 300, 30, 3}, 7);
  CHECK(engine::fault_of(p) == nullptr);
  CHECK(p.rank == 2);
  CHECK(p.batch == 2);
  CHECK(p.in_channels == 6);
  CHECK(p.out_channels == 4);
  CHECK(p.input_batch_step == 1000);
  CHECK(p.input_channel_step == 1);
  CHECK(p.weights_in_step == 20);
  CHECK(p.weights_out_step == 2);
  CHECK(p.output_batch_step == 3000);
  CHECK(p.output_channel_step == 3);
  CHECK(p.bias_step == 7);
  engine::axis_problem const& h = p.axes[0];
  CHECK(h.input == 7);
  CHECK(h.weights == 3);
  CHECK(h.output == 10);  // (7 - 1) * 2 + 1 + 1 - 4
  CHECK(h.stride == 1);
  CHECK(h.input_dilation == 2);
  CHECK(h.weights_dilation == 2);
  CHECK(h.pad_lo == 1);
  CHECK(h.input_step == 100);
  CHECK(h.weights_step == 2000);
  CHECK(h.output_step == 300);
  CHECK(p.axes[1].weights_step == 200);
  CHECK(p.axes[1].input_dilation == 3);
  CHECK(lax::resolved::flip_offset(r, {2000, 200, 20, 2}) == 0);
}

TEST_CASE("a flipped kernel is read backwards from its last tap, and a swapped one by its other axis") {
  auto const r = resolved(true, 1);
  auto const p = lax::resolved::make_problem(r, {1000, 100, 10, 1}, {2000, 200, 20, 2}, {3000, 300, 30, 3}, 0);
  CHECK(p.axes[0].weights_step == -2000);
  CHECK(p.axes[1].weights_step == -200);
  CHECK(lax::resolved::flip_offset(r, {2000, 200, 20, 2}) == 2 * 2000 + 200);
  CHECK(p.weights_in_step == 2);
  CHECK(p.weights_out_step == 20);
}

TEST_CASE("groups lie behind one another on the kernel's O axis") {
  auto const plain = lax::resolved::make_problem(resolved(false, 2), {1, 1, 1, 1}, {2000, 200, 20, 2}, {1, 1, 1, 1}, 0);
  CHECK(plain.feature_groups == 2);
  CHECK(plain.in_channels == 3);
  CHECK(plain.out_channels == 8);
  CHECK(plain.weights_group_step == 4 * 2);
  auto const swapped =
      lax::resolved::make_problem(resolved(true, 2), {1, 1, 1, 1}, {2000, 200, 20, 2}, {1, 1, 1, 1}, 0);
  CHECK(swapped.in_channels == 3);
  CHECK(swapped.out_channels == 8);
  CHECK(swapped.weights_group_step == 3 * 2);
}
