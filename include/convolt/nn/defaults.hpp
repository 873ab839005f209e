// SPDX-License-Identifier: BSD-3-Clause
/// The initial values that layers have where none are given: those of the mirrored systems.
/// Layer: nn.
#pragma once

#include <convolt/nn/configuration.hpp>
#include <convolt/nn/init/constant.hpp>
#include <convolt/nn/init/distributions.hpp>
#include <convolt/nn/init/variance_scaling.hpp>
#include <convolt/nn/parameter.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace convolt::nn {

/// Stands for "no mask".
struct no_mask_t {};
inline constexpr no_mask_t no_mask{};

/// Stands for the initial values of the mirrored system, drawn with seed 0. What tells layers of one shape apart is
/// their name; the mirrored systems draw on from one generator instead.
struct default_values {};

namespace detail {

template <class S, class U, std::size_t N>
concept InitialWeights = std::same_as<S, default_values> || ValueSource<S, U, N + 2>;

/// Whether there is a bias is decided by the type of the layer, or by an option of lucid's: `no_bias` as its initial
/// value is for types that have none.
template <class S, auto B>
concept InitialBias = std::same_as<S, default_values> ||
                      (std::same_as<std::remove_cv_t<decltype(B)>, no_bias_t> ? std::same_as<S, no_bias_t>
                                                                              : ValueSource<S, unit_argument_t<B>, 1>);

template <class S, std::size_t N>
concept InitialMask = std::same_as<S, no_mask_t> || ValueSource<S, dimensionless, N + 2>;

/// Uniform within 1/sqrt(out/groups * taps): Kaiming's with a = sqrt(5), where PyTorch and lucid take the second axis
/// of the transposed weights for the inputs.
inline init::uniform lucid_uniform(layer_configuration const& c) {
  double const bound = 1. / std::sqrt(static_cast<double>(c.out_channels() / c.groups() * c.taps()));
  return init::uniform({.min = -bound, .max = bound});
}

/// The source itself, or the default: xavier_normal, for lucid lucid_uniform.
template <layer_kind Kind, class S>
decltype(auto) initial_weights(S const& source, [[maybe_unused]] layer_configuration const& c) {
  if constexpr (!std::same_as<S, default_values>) {
    return (source);
  } else if constexpr (Kind == layer_kind::lucid_conv_transpose) {
    return lucid_uniform(c);
  } else {
    return init::xavier_normal();
  }
}

/// The source itself, or the default: zeros, for lucid lucid_uniform.
template <layer_kind Kind, class S>
decltype(auto) initial_bias(S const& source, [[maybe_unused]] layer_configuration const& c) {
  if constexpr (!std::same_as<S, default_values>) {
    return (source);
  } else if constexpr (Kind == layer_kind::lucid_conv_transpose) {
    return lucid_uniform(c);
  } else {
    return init::zeros();
  }
}

}  // namespace detail
}  // namespace convolt::nn
