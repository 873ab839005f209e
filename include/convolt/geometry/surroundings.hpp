// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions whose input goes on beyond its ends: which convolution without padding does the sums. Forward ones take
/// an input with its surroundings. Transposed ones are their adjoint: all places that an input reaches are computed,
/// and what falls beyond the ends of the output is added to where it would have come from.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/boundary.hpp>
#include <convolt/geometry/convolution.hpp>

#include <string_view>

namespace convolt::geometry {

/// The convolution that is computed, and the shape of the array that takes the place of the input or the output.
struct inner_convolution {
  resolved_conv r;
  index_list shape;
};

/// Of an input of shape `input` with its surroundings, unpadded. Throws parameter_error, shape_error.
[[nodiscard]] CONVOLT_SHARED inner_convolution with_surroundings(std::string_view where, boundary b,
                                                                 resolved_conv const& r, index_list const& input,
                                                                 index element_size);

/// Of a transposed convolution: all places that an input reaches. Throws shape_error.
[[nodiscard]] CONVOLT_SHARED inner_convolution before_folding(std::string_view where, resolved_conv const& r,
                                                              index element_size);

}  // namespace convolt::geometry

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/geometry/bodies/surroundings.hpp>
#endif
