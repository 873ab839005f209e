// SPDX-License-Identifier: BSD-3-Clause
/// Runs of the operations of nn that are not functions of an input and a kernel alone: the layers, and
/// weight_standardization. Compiled in one file, since their cases have few element types.
#pragma once

#include <golden/runs.hpp>

#include <string_view>

namespace convolt::golden {

/// Whether the operation runs here. (conv_transpose_scatter does not: it is called as a function of lax is.)
bool is_layer_operation(std::string_view op);

complaints run_layer_case(suite_case const&);
complaints run_layer_rejection(rejection const&);

}  // namespace convolt::golden
