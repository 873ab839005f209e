// SPDX-License-Identifier: BSD-3-Clause
/// The layers that the golden suite builds: JSON parameters to options, and from the kind, the rank and the kind of
/// units of a case to a class. Also the functional conv_transpose by its number of spatial axes. The only place that
/// knows how layers are made and called.
#pragma once

#include <golden/suite.hpp>

#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::golden {

inline std::vector<std::int64_t> integers_of(json const& list) {
  std::vector<std::int64_t> values;
  for (json const& item : list.items()) { values.push_back(item.as_integer()); }
  return values;
}

inline nn::per_axis per_axis_of(json const& value) {
  if (value.is_integer()) { return value.as_integer(); }
  return integers_of(value);
}

inline nn::layer_padding layer_padding_of(json const& value) {
  if (value.is_string()) { return value.as_string(); }
  if (value.is_integer()) { return value.as_integer(); }
  if (value.items().empty() || value.items().front().is_number()) { return integers_of(value); }
  std::vector<std::vector<std::int64_t>> pairs;
  for (json const& pair : value.items()) { pairs.push_back(integers_of(pair)); }
  return pairs;
}

/// Fractions as padding: rejected when compiled.
template <class P>
concept LayerPaddingAccepted = requires(P const& p) { nn::conv_options{.padding = p}; };
static_assert(LayerPaddingAccepted<int> && LayerPaddingAccepted<std::vector<int>>);
static_assert(LayerPaddingAccepted<std::vector<std::array<int, 2>>> && LayerPaddingAccepted<std::string>);
static_assert(!LayerPaddingAccepted<double> && !LayerPaddingAccepted<std::vector<double>>);
static_assert(!LayerPaddingAccepted<std::array<double, 2>> && !LayerPaddingAccepted<same_lower_t>);

inline bool has_fractions(json const& padding) {
  if (padding.is_number()) { return !padding.is_integer(); }
  return padding.is_array() && !padding.items().empty() && padding.items().front().is_number() &&
         !padding.items().front().is_integer();
}

/// Sets one member. Names of derived values, and of what the class says, are left out; unknown ones throw.
template <class Options>
void set_option(Options& o, std::string_view name, json const& value) {
  if (name == "in_size") {
    o.in_size = integers_of(value);
  } else if (name == "out_channels") {
    o.out_channels = value.as_integer();
  } else if (name == "kernel_size") {
    o.kernel_size = per_axis_of(value);
  } else if (name == "stride") {
    o.stride = per_axis_of(value);
  } else if (name == "padding") {
    o.padding = layer_padding_of(value);
  } else if (name == "lhs_dilation") {
    o.lhs_dilation = per_axis_of(value);
  } else if (name == "rhs_dilation") {
    o.rhs_dilation = per_axis_of(value);
  } else if (name == "groups") {
    o.groups = value.as_integer();
  } else if (name == "channel_first") {
    o.channel_first = value.as_bool();
  } else if (name == "eps") {
    if constexpr (requires { o.eps; }) { o.eps = value.as_double(); }
  } else if (name != "rank" && name != "kernel_shape" && name != "bias_shape" && name != "out_size") {
    throw suite_error("parameter '" + std::string(name) + "' is not supported");
  }
}

template <class Options>
Options read_options(json const& params) {
  Options o;
  for (auto const& [name, value] : params.members()) { set_option(o, name, value); }
  return o;
}

/// Calls `f.template operator()<Layer>()` with the class of this operation and number of spatial axes, of weights in W,
/// biases in B, and elements T.
template <auto W, auto B, class T, class F>
void with_layer(std::string_view op, std::int64_t rank, F&& f) {
  auto const pick = [&]<class One, class Two, class Three>() {
    switch (rank) {
      case 1:
        return f.template operator()<One>();
      case 2:
        return f.template operator()<Two>();
      case 3:
        return f.template operator()<Three>();
      default:
        throw std::runtime_error("there is no layer with " + std::to_string(rank) + " spatial axes");
    }
  };
  if (op == "conv_layer") {
    pick.template operator()<nn::Conv1d<W, B, T>, nn::Conv2d<W, B, T>, nn::Conv3d<W, B, T>>();
  } else if (op == "conv_transpose_layer") {
    pick.template
    operator()<nn::ConvTranspose1d<W, B, T>, nn::ConvTranspose2d<W, B, T>, nn::ConvTranspose3d<W, B, T>>();
  } else if (op == "scaled_ws_conv_layer") {
    pick.template operator()<nn::ScaledWSConv1d<W, B, T>, nn::ScaledWSConv2d<W, B, T>, nn::ScaledWSConv3d<W, B, T>>();
  } else {
    throw std::runtime_error("this operation is not supported");
  }
}

}  // namespace convolt::golden
