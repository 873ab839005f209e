// SPDX-License-Identifier: BSD-3-Clause
/// What sets the kinds of layers apart when they are compiled: their options, the values that they begin with, the way
/// from weight to kernel.
/// Layer: nn.
#pragma once

#include <convolt/nn/configuration.hpp>
#include <convolt/nn/init/constant.hpp>
#include <convolt/nn/init/distributions.hpp>
#include <convolt/nn/init/variance_scaling.hpp>
#include <convolt/nn/kernel_rule.hpp>
#include <convolt/nn/options.hpp>

#include <cmath>

namespace convolt::nn::detail {

/// As in brainstate, whatever the kind.
struct brainstate_traits {
  /// Made from options and initial values. (lucid's take the numbers of channels before them.)
  static constexpr bool options_come_first = true;
  /// Whether there is a bias is decided by an option, and not by the class alone.
  static constexpr bool has_optional_bias = false;
  template <class T>
  using kernel_rule = kernel_is_weight<T>;

  static init::xavier_normal default_weights(layer_configuration const&) { return init::xavier_normal(); }
  static init::zeros default_bias(layer_configuration const&) { return init::zeros(); }
};

template <layer_kind Kind>
struct layer_traits;

template <>
struct layer_traits<layer_kind::conv> : brainstate_traits {
  using options = conv_options;
};

template <>
struct layer_traits<layer_kind::conv_transpose> : brainstate_traits {
  using options = conv_transpose_options;
};

template <>
struct layer_traits<layer_kind::scaled_ws_conv> : brainstate_traits {
  using options = scaled_ws_conv_options;
  template <class T>
  using kernel_rule = kernel_is_standardised<T>;
};

template <>
struct layer_traits<layer_kind::lucid_conv_transpose> {
  using options = lucid::conv_transpose_options;
  static constexpr bool options_come_first = false;
  static constexpr bool has_optional_bias = true;
  template <class T>
  using kernel_rule = kernel_is_weight<T>;

  /// Uniform within 1/sqrt(out/groups * taps): Kaiming's with a = sqrt(5), where PyTorch and lucid take the second axis
  /// of the transposed weights for the inputs.
  static init::uniform default_weights(layer_configuration const& c) {
    double const bound = 1. / std::sqrt(static_cast<double>(c.out_channels() / c.groups() * c.taps()));
    return init::uniform({.min = -bound, .max = bound});
  }
  static init::uniform default_bias(layer_configuration const& c) { return default_weights(c); }
};

}  // namespace convolt::nn::detail
