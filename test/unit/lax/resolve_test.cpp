// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/resolve.hpp: what is wrong with the parameters of a call is said with the name of the
/// function that was called, of the argument and of the axis, whichever form of the function it was.

#include <convolt/lax/resolve.hpp>

#include <convolt/lax.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <limits>
#include <string>
#include <vector>

using namespace convolt;
using test::whole_numbers;

namespace {

xt::xarray<double> const x = whole_numbers({2, 4, 8, 6}, 1);
xt::xarray<double> const w = whole_numbers({6, 4, 3, 2}, 2);

template <class E = parameter_error>
E refused(xt::xarray<double> const& lhs, xt::xarray<double> const& rhs, steps const& strides, padding const& pad,
          lax::conv_general_dilated_options const& options = {}) {
  return test::thrown_by<E>([&] { lax::conv_general_dilated(lhs, rhs, strides, pad, options); });
}

}  // namespace

TEST_CASE("every function is called by its own name") {
  xt::xarray<double> out = 7 * xt::ones<double>({2, 6, 6, 5});
  auto const name = [](auto const& f) { return test::thrown_by<parameter_error>(f).where(); };
  CHECK(name([] { lax::conv(x, w, {0, 1}, valid); }) == "lax::conv");
  CHECK(name([] { lax::conv_general_dilated(x, w, {0, 1}, valid); }) == "lax::conv_general_dilated");
  CHECK(name([] { lax::conv_with_general_padding(x, w, {0, 1}, valid, {}, {}); }) == "lax::conv_with_general_padding");
  CHECK(name([&] { lax::conv_into(out, x, w, {0, 1}, valid); }) == "lax::conv_into");
  CHECK(name([&] { lax::conv_general_dilated_into(out, x, w, {0, 1}, valid); }) == "lax::conv_general_dilated_into");
  CHECK(name([&] {
          lax::conv_with_general_padding_into(out, x, w, {0, 1}, valid, {}, {});
        }) == "lax::conv_with_general_padding_into");
  lax::conv_transpose_options const o{.dimension_numbers = {"NCHW", "OIHW", "NCHW"}};
  CHECK(name([&] { lax::conv_transpose(x, w, {0, 1}, valid, o); }) == "lax::conv_transpose");
  CHECK(name([&] { lax::conv_transpose_into(out, x, w, {0, 1}, valid, o); }) == "lax::conv_transpose_into");
  CHECK(name([&] {
          lax::conv_general_dilated_patches(x, {2, 2}, {0, 1}, valid);
        }) == "lax::conv_general_dilated_patches");
  CHECK(name([&] {
          lax::conv_general_dilated_patches_into(out, x, {2, 2}, {0, 1}, valid);
        }) == "lax::conv_general_dilated_patches_into");
  CHECK(name([&] {
          lax::conv_general_dilated_local(x, w, {0, 1}, valid, {2, 2});
        }) == "lax::conv_general_dilated_local");
  CHECK(name([&] {
          lax::conv_general_dilated_local_into(out, x, w, {0, 1}, valid, {2, 2});
        }) == "lax::conv_general_dilated_local_into");
  CHECK(name([&] { lax::conv_general_dilated_vjp(x, w, out, {0, 1}, valid); }) == "lax::conv_general_dilated_vjp");
  CHECK(name([&] {
          lax::conv_general_dilated_vjp_lhs(x, w, out, {0, 1}, valid);
        }) == "lax::conv_general_dilated_vjp_lhs");
  CHECK(name([&] { lax::conv_transpose_vjp_rhs(x, w, out, {0, 1}, valid, o); }) == "lax::conv_transpose_vjp_rhs");
  CHECK(name([&] { lax::conv_transpose_vjp_bias(x, w, out, {0, 1}, valid, o); }) == "lax::conv_transpose_vjp_bias");
  CHECK(xt::all(xt::equal(out, 7.)));
}

TEST_CASE("strides, dilations and paddings are named with their axis") {
  auto const stride = refused(x, w, {1, 0}, valid);
  CHECK(stride.category() == "bad_stride");
  CHECK(stride.argument() == "window_strides");
  CHECK(stride.axis() == "W");
  CHECK(stride.actual() == "0");
  CHECK(refused(x, w, {1}, valid).category() == "bad_stride_length");
  CHECK(refused(x, w, {}, valid).category() == "bad_stride_length");
  CHECK(refused(x, w, {1, 1, 1}, valid).expected() == "2");
  auto const dilation = refused(x, w, {1, 1}, valid, {.rhs_dilation = {-1, 1}});
  CHECK(dilation.category() == "bad_dilation");
  CHECK(dilation.argument() == "rhs_dilation");
  CHECK(dilation.axis() == "H");
  CHECK(refused(x, w, {1, 1}, {{0, 0}, {0, 0}}, {.lhs_dilation = {1, 0}}).argument() == "lhs_dilation");
  CHECK(refused(x, w, {1, 1}, valid, {.rhs_dilation = {2}}).category() == "bad_dilation_length");
  CHECK(refused(x, w, {1, 1}, {{0, 0}}).category() == "bad_padding_length");
  auto const cropped = refused(x, w, {1, 1}, {{0, 0}, {-4, -3}});
  CHECK(cropped.category() == "negative_padding_too_large");
  CHECK(cropped.axis() == "W");
  CHECK(refused(x, w, {1, 1}, same, {.lhs_dilation = {2, 1}}).category() == "string_padding_with_lhs_dilation");
  CHECK(test::thrown_by<parameter_error>([] { lax::conv(x, w, {1, 1}, "full"); }).category() == "bad_padding_name");
}

TEST_CASE("channels and groups are named with both numbers") {
  auto const channels = refused<shape_error>(x, whole_numbers({6, 3, 3, 2}, 1), {1, 1}, valid);
  CHECK(channels.category() == "channel_mismatch");
  CHECK(channels.argument() == "rhs");
  CHECK(channels.axis() == "I");
  CHECK(channels.expected() == "4");
  CHECK(channels.actual() == "3");
  auto const groups = [](lax::group_count features, lax::group_count batches) {
    try {
      lax::conv_general_dilated(x, w, {1, 1}, valid, {.feature_group_count = features, .batch_group_count = batches});
    } catch (error const& e) { return std::string(e.category()); }
    return std::string();
  };
  CHECK(groups(-1, 1) == "bad_group_count");
  CHECK(groups(0, 1) == "bad_group_count");
  CHECK(groups(1, -2) == "bad_group_count");
  CHECK(groups(3, 1) == "groups_not_dividing");
  CHECK(groups(1, 3) == "groups_not_dividing");
  CHECK(groups(2, 1) == "channel_mismatch");
}

TEST_CASE("ranks that cannot be are errors, not reads") {
  auto const ones = [](std::size_t rank) {
    return xt::xarray<double>(xt::ones<double>(std::vector<std::size_t>(rank, 1)));
  };
  for (std::size_t rank : {0U, 1U}) {
    auto const e = refused<shape_error>(ones(rank), ones(rank), {}, {});
    CHECK(e.category() == "rank_mismatch");
    CHECK(e.actual() == std::to_string(rank));
  }
  CHECK(refused<shape_error>(ones(3), ones(4), {1}, valid).category() == "rank_mismatch");
  auto const deep = refused<shape_error>(ones(11), ones(11), std::vector<int>(9, 1), valid);
  CHECK(deep.category() == "rank_too_high");
  CHECK(deep.argument() == "lhs");
  CHECK(deep.actual() == "11");
  xt::xtensor<double, 1> const line{1, 2};
  CHECK_THROWS_AS(lax::conv(line, line, {}, {}), shape_error);
  CHECK(refused(x, w, {1, 1}, valid, {.dimension_numbers = {"NCW", "OIW", "NCW"}}).category() ==
        "bad_dimension_numbers");
}

TEST_CASE("kernels without taps are errors") {
  auto const e = refused<shape_error>(x, whole_numbers({6, 4, 0, 2}, 1), {1, 1}, same);
  CHECK(e.category() == "empty_kernel");
  CHECK(e.argument() == "rhs");
  CHECK(e.axis() == "H");
}

TEST_CASE("huge strides, dilations and paddings are exact or errors") {
  std::ptrdiff_t const two31 = std::ptrdiff_t{1} << 31, two62 = std::ptrdiff_t{1} << 62;
  auto const y = lax::conv(x, w, {two31, two62}, valid);
  CHECK(y.shape(2) == 1);
  CHECK(y.shape(3) == 1);
  CHECK(y(1, 2, 0, 0) == lax::conv(x, w, {1, 1}, valid)(1, 2, 0, 0));
  CHECK(refused(x, w, {std::numeric_limits<std::ptrdiff_t>::min(), 1}, valid).category() == "bad_stride");
  CHECK_THROWS_AS(lax::conv(x, w, {std::numeric_limits<std::uint64_t>::max(), 1U}, valid), parameter_error);
  CHECK(refused<shape_error>(x, w, {1, 1}, valid, {.rhs_dilation = {two62, 1}}).category() == "size_overflow");
  CHECK(refused<shape_error>(x, w, {1, 1}, {{two62, 0}, {0, 0}}).category() == "size_overflow");
  CHECK(refused<shape_error>(x, w, {1, 1}, {{two31, 0}, {two31, 0}}).category() == "size_overflow");
  CHECK(refused<shape_error>(x, w, {1, 1}, {{0, 0}, {0, 0}}, {.lhs_dilation = {1, two62}}).category() ==
        "size_overflow");
  CHECK(refused(x, w, {1, 1}, {{-two62, -two62}, {0, 0}}).category() == "negative_padding_too_large");
  CHECK_THROWS_AS(lax::conv_transpose(x, w, {two62, 1}, valid, {.dimension_numbers = {"NCHW", "OIHW", "NCHW"}}),
                  shape_error);
}

TEST_CASE("lazy operands of impossible extents are refused before they are evaluated") {
  auto const vast = [](std::size_t a, std::size_t b) {
    return xt::broadcast(xt::xtensor<double, 1>{1.}, std::array<std::size_t, 4>{a, b, 8, 6});
  };
  auto const lhs = test::thrown_by<shape_error>([&] {
    lax::conv(vast(std::size_t{1} << 40, std::size_t{1} << 30), w, {1, 1}, same);
  });
  CHECK(lhs.category() == "size_overflow");
  CHECK(lhs.argument() == "lhs");
  auto const rhs = test::thrown_by<shape_error>([&] { lax::conv(x, vast(std::size_t{1} << 62, 4), {1, 1}, same); });
  CHECK(rhs.category() == "size_overflow");
  CHECK(rhs.argument() == "rhs");
  // The bytes count, not only the elements.
  auto const bytes = test::thrown_by<shape_error>([&] { lax::conv(vast(std::size_t{1} << 59, 1), w, {1, 1}, same); });
  CHECK(bytes.category() == "size_overflow");
}

TEST_CASE("dilations of one are no dilation, and forward_padding of a forward convolution is its padding") {
  CHECK(test::equal_arrays(lax::conv_general_dilated(x, w, {1, 1}, same, {.lhs_dilation = {1, 1}}),
                           lax::conv(x, w, {1, 1}, same)));
  CHECK(test::equal_arrays(lax::conv(x, w, {1, 1}, forward_padding{{1, 0}, {2, 2}}),
                           lax::conv(x, w, {1, 1}, {{1, 0}, {2, 2}})));
}
