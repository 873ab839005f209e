// SPDX-License-Identifier: BSD-3-Clause
/// Patches and local convolutions against the convolution: patches times the kernel, and the local convolution with one
/// kernel everywhere, are it. Whole numbers: exact.

#include <convolt/lax/conv.hpp>
#include <convolt/lax/local.hpp>
#include <convolt/lax/patches.hpp>

#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

using namespace convolt;
using test::equal_arrays;
using test::extents;
using test::whole_numbers;

namespace {

test::random_convolution draw_ungrouped(test::dice& next) {
  auto c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
  c.p.feature_groups = c.p.batch_groups = 1;
  c.rhs[1] = c.lhs[1];
  return c;
}

lax::patches_options options_of(test::random_convolution const& c) {
  return {.lhs_dilation = c.p.lhs_dilation, .rhs_dilation = c.p.rhs_dilation};
}

}  // namespace

TEST_CASE("patches times the kernel are the convolution") {
  std::uint64_t const seed = 11;
  test::dice next(seed);
  for (int i = 0; i < 100; ++i) {
    auto const c = draw_ungrouped(next);
    INFO("seed " << seed << ", call " << i << ':' << c);
    auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
    auto const want = lax::conv_general_dilated(lhs, rhs, c.strides(), c.padding(), c.options());
    auto const patches = lax::conv_general_dilated_patches(lhs, extents(c.rhs.begin() + 2, c.rhs.end()), c.strides(),
                                                           c.padding(), options_of(c));
    // The kernel's numbers in a row are in the order of the patches.
    extents as_matrix(c.rhs.size(), 1);
    as_matrix[0] = c.rhs[0];
    as_matrix[1] = patches.shape(1);
    xt::xarray<double> const matrix = xt::reshape_view(rhs, as_matrix);
    std::vector<std::ptrdiff_t> const ones(c.rhs.size() - 2, 1);
    REQUIRE(equal_arrays(lax::conv_general_dilated(patches, matrix, ones, valid), want));
  }
}

TEST_CASE("the local convolution with one kernel everywhere is the convolution") {
  std::uint64_t const seed = 12;
  test::dice next(seed);
  for (int i = 0; i < 100; ++i) {
    auto const c = draw_ungrouped(next);
    INFO("seed " << seed << ", call " << i << ':' << c);
    auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
    auto const want = lax::conv_general_dilated(lhs, rhs, c.strides(), c.padding(), c.options());
    extents everywhere(want.shape().begin(), want.shape().end());
    everywhere[0] = c.rhs[0];
    everywhere[1] = c.rhs[0] == 0 ? 0 : rhs.size() / c.rhs[0];
    extents one_position(everywhere.size(), 1);
    one_position[0] = everywhere[0];
    one_position[1] = everywhere[1];
    xt::xarray<double> const kernel = xt::reshape_view(rhs, one_position);
    auto const got = lax::conv_general_dilated_local(lhs, xt::broadcast(kernel, everywhere), c.strides(), c.padding(),
                                                     extents(c.rhs.begin() + 2, c.rhs.end()), options_of(c));
    REQUIRE(equal_arrays(got, want));
  }
}
