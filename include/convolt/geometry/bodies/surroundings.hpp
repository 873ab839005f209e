// SPDX-License-Identifier: BSD-3-Clause
/// How an input with its surroundings, or an output before it is folded, makes another convolution.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/boundary.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/refusals.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/surroundings.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::geometry {

namespace detail {

/// Throws parameter_error "bad_padding" where an axis without samples would have to go on.
inline void check_goes_on(std::string_view where, boundary b, resolved_axis const& axis, index extended) {
  if (axis.input == 0 && extended > 0) {
    throw_parameter_error({.where = where, .argument = "padding", .letter = axis.letter},
                          {.category = "bad_padding",
                           .problem = "needs samples to continue an axis by",
                           .expected = "zeros outside, or an input that is not empty",
                           .actual = std::string(name_of(b))});
  }
}

/// Throws parameter_error "parameter_not_applicable" where zeros lie between the samples: the pattern would not go on.
inline void check_dense_input(std::string_view where, boundary b, resolved_axis const& axis) {
  if (axis.input_dilation != 1) {
    throw_not_applicable({.where = where, .argument = "boundary", .letter = axis.letter},
                         "is " + std::string(name_of(b)) + ", and must be zero together with lhs_dilation",
                         "give lhs_dilation 1, or pad the input beforehand");
  }
}

}  // namespace detail

CONVOLT_SHARED_BODY inner_convolution with_surroundings(std::string_view where, boundary b, resolved_conv const& r,
                                                        index_list const& input, index element_size) {
  inner_convolution inner{r, input};
  for (resolved_axis& axis : inner.r.axes) {
    index const extended = axis.input + axis.pad_lo + axis.pad_hi;
    detail::check_dense_input(where, b, axis);
    detail::check_goes_on(where, b, axis, extended);
    inner.shape[static_cast<std::size_t>(axis.lhs_axis)] = axis.input = extended;
    axis.pad_lo = axis.pad_hi = 0;
  }
  check_extents(where, "padded input", {inner.shape.begin(), inner.shape.size()}, element_size);
  return inner;
}

CONVOLT_SHARED_BODY inner_convolution before_folding(std::string_view where, resolved_conv const& r,
                                                     index element_size) {
  inner_convolution inner{r, r.out_shape};
  for (resolved_axis& axis : inner.r.axes) {
    index const reach = (axis.kernel - 1) * axis.kernel_dilation;
    index const samples = axis.input == 0 ? 0 : (axis.input - 1) * axis.input_dilation + 1;
    axis.pad_lo = axis.pad_hi = reach;
    inner.shape[static_cast<std::size_t>(axis.out_axis)] = axis.output = samples + reach;
  }
  check_extents(where, "output before it is folded", {inner.shape.begin(), inner.shape.size()}, element_size);
  return inner;
}

}  // namespace convolt::geometry
