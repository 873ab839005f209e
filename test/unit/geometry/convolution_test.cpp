// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/convolution.hpp: whole calls that are accepted. Those that are not
/// stand in rejections_test.cpp.
#include <convolt/geometry/convolution.hpp>
#include <support/catch.hpp>

#include <type_traits>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::forward_padding;
using convolt::index;
using convolt::index_list;
using geometry::conv_parameters;
using geometry::resolved_conv;
using shape = std::vector<index>;

namespace {

resolved_conv conv(shape const& lhs, shape const& rhs, conv_parameters const& p) {
  return geometry::resolve_conv("lax::conv", lhs, rhs, p);
}
resolved_conv conv_transpose(shape const& lhs, shape const& rhs, conv_parameters const& p) {
  return geometry::resolve_conv_transpose("lax::conv_transpose", lhs, rhs, p);
}

static_assert(std::is_trivially_copyable_v<resolved_conv>);

}  // namespace

TEST_CASE("convolution: a layout with channels last") {
  resolved_conv const r =
      conv({2, 9, 9, 3}, {3, 3, 3, 8}, {.strides = {2, 1}, .pad = convolt::same, .layout = {"NHWC", "HWIO", "NHWC"}});
  CHECK(r.out_shape == index_list{2, 5, 9, 8});
}

TEST_CASE("convolution: a forward convolution in its default layout") {
  resolved_conv const r = conv({2, 4, 8, 10}, {6, 4, 3, 2}, {.strides = {1, 3}, .pad = {{1, 1}, {0, -2}}});
  CHECK(r.out_shape == index_list{2, 6, 8, 3});
  CHECK(r.batch == 2);
  CHECK(r.in_channels == 4);
  CHECK(r.out_channels == 6);
  CHECK_FALSE(r.flip_kernel);
  CHECK_FALSE(r.swapped_kernel);
  REQUIRE(r.axes.size() == 2);
  CHECK(r.axes[0].letter == 'H');
  CHECK(r.axes[1].letter == 'W');
  CHECK(r.axes[1].input == 10);
  CHECK(r.axes[1].kernel == 2);
  CHECK(r.axes[1].output == 3);
  CHECK(r.axes[1].stride == 3);
  CHECK(r.axes[1].pad_hi == -2);
  CHECK(r.axes[1].lhs_axis == 3);
  CHECK(r.rhs_out_axis == 0);
  CHECK(r.rhs_in_axis == 1);
  CHECK(r.rhs_group_axis == 0);
  CHECK(r.rhs_group_step == 6);
}

TEST_CASE("convolution: window parameters follow the kernel's letters, whatever the operands' order") {
  resolved_conv const r =
      conv({3, 20, 7, 5}, {2, 6, 4, 3}, {.strides = {1, 5}, .pad = convolt::valid, .layout = {"CWHN", "OHWI", "NCHW"}});
  CHECK(r.batch == 5);
  CHECK(r.in_channels == 3);
  CHECK(r.axes[0].letter == 'H');
  CHECK(r.axes[0].input == 7);
  CHECK(r.axes[0].kernel == 6);
  CHECK(r.axes[0].lhs_axis == 2);
  CHECK(r.axes[0].rhs_axis == 1);
  CHECK(r.axes[1].input == 20);
  CHECK(r.axes[1].stride == 5);
  CHECK(r.axes[1].lhs_axis == 1);
  CHECK(r.axes[1].out_axis == 3);
  CHECK(r.lhs_batch_axis == 3);
  CHECK(r.lhs_feature_axis == 0);
  CHECK(r.rhs_in_axis == 3);
  CHECK(r.out_batch_axis == 0);
  CHECK(r.out_feature_axis == 1);
  CHECK(r.out_shape == index_list{5, 2, 2, 4});
}

TEST_CASE("convolution: spatial ranks 0 and 8, and layouts of more than three axes") {
  resolved_conv const product = conv({5, 3}, {7, 3}, {.strides = {}, .pad = {}});
  CHECK(product.out_shape == index_list{5, 7});
  CHECK(product.axes.empty());
  CHECK(conv({5, 3}, {7, 3}, {.pad = convolt::same}).out_shape == index_list{5, 7});
  CHECK(conv_transpose({5, 3}, {3, 7}, {.pad = convolt::valid}).out_shape == index_list{5, 7});
  shape const ten{1, 1, 2, 3, 2, 3, 2, 3, 2, 3};
  CHECK(conv(ten, ten, {.strides = shape(8, 1), .pad = convolt::same}).out_shape == index_list(ten.begin(), ten.end()));
}

TEST_CASE("convolution: empty batches, channels and axes are legal, and so is a kernel that does not fit") {
  CHECK(conv({0, 3, 8}, {4, 3, 3}, {.strides = {1}, .pad = convolt::valid}).out_shape == index_list{0, 4, 6});
  CHECK(conv({2, 0, 8}, {4, 0, 3}, {.strides = {1}, .pad = convolt::valid}).out_shape == index_list{2, 4, 6});
  CHECK(conv({2, 3, 8}, {0, 3, 3}, {.strides = {1}, .pad = convolt::valid}).out_shape == index_list{2, 0, 6});
  CHECK(conv({2, 3, 0}, {4, 3, 3}, {.strides = {1}, .pad = convolt::same}).out_shape == index_list{2, 4, 0});
  CHECK(conv({2, 3, 2}, {4, 3, 3}, {.strides = {1}, .pad = convolt::valid}).out_shape == index_list{2, 4, 0});
  CHECK(conv({2, 3, 0}, {4, 3, 3}, {.strides = {1}, .pad = {{2, 2}}, .lhs_dilation = {2}}).out_shape ==
        index_list{2, 4, 2});
  CHECK(conv_transpose({2, 0, 2}, {3, 2, 2}, {.strides = {2}, .pad = convolt::same}).out_shape == index_list{2, 1, 2});
}

TEST_CASE("convolution: a transposed convolution in its default layout") {
  resolved_conv const r = conv_transpose({2, 6, 3}, {3, 3, 4}, {.strides = {2}, .pad = convolt::same});
  CHECK(r.out_shape == index_list{2, 12, 4});
  CHECK_FALSE(r.flip_kernel);
  CHECK(r.axes[0].letter == 'H');
  CHECK(r.axes[0].stride == 1);
  CHECK(r.axes[0].input_dilation == 2);
  CHECK(r.axes[0].pad_lo == 2);
  CHECK(r.axes[0].pad_hi == 1);
  CHECK(conv_transpose({2, 28, 28, 16}, {4, 4, 16, 8}, {.strides = {2, 3}, .pad = convolt::valid}).out_shape ==
        index_list{2, 58, 85, 8});
  CHECK(conv_transpose({1, 2, 3, 4, 1}, {1, 1, 1, 1, 1}, {.strides = {1, 2, 3}, .pad = convolt::same}).axes[2].letter ==
        'D');
}

TEST_CASE("convolution: transpose_kernel swaps the channels of the kernel and flips it") {
  resolved_conv const r =
      conv_transpose({2, 6, 3}, {3, 4, 3}, {.strides = {2}, .pad = convolt::same, .transpose_kernel = true});
  CHECK(r.out_shape == index_list{2, 12, 4});
  CHECK(r.flip_kernel);
  CHECK(r.swapped_kernel);
  CHECK(r.rhs_out_axis == 1);
  CHECK(r.rhs_in_axis == 2);
}

TEST_CASE("convolution: feature groups") {
  resolved_conv const forward =
      conv({2, 6, 8}, {4, 3, 3}, {.strides = {1}, .pad = convolt::valid, .feature_group_count = 2});
  CHECK(forward.out_channels == 4);
  CHECK(forward.rhs_group_axis == 0);
  CHECK(forward.rhs_group_step == 2);

  resolved_conv const correlated =
      conv_transpose({2, 8, 6}, {3, 3, 4}, {.strides = {2}, .pad = convolt::same, .feature_group_count = 2});
  CHECK(correlated.out_shape == index_list{2, 16, 4});
  CHECK(correlated.rhs_group_axis == 2);
  CHECK(correlated.rhs_group_step == 2);

  // The kernel of the grouped forward convolution: (k, out / groups, in).
  resolved_conv const adjoint = conv_transpose(
      {2, 8, 6}, {3, 5, 6}, {.strides = {2}, .pad = convolt::same, .feature_group_count = 2, .transpose_kernel = true});
  CHECK(adjoint.out_shape == index_list{2, 16, 10});
  CHECK(adjoint.out_channels == 10);
  CHECK(adjoint.rhs_out_axis == 1);
  CHECK(adjoint.rhs_in_axis == 2);
  CHECK(adjoint.rhs_group_axis == 2);
  CHECK(adjoint.rhs_group_step == 3);
}

TEST_CASE("convolution: batch groups divide the batch and the output channels, not the kernel's input") {
  resolved_conv const r = conv({6, 3, 8}, {4, 3, 3}, {.strides = {1}, .pad = convolt::valid, .batch_group_count = 2});
  CHECK(r.batch == 6);
  CHECK(r.out_shape == index_list{3, 4, 6});
  resolved_conv const up = conv_transpose(
      {6, 8, 3}, {3, 4, 3}, {.strides = {1}, .pad = convolt::same, .batch_group_count = 2, .transpose_kernel = true});
  CHECK(up.out_shape == index_list{3, 8, 4});
}

TEST_CASE("convolution: output_padding and output_size of forward_padding") {
  conv_parameters p{.strides = {2}, .pad = forward_padding{{1, 1}}};
  CHECK(conv_transpose({2, 5, 3}, {3, 3, 4}, p).out_shape == index_list{2, 9, 4});
  p.output_padding = {1};
  CHECK(conv_transpose({2, 5, 3}, {3, 3, 4}, p).out_shape == index_list{2, 10, 4});
  p.output_padding = {};
  p.output_size = {10};
  resolved_conv const r = conv_transpose({2, 5, 3}, {3, 3, 4}, p);
  CHECK(r.out_shape == index_list{2, 10, 4});
  CHECK(r.axes[0].pad_hi == 2);
}
