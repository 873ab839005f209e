// SPDX-License-Identifier: BSD-3-Clause
/// The operations that the suite's README knows.

#include <golden/selection.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>

namespace convolt::golden {
namespace {

constexpr std::array<std::string_view, 6> lax_operations{
    "conv_general_dilated", "conv_transpose",           "conv_patches",
    "conv_local",           "conv_general_dilated_vjp", "conv_transpose_vjp"};

constexpr std::array<std::string_view, 9> other_operations{
    "conv_transpose_scatter", "conv_transpose_scatter_vjp", "conv_layer",
    "conv_layer_vjp",         "scaled_ws_conv_layer",       "scaled_ws_conv_layer_vjp",
    "conv_transpose_layer",   "conv_transpose_layer_vjp",   "weight_standardization"};

template <class List>
bool is_in(List const& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

bool is_lax_operation(std::string_view op) { return is_in(lax_operations, op); }

selection::selection(std::string_view names) : everything_(false), text_(names) {
  while (true) {
    std::size_t const comma = names.find(',');
    add(std::string(names.substr(0, comma)));
    if (comma == std::string_view::npos) { return; }
    names.remove_prefix(comma + 1);
  }
}

void selection::add(std::string const& name) {
  if (name == "all") {
    everything_ = true;
  } else if (name == "lax") {
    for (std::string_view const op : lax_operations) { names_.emplace(op); }
  } else if (is_in(lax_operations, name) || is_in(other_operations, name)) {
    names_.insert(name);
  } else {
    throw std::invalid_argument("'" + name + "' is no operation of the suite");
  }
}

}  // namespace convolt::golden
