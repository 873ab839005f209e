// SPDX-License-Identifier: BSD-3-Clause
/// The parameters of one call, read from JSON into plain values. Nothing here knows the library; lax_calls.hpp turns
/// these values into arguments.
#pragma once

#include <golden/suite.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace convolt::golden {

using integers = std::vector<std::int64_t>;
using integer_lists = std::vector<std::vector<std::int64_t>>;

struct call_parameters {
  integers strides;
  std::variant<std::string, integer_lists> padding;  ///< a name, or one list per axis (right ones are pairs)
  bool forward_padding = false;                      ///< pairs mean the padding of the forward convolution
  std::optional<integers> lhs_dilation;
  std::optional<integers> rhs_dilation;
  std::optional<std::vector<std::string>> layout;
  std::int64_t feature_groups = 1;
  std::int64_t batch_groups = 1;
  bool transpose_kernel = false;
  std::optional<integers> output_padding;
  integers filter_shape;
  std::optional<std::string> preferred;
};

/// Reads the parameters of any operation. A parameter that is not known throws, so that none is left out silently; so
/// does one that has no form in C++ (a padding of plain integers). `spatial_rank` repeats a scalar where a list is
/// wanted.
call_parameters read_parameters(json const& params, std::size_t spatial_rank);

}  // namespace convolt::golden
