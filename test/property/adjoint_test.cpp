// SPDX-License-Identifier: BSD-3-Clause
/// The adjoint identity <conv(x), y> = <x, conv_transpose(y)>, with the same kernel on both sides and transpose_kernel,
/// for every padding that both functions have, every stride and dilation. Whole numbers: exact.

#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>

#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace convolt;
using test::extents;
using test::whole_numbers;

namespace {

double dot(xt::xarray<double> const& a, xt::xarray<double> const& b) { return xt::sum(a * b)(); }

lax::conv_general_dilated_options forward_options(steps const& dilation, lax::group_count groups) {
  return {.rhs_dilation = dilation, .dimension_numbers = {"NWC", "WIO", "NWC"}, .feature_group_count = groups};
}

}  // namespace

TEST_CASE("conv_transpose is the adjoint of conv under same and valid, for every kernel, stride and dilation") {
  for (int k = 1; k <= 5; ++k) {
    for (int s = 1; s <= 4; ++s) {
      for (int d = 1; d <= 3; ++d) {
        for (int n : {1, 2, 5}) {
          for (bool const pad_same : {true, false}) {
            INFO("k " << k << ", s " << s << ", d " << d << ", n " << n << (pad_same ? ", same" : ", valid"));
            padding const pad = pad_same ? padding(same) : padding(valid);
            auto const y = whole_numbers({2, static_cast<std::size_t>(n), 3}, 1);
            auto const w = whole_numbers({static_cast<std::size_t>(k), 2, 3}, 2);
            auto const back = lax::conv_transpose(y, w, {s}, pad, {.rhs_dilation = {d}, .transpose_kernel = true});
            auto const x = whole_numbers(test::extents_of(back), 3);
            auto const forth = lax::conv_general_dilated(x, w, {s}, pad, forward_options({d}, 1));
            REQUIRE(test::extents_of(forth) == test::extents_of(y));
            REQUIRE(dot(forth, y) == dot(x, back));
          }
        }
      }
    }
  }
}

TEST_CASE(
    "conv_transpose is the adjoint of conv under any forward padding, with groups and for tails that are not read") {
  std::uint64_t const seed = 1;
  test::dice next(seed);
  int checked = 0;
  for (int i = 0; i < 600; ++i) {
    std::ptrdiff_t const n = next(1, 9), k = next(1, 4), s = next(1, 4), d = next(1, 3), groups = next(1, 2);
    forward_padding const pad{{next(-1, 3), next(-1, 3)}};
    INFO("seed " << seed << ", call " << i << ": n " << n << ", k " << k << ", s " << s << ", d " << d << ", groups "
                 << groups << ", pads " << pad[0].lo << ' ' << pad[0].hi);
    std::ptrdiff_t const room = n + pad[0].lo + pad[0].hi - ((k - 1) * d + 1);
    // Without windows there is nothing to transpose, and a tail longer than output_padding may be has no transpose.
    if (room < 0 || n + pad[0].lo + pad[0].hi < 0 || room % s >= std::max(s, d)) { continue; }
    auto const in = static_cast<std::size_t>(2 * groups), out = static_cast<std::size_t>(3 * groups);
    auto const x = whole_numbers({2, static_cast<std::size_t>(n), in}, 1);
    auto const w = whole_numbers({static_cast<std::size_t>(k), 2, out}, 2);
    auto const forth = lax::conv_general_dilated(x, w, {s}, pad, forward_options({d}, groups));
    auto const y = whole_numbers(test::extents_of(forth), 3);
    auto const back = lax::conv_transpose(
        y, w, {s}, pad,
        {.rhs_dilation = {d}, .transpose_kernel = true, .feature_group_count = groups, .output_size = {n}});
    REQUIRE(test::extents_of(back) == test::extents_of(x));
    REQUIRE(dot(forth, y) == dot(x, back));
    ++checked;
  }
  CHECK(checked > 300);
}

TEST_CASE("same_lower has its adjoint in the forward padding that it stands for") {
  for (std::ptrdiff_t k = 1; k <= 5; ++k) {
    for (std::ptrdiff_t s = 1; s <= 3; ++s) {
      INFO("k " << k << ", s " << s);
      std::ptrdiff_t const n = 4 * s, total = std::max<std::ptrdiff_t>(k - s, 0);
      auto const x = whole_numbers({1, static_cast<std::size_t>(n), 2}, 1);
      auto const w = whole_numbers({static_cast<std::size_t>(k), 2, 2}, 2);
      auto const forth = lax::conv_general_dilated(x, w, {s}, same_lower, forward_options({1}, 1));
      auto const y = whole_numbers(test::extents_of(forth), 3);
      auto const back = lax::conv_transpose(y, w, {s}, forward_padding{{total - total / 2, total / 2}},
                                            {.transpose_kernel = true, .output_size = {n}});
      REQUIRE(dot(forth, y) == dot(x, back));
    }
  }
}

TEST_CASE("the adjoint identity holds in two dimensions") {
  auto const y = whole_numbers({2, 3, 4, 3}, 1);
  auto const w = whole_numbers({3, 2, 2, 3}, 2);
  auto const back = lax::conv_transpose(y, w, {2, 3}, same, {.rhs_dilation = {1, 2}, .transpose_kernel = true});
  auto const x = whole_numbers(test::extents_of(back), 3);
  auto const forth = lax::conv_general_dilated(x, w, {2, 3}, same,
                                               {.rhs_dilation = {1, 2}, .dimension_numbers = {"NHWC", "HWIO", "NHWC"}});
  CHECK(dot(forth, y) == dot(x, back));
}
