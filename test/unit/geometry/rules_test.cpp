// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/rules.hpp.
#include <convolt/geometry/rules.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::dimension_numbers;
using convolt::forward_padding;
using convolt::padding;
using convolt::raw_padding;
using convolt::steps;

namespace {

/// "category|argument|actual" of the error that `check` throws, or "fine".
std::string verdict(auto&& check) {
  try {
    check();
  } catch (convolt::parameter_error const& e) {
    CHECK(e.where() == "f");
    return std::string(e.category()) + "|" + e.argument() + "|" + e.actual();
  }
  return "fine";
}

std::string forward(padding const& pad, steps const& lhs_dilation) {
  return verdict([&] { geometry::check_padding_applies("f", pad, lhs_dilation); });
}
std::string transposed(padding const& pad, steps const& lhs_dilation = {}) {
  return verdict([&] { geometry::check_padding_applies_transposed("f", pad, lhs_dilation); });
}
std::string requests(padding const& pad, steps const& output_padding, steps const& output_size) {
  return verdict([&] {
    geometry::check_output_requests("f", dimension_numbers::channels_last(1), pad, output_padding, output_size);
  });
}

}  // namespace

TEST_CASE("rules: names and forward_padding need an input that is not dilated") {
  for (padding const& pad :
       {padding(convolt::same), padding(convolt::same_lower), padding(convolt::valid), padding(convolt::full),
        padding(convolt::causal), padding(forward_padding{{1, 1}}), padding(raw_padding{{1, 1}})}) {
    CHECK(forward(pad, {}) == "fine");
    CHECK(forward(pad, {1}) == "fine");
    CHECK(forward(pad, {1, 1}) == "fine");
  }
  CHECK(forward(convolt::same, {2}) == "string_padding_with_lhs_dilation|padding|same");
  CHECK(forward(convolt::same_lower, {1, 2}) == "string_padding_with_lhs_dilation|padding|same_lower");
  CHECK(forward(convolt::valid, {2, 1}) == "string_padding_with_lhs_dilation|padding|valid");
  CHECK(forward(convolt::full, {2}) == "string_padding_with_lhs_dilation|padding|full");
  CHECK(forward(convolt::causal, {2}) == "string_padding_with_lhs_dilation|padding|causal");
  CHECK(forward(forward_padding{{1, 1}}, {2}) == "bad_padding_form|padding|");
  CHECK(forward({{1, 1}}, {2}) == "fine");
}

TEST_CASE("rules: a transposed convolution has neither same_lower, full, causal nor lhs_dilation") {
  CHECK(transposed(convolt::same) == "fine");
  CHECK(transposed(convolt::valid) == "fine");
  CHECK(transposed({{1, 1}}) == "fine");
  CHECK(transposed(forward_padding{{1, 1}}) == "fine");
  CHECK(transposed(convolt::same_lower) == "bad_padding_name|padding|same_lower");
  CHECK(transposed(convolt::full) == "bad_padding_name|padding|full");
  CHECK(transposed(convolt::causal) == "bad_padding_name|padding|causal");
  CHECK(transposed(convolt::same, {1}) == "parameter_not_applicable|lhs_dilation|");
}

TEST_CASE("rules: a forward convolution has none of the transposed parameters") {
  auto const given = [](bool transpose_kernel, steps const& output_padding, steps const& output_size) {
    return verdict(
        [&] { geometry::check_no_transposed_parameters("f", transpose_kernel, output_padding, output_size); });
  };
  CHECK(given(false, {}, {}) == "fine");
  CHECK(given(true, {}, {}) == "parameter_not_applicable|transpose_kernel|");
  CHECK(given(false, {0}, {}) == "parameter_not_applicable|output_padding|");
  CHECK(given(false, {}, {5}) == "parameter_not_applicable|output_size|");
}

TEST_CASE("rules: output_padding or output_size, with forward_padding only") {
  padding const pad = forward_padding{{1, 1}};
  CHECK(requests(pad, {}, {}) == "fine");
  CHECK(requests(pad, {1}, {}) == "fine");
  CHECK(requests(pad, {}, {9}) == "fine");
  CHECK(requests(pad, {1}, {9}) == "bad_output_padding|output_padding|");
  CHECK(requests(pad, {1, 1}, {}) == "bad_output_padding_length|output_padding|2");
  CHECK(requests(pad, {}, {9, 9}) == "bad_output_size_length|output_size|2");
  CHECK(requests(pad, std::vector<int>{}, {}) == "fine");  // as if it were not given
  CHECK(requests(convolt::same, {0}, {}) == "bad_output_padding|output_padding|same");
  CHECK(requests({{0, 0}}, {1}, {}) == "bad_output_padding|output_padding|raw_padding");
  CHECK(requests(convolt::valid, {}, {9}) == "bad_output_size|output_size|valid");
  CHECK(requests({{0, 0}}, {}, {9}) == "bad_output_size|output_size|raw_padding");
}

TEST_CASE("rules: conv_transpose has default layouts up to three spatial axes") {
  auto const layout = [](dimension_numbers const& given, std::size_t rank) {
    return verdict([&] { geometry::check_has_default_layout("f", given, rank); });
  };
  CHECK(layout({}, 2) == "fine");
  CHECK(layout({}, 5) == "fine");
  CHECK(layout({}, 6) == "no_default_layout|dimension_numbers|6");
  CHECK(layout(dimension_numbers::channels_last(4), 6) == "fine");
}
