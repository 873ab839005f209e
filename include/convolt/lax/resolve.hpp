// SPDX-License-Identifier: BSD-3-Clause
/// From the operands and options of a call to its resolved integers, in the functions' own defaults.
/// Layer: lax.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/types.hpp>
#include <convolt/quantity/tag.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>

namespace convolt::lax {

namespace detail {

inline conv_general_dilated_options general(conv_options const& o, steps const& lhs_dilation = {},
                                            steps const& rhs_dilation = {}) {
  return {.lhs_dilation = lhs_dilation,
          .rhs_dilation = rhs_dilation,
          .precision = o.precision,
          .executor = o.executor,
          .boundary = o.boundary};
}

template <class Options>
geometry::resolved_conv resolve_shapes(std::string_view where, index_list const& lhs, index_list const& rhs,
                                       steps const& strides, padding const& pad, Options const& options,
                                       std::size_t element_size) {
  geometry::extents const l{lhs.begin(), lhs.size()}, r{rhs.begin(), rhs.size()};
  geometry::conv_arguments p = parameters(strides, pad, options);
  p.element_size = static_cast<index>(element_size);
  if constexpr (std::same_as<Options, conv_transpose_options>) {
    return geometry::resolve_conv_transpose(where, l, r, p);
  } else {
    return geometry::resolve_conv(where, l, r, p);
  }
}

template <class P, class L, class R, class Options>
geometry::resolved_conv resolve(std::string_view where, L const& lhs, R const& rhs, steps const& strides,
                                padding const& pad, Options const& options) {
  index_list const lhs_shape = arrays::shape_of(where, "lhs", raw(lhs));
  return resolve_shapes(where, lhs_shape, arrays::shape_of(where, "rhs", raw(rhs)), strides, pad, options,
                        sizeof(result_element<P, element_t<arrays::bare_t<L>>>));
}

}  // namespace detail
}  // namespace convolt::lax
