// SPDX-License-Identifier: BSD-3-Clause
/// The calls that geometry must refuse, each with the category of its error: every kind of fault a caller of the lax
/// functions can make with sizes, steps, paddings, groups and layouts.
#include <convolt/geometry/convolution.hpp>
#include <support/catch.hpp>

#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::dimension_numbers;
using convolt::forward_padding;
using convolt::index;
using geometry::conv_parameters;
using geometry::resolved_conv;
using shape = std::vector<index>;

namespace {

constexpr index largest = std::numeric_limits<index>::max();

resolved_conv conv(shape const& lhs, shape const& rhs, conv_parameters const& p) {
  return geometry::resolve_conv("lax::conv", lhs, rhs, p);
}
resolved_conv conv_transpose(shape const& lhs, shape const& rhs, conv_parameters const& p) {
  return geometry::resolve_conv_transpose("lax::conv_transpose", lhs, rhs, p);
}
/// PyTorch's transposed convolution: (N, C, X) and (in, out / groups, X).
resolved_conv scatter(shape const& lhs, shape const& rhs, conv_parameters p) {
  p.layout = dimension_numbers::channels_first(lhs.size() - 2);
  p.transpose_kernel = true;
  p.torch_rules = true;
  return conv_transpose(lhs, rhs, p);
}

dimension_numbers from_text(std::vector<std::string> const& strings) { return dimension_numbers::from_list(strings); }

struct rejection {
  std::string name;
  std::string category;
  std::function<void()> call;
};

void check_rejections(std::vector<rejection> const& rows) {
  for (rejection const& row : rows) {
    CAPTURE(row.name);
    try {
      row.call();
      FAIL_CHECK("accepted");
    } catch (convolt::error const& e) {
      CHECK(e.category() == row.category);
      CHECK_FALSE(e.where().empty());
    }
  }
}

}  // namespace

TEST_CASE("geometry: rejected forward calls") {
  convolt::padding const valid = convolt::valid;
  auto const one = [](conv_parameters p, shape lhs = {2, 3, 8}, shape rhs = {4, 3, 3}) {
    return [=] {
      conv_parameters q = p;
      if (!q.strides.given()) { q.strides = {1}; }
      conv(lhs, rhs, q);
    };
  };
  auto const laid_out = [&](std::vector<std::string> const& strings) {
    return [=] { conv({2, 3, 8}, {4, 3, 3}, {.strides = {1}, .pad = convolt::valid, .layout = from_text(strings)}); };
  };
  check_rejections({
      {"ranks differ", "rank_mismatch", one({.pad = valid}, {1, 1, 1}, {1, 1, 1, 1})},
      {"no feature axis", "rank_mismatch", one({.strides = shape{}, .pad = valid}, {3}, {3})},
      {"too many axes", "rank_too_high", one({.pad = valid}, shape(11, 1), shape(11, 1))},
      {"channels", "channel_mismatch", one({.pad = valid}, {2, 4, 8}, {4, 3, 3})},
      {"channels per group", "channel_mismatch", one({.pad = valid, .feature_group_count = 2}, {2, 4, 8}, {4, 4, 3})},
      {"groups, lhs", "groups_not_dividing", one({.pad = valid, .feature_group_count = 2}, {2, 3, 8}, {4, 1, 3})},
      {"groups, rhs", "groups_not_dividing", one({.pad = valid, .feature_group_count = 2}, {2, 4, 8}, {5, 2, 3})},
      {"batch groups, batch", "groups_not_dividing", one({.pad = valid, .batch_group_count = 2}, {3, 3, 8})},
      {"batch groups, rhs", "groups_not_dividing", one({.pad = valid, .batch_group_count = 2}, {4, 3, 8}, {3, 3, 3})},
      {"both groups", "groups_both",
       one({.pad = valid, .feature_group_count = 2, .batch_group_count = 2}, {4, 4, 8}, {4, 2, 3})},
      {"no feature group", "bad_group_count", one({.pad = valid, .feature_group_count = 0})},
      {"no batch group", "bad_group_count", one({.pad = valid, .batch_group_count = 0})},
      {"feature group -1", "bad_group_count", one({.pad = valid, .feature_group_count = -1})},
      {"batch group -1", "bad_group_count", one({.pad = valid, .batch_group_count = -1})},
      {"stride 0", "bad_stride", one({.strides = {0}, .pad = valid})},
      {"stride -1", "bad_stride", one({.strides = {-1}, .pad = valid})},
      {"lhs_dilation 0", "bad_dilation", one({.pad = {{0, 0}}, .lhs_dilation = {0}})},
      {"lhs_dilation -1", "bad_dilation", one({.pad = {{0, 0}}, .lhs_dilation = {-1}})},
      {"rhs_dilation 0", "bad_dilation", one({.pad = valid, .rhs_dilation = {0}})},
      {"rhs_dilation -1", "bad_dilation", one({.pad = valid, .rhs_dilation = {-1}})},
      {"two strides", "bad_stride_length", one({.strides = {1, 1}, .pad = valid})},
      {"one stride for two axes", "bad_stride_length", one({.pad = convolt::same}, {1, 1, 3, 3}, {1, 1, 1, 1})},
      {"no strides", "bad_stride_length",
       [] {
         conv({2, 3, 8}, {4, 3, 3}, {.pad = convolt::valid});
       }},
      {"two lhs_dilations", "bad_dilation_length", one({.pad = valid, .lhs_dilation = {1, 1}})},
      {"two paddings", "bad_padding_length", one({.pad = {{0, 0}, {0, 0}}})},
      {"no paddings", "bad_padding_length", one({.pad = std::vector<convolt::pad_pair>{}})},
      {"nine paddings", "bad_padding_length", one({.pad = std::vector<convolt::pad_pair>(9)})},
      {"triples", "bad_padding_form",
       [&] {
         one({.pad = std::vector<shape>{{1, 1, 0}}})();
       }},
      {"unknown name", "bad_padding_name", [&] { one({.pad = std::string("CAUSAL")})(); }},
      {"same with lhs_dilation", "string_padding_with_lhs_dilation", one({.pad = convolt::same, .lhs_dilation = {2}})},
      {"valid with lhs_dilation", "string_padding_with_lhs_dilation", one({.pad = valid, .lhs_dilation = {2}})},
      {"forward with lhs_dilation", "bad_padding_form", one({.pad = forward_padding{{1, 1}}, .lhs_dilation = {2}})},
      {"crop all", "negative_padding_too_large", one({.pad = {{-5, -4}}})},
      {"crop all of dilated", "negative_padding_too_large", one({.pad = {{-4, -2}}, .lhs_dilation = {2}}, {2, 3, 3})},
      {"two strings", "bad_dimension_numbers", laid_out({"NCW", "OIW"})},
      {"length", "bad_dimension_numbers", laid_out({"NCWH", "OIW", "NCW"})},
      {"rank", "bad_dimension_numbers", laid_out({"NCWH", "OIWH", "NCWH"})},
      {"spatial letters", "bad_dimension_numbers", laid_out({"NCW", "OIW", "NCH"})},
      {"no C", "bad_dimension_numbers", laid_out({"NWW", "OIW", "NCW"})},
      {"two N", "bad_dimension_numbers", laid_out({"NCN", "OIW", "NCW"})},
      {"no O", "bad_dimension_numbers", laid_out({"NCW", "IWH", "NCW"})},
      {"two O", "bad_dimension_numbers", laid_out({"NCW", "OIO", "NCW"})},
      {"no N in output", "bad_dimension_numbers", laid_out({"NCW", "OIW", "CWW"})},
      {"empty string", "bad_dimension_numbers", laid_out({"NCW", "", "NCW"})},
      {"lower case", "bad_dimension_numbers", laid_out({"ncw", "oiw", "ncw"})},
      {"repeated letter", "bad_dimension_numbers", laid_out({"NCWW", "OIWW", "NCWW"})},
      {"empty kernel", "empty_kernel", one({.pad = valid}, {2, 3, 8}, {4, 3, 0})},
      {"negative extent", "negative_extent", one({.pad = valid}, {2, 3, -8}, {4, 3, 3})},
      {"transposed parameter", "parameter_not_applicable", one({.pad = valid, .transpose_kernel = true})},
      {"huge lhs", "size_overflow", one({.pad = valid}, {largest, 3, 8}, {4, 3, 3})},
      {"huge rhs", "size_overflow", one({.pad = valid}, {2, 3, 8}, {largest, 3, 3})},
      {"huge bytes", "size_overflow", one({.pad = valid, .element_size = 16}, {2, 3, index{1} << 58}, {4, 3, 3})},
      {"huge output", "size_overflow", one({.pad = {{index{1} << 60, 0}}}, {64, 3, 8}, {64, 3, 3})},
      {"huge padding", "size_overflow", one({.pad = {{largest, largest}}})},
      {"huge crop", "negative_padding_too_large", one({.pad = {{std::numeric_limits<index>::min(), 0}}})},
      {"huge dilation", "size_overflow", one({.pad = valid, .rhs_dilation = {largest}})},
  });
}

TEST_CASE("geometry: rejected transposed calls") {
  auto const one = [](conv_parameters p, shape lhs = {2, 6, 3}, shape rhs = {3, 3, 4}) {
    return [=] { conv_transpose(lhs, rhs, p); };
  };
  convolt::padding const same = convolt::same;
  check_rejections({
      {"ranks differ", "rank_mismatch", one({.strides = {2}, .pad = same}, {2, 6, 3}, {3, 3, 3, 4})},
      {"channels", "channel_mismatch", one({.strides = {2}, .pad = same}, {2, 6, 4})},
      {"channels, swapped", "channel_mismatch", one({.strides = {2}, .pad = same, .transpose_kernel = true})},
      {"stride 0", "bad_stride", one({.strides = {0}, .pad = same})},
      {"stride -2", "bad_stride", one({.strides = {-2}, .pad = same})},
      {"two strides", "bad_stride_length", one({.strides = {2, 2}, .pad = same})},
      {"rhs_dilation 0", "bad_dilation", one({.strides = {2}, .pad = same, .rhs_dilation = {0}})},
      {"two paddings", "bad_padding_length", one({.strides = {2}, .pad = {{0, 0}, {0, 0}}})},
      {"same_lower", "bad_padding_name", one({.strides = {2}, .pad = convolt::same_lower})},
      {"same_lower, stride 1", "bad_padding_name", one({.strides = {1}, .pad = convolt::same_lower})},
      {"same_lower by name", "bad_padding_name", one({.strides = {2}, .pad = std::string("SAME_LOWER")})},
      {"unknown name", "bad_padding_name", [&] { one({.strides = {2}, .pad = std::string("full")})(); }},
      {"no default layout", "no_default_layout",
       one({.strides = {1, 1, 1, 1}, .pad = same}, {1, 2, 2, 2, 2, 1}, {1, 1, 1, 1, 1, 1})},
      {"forward padding too large", "negative_padding_too_large",
       one({.strides = {2}, .pad = forward_padding{{8, 8}}}, {2, 3, 3})},
      {"lhs_dilation", "parameter_not_applicable", one({.strides = {2}, .pad = same, .lhs_dilation = {1}})},
      {"output_padding with same", "bad_output_padding", one({.strides = {2}, .pad = same, .output_padding = {1}})},
      {"output_size with raw", "bad_output_size", one({.strides = {2}, .pad = {{1, 1}}, .output_size = {12}})},
      {"output_size of nothing", "bad_output_size",
       one({.strides = {2}, .pad = forward_padding{{1, 1}}, .output_size = {3}})},
      {"empty kernel", "empty_kernel", one({.strides = {2}, .pad = same}, {2, 6, 3}, {0, 3, 4})},
      {"groups, lhs", "groups_not_dividing", one({.strides = {2}, .pad = same, .feature_group_count = 2})},
      {"huge group count", "size_overflow",
       one({.strides = {2}, .pad = same, .feature_group_count = index{1} << 62, .transpose_kernel = true}, {2, 6, 0},
           {3, 8, 0})},
      {"huge output", "size_overflow", one({.strides = {index{1} << 61}, .pad = same})},
  });
}

TEST_CASE("geometry: rejected calls under PyTorch's rules") {
  auto const one = [](conv_parameters p, shape lhs = {2, 3, 5}, shape rhs = {3, 4, 3}) {
    return [=] {
      conv_parameters q = p;
      if (!q.strides.given()) { q.strides = {2}; }
      if (!q.output_padding.given()) { q.output_padding = {0}; }
      scatter(lhs, rhs, q);
    };
  };
  convolt::padding const pad = forward_padding{{1, 1}};
  CHECK_NOTHROW(one({.pad = pad})());
  check_rejections({
      {"output_padding 2 of stride 2", "output_padding_too_large", one({.pad = pad, .output_padding = {2}})},
      {"output_padding 1 of stride 1", "output_padding_too_large",
       one({.strides = {1}, .pad = pad, .output_padding = {1}})},
      {"output_padding 3 of dilation 3", "output_padding_too_large",
       one({.pad = pad, .rhs_dilation = {3}, .output_padding = {3}})},
      {"output_padding -1", "bad_output_padding", one({.pad = pad, .output_padding = {-1}})},
      {"negative padding", "bad_padding", one({.pad = forward_padding{{-1, 0}}})},
      {"two paddings", "bad_padding_length", one({.pad = forward_padding{{1, 1}, {1, 1}}})},
      {"output -3", "non_positive_output", one({.strides = {1}, .pad = forward_padding{{4, 4}}}, {2, 3, 3})},
      {"output 0", "non_positive_output", one({.strides = {1}, .pad = forward_padding{{2, 2}}}, {2, 3, 2})},
      {"stride 0", "bad_stride", one({.strides = {0}, .pad = pad})},
      {"dilation 0", "bad_dilation", one({.pad = pad, .rhs_dilation = {0}})},
      {"channels", "channel_mismatch", one({.pad = pad}, {2, 3, 5}, {4, 4, 3})},
      {"groups", "groups_not_dividing", one({.pad = pad, .feature_group_count = 2})},
      {"no groups", "bad_group_count", one({.pad = pad, .feature_group_count = 0})},
      {"ranks differ", "rank_mismatch", one({.pad = pad}, {2, 3, 5, 5})},
      {"bias", "bad_bias_shape",
       [] {
         resolved_conv const r = scatter({2, 3, 5}, {3, 4, 3}, {.strides = {2}, .pad = forward_padding{{1, 1}}});
         geometry::check_bias("lax::conv_transpose", r.out_channels, shape{3});
       }},
  });
}

TEST_CASE("geometry: an error says function, argument, axis, what was expected and what was given") {
  auto const message = [](auto&& call) -> std::string {
    try {
      call();
    } catch (convolt::error const& e) { return e.what(); }
    return "accepted";
  };
  CHECK(message([] {
          conv({2, 4, 8, 8}, {4, 3, 3, 3}, {.strides = {1, 1}, .pad = convolt::valid});
        }) == "convolt::lax::conv: rhs (axis I) must match the lhs features 4; expected 4, got 3");
  CHECK(message([] {
          conv({2, 3, 8, 8}, {4, 3, 3, 3}, {.strides = {1, 0}, .pad = convolt::valid});
        }) == "convolt::lax::conv: window_strides (axis W) must be positive; expected at least 1, got 0");
  CHECK(message([] {
          conv_transpose({2, 6, 6, 3}, {3, 3, 3, 4},
                         {.strides = {2, 2}, .pad = forward_padding{{1, 1}, {1, 1}}, .output_padding = {0, 2}});
        }) ==
        "convolt::lax::conv_transpose: output_padding (axis W) must be smaller than max(stride, dilation) = 2; "
        "expected 0 to 1, got 2");
  CHECK(message([] {
          conv({2, 3, 8, 8}, {4, 3, 0, 3}, {.strides = {1, 1}, .pad = convolt::valid});
        }) == "convolt::lax::conv: rhs (axis H) has no taps; expected at least 1, got 0");
}

TEST_CASE("geometry: with several faults the first in the documented order is reported") {
  auto const category = [](conv_parameters const& p) -> std::string {
    try {
      conv({2, 3, 8}, {4, 2, 0}, p);
    } catch (convolt::error const& e) { return std::string(e.category()); }
    return "accepted";
  };
  conv_parameters p{.strides = {0},
                    .pad = convolt::same,
                    .lhs_dilation = {2},
                    .rhs_dilation = {0, 0},
                    .layout = {"NCHW", "OIHW", "NCHW"},
                    .feature_group_count = 0,
                    .batch_group_count = 0};
  CHECK(category(p) == "bad_dimension_numbers");
  p.layout = {};
  CHECK(category(p) == "string_padding_with_lhs_dilation");
  p.pad = {{0, 0}, {0, 0}};
  CHECK(category(p) == "bad_group_count");
  p.feature_group_count = 1;
  CHECK(category(p) == "channel_mismatch");
}
