// SPDX-License-Identifier: BSD-3-Clause
/// What a layer or a functional asks for, and how it is resolved to integers, with or without a batch axis.
/// Layer: nn.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/nn/arguments.hpp>
#include <convolt/nn/padding_mode.hpp>

#include <cstddef>
#include <string_view>

namespace convolt::nn::detail {

/// The convolution that a layer or a functional asks for. In all layouts of nn the batch axis comes first.
struct convolution_call {
  std::string_view where;
  geometry::conv_parameters parameters;
  bool transposed = false;
  /// The transposed kernels of brainstate are flipped, but their channels lie as in a forward kernel, not swapped.
  bool flip_kernel = false;
  bool batched = true;
  nn::padding_mode mode = boundary::zero;
};

/// For an input without batch axis. There is a single entry along it, from which no loop ever steps on: so it does not
/// matter that axis 0 keeps its part.
inline void drop_batch_axis(geometry::resolved_conv& r) {
  r.lhs_feature_axis -= 1;
  r.out_feature_axis -= 1;
  for (geometry::resolved_axis& axis : r.axes) {
    axis.lhs_axis -= 1;
    axis.out_axis -= 1;
  }
  r.out_shape = {r.out_shape.begin() + 1, r.out_shape.end()};
}

/// Throws shape_error and parameter_error.
inline geometry::resolved_conv resolve(convolution_call const& c, index_list const& input, index_list const& weight,
                                       std::size_t element_size) {
  index_list const lhs = c.batched ? input : joined({1}, input);
  geometry::extents const l{lhs.begin(), lhs.size()}, w{weight.begin(), weight.size()};
  geometry::conv_parameters p = c.parameters;
  p.element_size = static_cast<index>(element_size);
  geometry::resolved_conv r =
      c.transposed ? geometry::resolve_conv_transpose(c.where, l, w, p) : geometry::resolve_conv(c.where, l, w, p);
  r.flip_kernel = r.flip_kernel || c.flip_kernel;
  if (!c.batched) { drop_batch_axis(r); }
  return r;
}

}  // namespace convolt::nn::detail
