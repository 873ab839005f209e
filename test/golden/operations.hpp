// SPDX-License-Identifier: BSD-3-Clause
/// Which operations of the suite are called how: names to the structs of lax_calls.hpp. Operations of later layers are
/// added here; a name that is missing makes its cases fail.
#pragma once

#include <golden/lax_calls.hpp>

#include <string_view>

namespace convolt::golden {

/// Calls `f.template operator()<Op>()` for the operation of that name. False where there is none.
template <class F>
bool with_forward_operation(std::string_view name, F&& f) {
  if (name == "conv_general_dilated") {
    f.template operator()<conv_general_dilated_call>();
  } else if (name == "conv_transpose") {
    f.template operator()<conv_transpose_call>();
  } else if (name == "conv_transpose_scatter") {
    f.template operator()<conv_transpose_scatter_call>();
  } else if (name == "conv_patches") {
    f.template operator()<conv_patches_call>();
  } else if (name == "conv_local") {
    f.template operator()<conv_local_call>();
  } else {
    return false;
  }
  return true;
}

/// The same for the vector-Jacobian products.
template <class F>
bool with_gradient_operation(std::string_view name, F&& f) {
  if (name == "conv_general_dilated_vjp") {
    f.template operator()<conv_general_dilated_call>();
  } else if (name == "conv_transpose_vjp") {
    f.template operator()<conv_transpose_call>();
  } else if (name == "conv_transpose_scatter_vjp") {
    f.template operator()<conv_transpose_scatter_call>();
  } else {
    return false;
  }
  return true;
}

}  // namespace convolt::golden
