// SPDX-License-Identifier: BSD-3-Clause
/// What a layer costs: its parameters, the multiplications that meet data, the bytes that are moved.
/// Layer: nn.
#pragma once

#include <convolt/engine/problem/problem.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/nn/configuration.hpp>
#include <convolt/nn/layer_call.hpp>

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace convolt::nn {

/// The cost of one call. Multiplications with padding and with inserted zeros are not made, and not counted.
struct layer_cost {
  index parameters = 0;     ///< numbers that the layer holds, without a mask
  index multiply_adds = 0;  ///< of one call
  index bytes = 0;          ///< of input, parameters and output: what a call cannot do without
  index_list output_shape;
};

inline std::ostream& operator<<(std::ostream& os, layer_cost const& c) {
  return os << c.parameters << " parameters, " << c.multiply_adds << " multiply-adds, " << c.bytes << " bytes, output "
            << geometry::list_text({c.output_shape.begin(), c.output_shape.size()});
}

namespace detail {

inline index checked_total(std::string_view where, checked_index n, std::string_view what) {
  if (n.overflowed) {
    geometry::throw_shape_error({.where = where, .argument = "cost"},
                                {.category = "size_overflow", .problem = std::string(what) + " are too many to count"});
  }
  return n.value;
}

inline checked_index count_of(index_list const& shape) {
  checked_index n = 1;
  for (index extent : shape) { n = n * extent; }
  return n;
}

/// Multiplications that meet data. Where the surroundings are data too, these are all: every output with every tap, in
/// a transposed convolution every input with every tap.
inline checked_index useful_multiplies(layer_configuration const& layer, engine::problem const& p) {
  if (layer.padding_mode() == boundary::zero) { return engine::useful_multiply_adds(p); }
  if (!is_transposed(layer.kind())) { return engine::nominal_multiply_adds(p); }
  checked_index n = checked_index(p.batch) * p.out_channels * p.in_channels;
  for (std::size_t d = 0; d < p.rank; ++d) { n = n * p.axes[d].input * p.axes[d].weights; }
  return n;
}

inline layer_cost cost_of(layer_configuration const& layer, index parameters, index_list const& input,
                          std::size_t element_size) {
  index_list const kernel = layer.kernel_shape();
  geometry::resolved_conv const r = resolve(call_of(layer, input), input, kernel, element_size);
  index_list const no_steps = index_list::filled(index_list::capacity(), 0);
  engine::problem const p = lax::resolved::make_problem(r, no_steps, no_steps, no_steps, 0);
  checked_index const numbers = count_of(input) + parameters + count_of(r.out_shape);
  return {.parameters = parameters,
          .multiply_adds = checked_total(layer.where(), useful_multiplies(layer, p), "multiply-adds"),
          .bytes = checked_total(layer.where(), numbers * static_cast<index>(element_size), "bytes"),
          .output_shape = r.out_shape};
}

}  // namespace detail
}  // namespace convolt::nn
