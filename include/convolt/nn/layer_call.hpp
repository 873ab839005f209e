// SPDX-License-Identifier: BSD-3-Clause
/// From a layer and the shape of an input to the convolution that is asked for.
/// Layer: nn.
#pragma once

#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/nn/call.hpp>
#include <convolt/nn/configuration.hpp>

namespace convolt::nn::detail {

/// The convolution that a layer computes for an input of this shape.
inline convolution_call call_of(layer_configuration const& layer, index_list const& input,
                                steps const& output_size = {}) {
  return {.where = layer.where(),
          .parameters = layer.parameters(output_size),
          .transposed = is_transposed(layer.kind()),
          .flip_kernel = layer.kind() == layer_kind::conv_transpose,
          .batched = layer.check_input(input),
          .mode = layer.padding_mode()};
}

}  // namespace convolt::nn::detail
