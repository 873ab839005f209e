// SPDX-License-Identifier: BSD-3-Clause
/// From the options of a functional and the ranks of its operands to the convolution that is asked for.
/// Layer: nn.
#pragma once

#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/nn/call.hpp>
#include <convolt/nn/options.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::nn::detail {

/// Weights have n spatial axes; the input has as many axes as they, or one less: no batch.
inline bool check_functional_ranks(std::string_view where, std::size_t n, std::size_t input, std::size_t weight) {
  bool const good_weight = weight == n + 2;
  if (!good_weight || (input != n + 2 && input != n + 1)) {
    std::string const axes = std::to_string(n + 2);
    geometry::throw_shape_error(
        {.where = where, .argument = good_weight ? "input" : "weight"},
        {.category = "rank_mismatch",
         .problem = "has the wrong number of axes",
         .expected = good_weight ? axes + ", or " + std::to_string(n + 1) + " without batch" : axes,
         .actual = std::to_string(good_weight ? input : weight)});
  }
  return input == n + 2;
}

inline dimension_numbers channels_first_layout(std::size_t n) {
  constexpr std::array<std::string_view, 3> letters{"L", "HW", "DHW"};
  std::string const space(letters[n - 1]);
  return {"NC" + space, "OI" + space, "NC" + space};
}

inline void check_same_has_stride_one(std::string_view where, padding const& pad, index_list const& stride) {
  if (pad.kind() != padding_kind::same) { return; }
  for (index s : stride) {
    if (s != 1) {
      geometry::throw_parameter_error({.where = where, .argument = "padding"},
                                      {.category = "same_padding_with_stride",
                                       .problem = "'same' is not defined with a stride",
                                       .expected = "stride 1",
                                       .actual = std::to_string(s),
                                       .advice = "give the padding as numbers, or use lax::conv with convolt::same"});
    }
  }
}

inline convolution_call call_of(std::string_view where, std::size_t n, std::size_t input_rank, std::size_t weight_rank,
                                functional_conv_options const& o) {
  bool const batched = check_functional_ranks(where, n, input_rank, weight_rank);
  index_list const stride = o.stride.of_rank_or(1, {.where = where, .argument = "stride"}, n);
  padding const pad = o.padding.of_axes(where, n);
  check_same_has_stride_one(where, pad, stride);
  return {.where = where,
          .parameters = {.strides = stride,
                         .pad = pad,
                         .rhs_dilation = o.dilation.of_rank_or(1, {.where = where, .argument = "dilation"}, n),
                         .layout = channels_first_layout(n),
                         .feature_group_count = o.groups.value()},
          .batched = batched,
          .mode = o.padding_mode.value()};
}

inline convolution_call call_of(std::string_view where, std::size_t n, std::size_t input_rank, std::size_t weight_rank,
                                functional_conv_transpose_options const& o) {
  convolution_call c{.where = where, .parameters = {}, .transposed = true, .mode = o.padding_mode.value()};
  c.batched = check_functional_ranks(where, n, input_rank, weight_rank);
  index_list const output_padding = o.output_padding.of_rank_or(0, {.where = where, .argument = "output_padding"}, n);
  c.parameters = {.strides = o.stride.of_rank_or(1, {.where = where, .argument = "stride"}, n),
                  .pad = forward_padding(o.padding.symmetric_of_rank(where, n)),
                  .rhs_dilation = o.dilation.of_rank_or(1, {.where = where, .argument = "dilation"}, n),
                  .layout = channels_first_layout(n),
                  .feature_group_count = o.groups.value(),
                  .transpose_kernel = true,
                  .output_padding = output_padding,
                  .output_size = o.output_size,
                  .torch_rules = true};
  // A wanted size chooses the output_padding. One that is given as well is refused, unless it is the default.
  bool const is_default = output_padding == index_list::filled(n, 0);
  if (o.output_size.given() && is_default) { c.parameters.output_padding = steps{}; }
  return c;
}

}  // namespace convolt::nn::detail
