// SPDX-License-Identifier: BSD-3-Clause
/// The two relatives of the convolution whose kernel is not an ordinary array: patches, which has a filter shape and no
/// kernel, and the local (unshared) convolution, which has one kernel per output position.
/// Layer: geometry.
#pragma once

#include <convolt/core/shared.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <string_view>

namespace convolt::geometry {

/// Resolve conv_general_dilated_patches. The output has channels * prod(filter_shape) features, channel by channel,
/// within a channel the taps in the order of the kernel's letters. The result reads as a depthwise convolution with
/// that many outputs.
[[nodiscard]] CONVOLT_SHARED resolved_conv resolve_patches(std::string_view where, extents lhs_shape,
                                                           steps const& filter_shape, conv_arguments p);

/// Resolve conv_general_dilated_local. The spatial extents of rhs are those of the output, and its 'I' axis has
/// channels * prod(filter_shape) entries in the order of patches. In the result `kernel` is the filter's extent.
[[nodiscard]] CONVOLT_SHARED resolved_conv resolve_local(std::string_view where, extents lhs_shape, extents rhs_shape,
                                                         steps const& filter_shape, conv_arguments const& p);

}  // namespace convolt::geometry

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/geometry/bodies/patches.hpp>
#endif
