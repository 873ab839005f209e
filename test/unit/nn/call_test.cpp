// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/call.hpp.

#include <convolt/nn/call.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using nn::detail::convolution_call;

namespace {

convolution_call call(bool transposed) {
  convolution_call c{.where = "nn::f", .parameters = {}, .transposed = transposed};
  c.parameters.strides = {2};
  c.parameters.pad = raw_padding{{1, 1}};
  c.parameters.layout = transposed ? dimension_numbers{"NLC", "LOI", "NLC"} : dimension_numbers{"NLC", "LIO", "NLC"};
  return c;
}

}  // namespace

TEST_CASE("a call without batch is resolved as one of a batch of one, whose axis is gone") {
  convolution_call c = call(false);
  auto const batched = resolve(c, {1, 9, 4}, {3, 4, 5}, sizeof(float));
  CHECK(batched.out_shape == index_list{1, 5, 5});
  c.batched = false;
  auto const single = resolve(c, {9, 4}, {3, 4, 5}, sizeof(float));
  CHECK(single.out_shape == index_list{5, 5});
  CHECK(single.batch == 1);
  CHECK(single.lhs_feature_axis == batched.lhs_feature_axis - 1);
  CHECK(single.out_feature_axis == batched.out_feature_axis - 1);
  CHECK(single.axes[0].lhs_axis == batched.axes[0].lhs_axis - 1);
  CHECK(single.axes[0].out_axis == batched.axes[0].out_axis - 1);
  CHECK(single.axes[0].rhs_axis == batched.axes[0].rhs_axis);
}

TEST_CASE("a kernel is flipped where the call asks for it, alone or as part of the transposition") {
  convolution_call c = call(true);
  CHECK_FALSE(resolve(c, {1, 9, 4}, {3, 5, 4}, sizeof(float)).flip_kernel);
  c.flip_kernel = true;
  CHECK(resolve(c, {1, 9, 4}, {3, 5, 4}, sizeof(float)).flip_kernel);
}

TEST_CASE("what cannot be resolved is an error of the function that was called") {
  auto const e = test::thrown_by<shape_error>([] { resolve(call(false), {1, 9, 3}, {3, 4, 5}, sizeof(float)); });
  CHECK(e.category() == "channel_mismatch");
  CHECK(e.where() == "nn::f");
}
