// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/patches.hpp.
#include <convolt/geometry/patches.hpp>
#include <support/catch.hpp>

#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::index;
using convolt::index_list;
using convolt::steps;
using geometry::conv_parameters;
using geometry::resolved_conv;
using shape = std::vector<index>;

namespace {

resolved_conv patches(shape const& lhs, steps const& filter, conv_parameters const& p) {
  return geometry::resolve_patches("f", lhs, filter, p);
}
resolved_conv local(shape const& lhs, shape const& rhs, steps const& filter, conv_parameters const& p) {
  return geometry::resolve_local("f", lhs, rhs, filter, p);
}

/// "category|argument|axis|expected|actual" of the error that `call` throws, or "fine".
std::string verdict(auto&& call) {
  try {
    call();
  } catch (convolt::error const& e) {
    return std::string(e.category()) + "|" + e.argument() + "|" + e.axis() + "|" + e.expected() + "|" + e.actual();
  }
  return "fine";
}

conv_parameters const two{.strides = {1, 1}, .pad = convolt::same};
conv_parameters const one{.strides = {1}, .pad = convolt::valid};

// A flat list of numbers is no padding of patches either.
static_assert(!std::is_convertible_v<std::vector<int>, convolt::padding>);

}  // namespace

TEST_CASE("patches: the features are channels times taps") {
  resolved_conv const r = patches({1, 5, 10, 11}, {3, 2}, two);
  CHECK(r.out_shape == index_list{1, 30, 10, 11});
  CHECK(r.out_channels == 30);
  CHECK(r.feature_groups == 5);
  CHECK(r.axes[0].kernel == 3);
  CHECK(r.axes[1].kernel == 2);
  CHECK(r.axes[1].pad_hi == 1);
}

TEST_CASE("patches: the filter follows the letters of the kernel's string") {
  resolved_conv const r =
      patches({1, 10, 11, 5}, {3, 2}, {.strides = {1, 2}, .pad = convolt::valid, .layout = {"NHWC", "WHIO", "NCHW"}});
  CHECK(r.axes[0].letter == 'W');
  CHECK(r.axes[0].kernel == 3);
  CHECK(r.out_shape == index_list{1, 30, 5, 9});
}

TEST_CASE("patches: without spatial axes and without channels") {
  CHECK(patches({4, 3}, shape{}, {.pad = convolt::valid}).out_shape == index_list{4, 3});
  CHECK(patches({4, 0, 8}, {3}, one).out_shape == index_list{4, 0, 6});
  CHECK(patches({4, 2, 0}, {3}, one).out_shape == index_list{4, 6, 0});
}

TEST_CASE("patches: rejected calls") {
  index const big = index{1} << 40;
  CHECK(verdict([] { patches({1, 5, 10, 10}, {3}, two); }) == "bad_filter_shape|filter_shape||2|1");
  CHECK(verdict([] { patches({1, 5, 10, 10}, {3, 0}, two); }) == "empty_kernel|filter_shape|W|at least 1|0");
  CHECK(verdict([] { patches({1, 5, 10, 10}, {-3, 1}, two); }) == "empty_kernel|filter_shape|H|at least 1|-3");
  CHECK(verdict([&] {
          patches({1, 5, 10, 10}, {big, big}, two);
        }) == "size_overflow|filter_shape|||[1099511627776, 1099511627776]");
  CHECK(verdict([] { patches({5}, {3, 3}, two); }) == "rank_mismatch|lhs||2 or more axes|1");
  CHECK(verdict([] { patches({1, 5, 10, 10}, {3, 3}, one); }) == "bad_stride_length|window_strides||2|1");
  CHECK(verdict([] {
          patches({1, 5, 10}, {3}, {.strides = {1}, .pad = {{-6, -5}}});
        }).starts_with("negative_padding_too_large|padding|W"));
  CHECK(verdict([] {
          patches({1, 4, 10}, {3}, {.strides = {1}, .pad = convolt::valid, .feature_group_count = 4});
        }) == "parameter_not_applicable|feature_group_count|||");
  CHECK(verdict([] { patches({1, 5, -1}, {3}, one); }).starts_with("negative_extent|lhs"));
  // 2^31 features of a long filter: the output counts, not a kernel that nobody has.
  CHECK(patches({1, 1, 8}, {index{1} << 31}, one).out_shape == index_list{1, index{1} << 31, 0});
}

TEST_CASE("local: the kernel has the extents of the output") {
  resolved_conv const r = local({2, 3, 8}, {4, 9, 6}, {3}, one);
  CHECK(r.out_shape == index_list{2, 4, 6});
  CHECK(r.axes[0].kernel == 3);
  CHECK(r.in_channels == 3);
  resolved_conv const last =
      local({2, 8, 3}, {4, 9, 5}, {3}, {.strides = {2}, .pad = convolt::same, .layout = {"NWC", "WIO", "NWC"}});
  CHECK(last.out_shape == index_list{2, 4, 5});
}

TEST_CASE("local: rejected kernels") {
  CHECK(verdict([] { local({2, 3, 8}, {4, 9, 7}, {3}, one); }) == "kernel_shape_mismatch|rhs|W|6|7");
  CHECK(verdict([] { local({2, 3, 8}, {4, 3, 6}, {3}, one); }) == "kernel_shape_mismatch|rhs|I|9|3");
  CHECK(verdict([] { local({2, 3, 8}, {4, 9}, {3}, one); }) == "rank_mismatch|rhs||3|2");
  CHECK(verdict([] { local({2, 3, 8}, {4, 9, 6}, {3, 3}, one); }) == "bad_filter_shape|filter_shape||1|2");
  CHECK(verdict([] {
          local({2, 3, 8}, {4, 9, 6}, {3}, {.strides = {1}, .pad = convolt::valid, .batch_group_count = 2});
        }) == "parameter_not_applicable|feature_group_count|||");
}
