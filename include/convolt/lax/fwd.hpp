// SPDX-License-Identifier: BSD-3-Clause
/// Declarations of what programs name of lax beside its functions: options, plans, and what stands for no bias.
/// Layer: lax.
#pragma once

namespace convolt::lax {

class precision;
struct conv_options;
struct conv_general_dilated_options;
struct conv_transpose_options;
struct patches_options;

template <class Types>
class convolution_plan;

/// Stands for "no bias" and for "no preferred element type".
struct no_bias_t {};
inline constexpr no_bias_t no_bias{};

}  // namespace convolt::lax
