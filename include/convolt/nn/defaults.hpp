// SPDX-License-Identifier: BSD-3-Clause
/// The initial values that layers have where none are given: those of the mirrored systems.
/// Layer: nn.
#pragma once

#include <convolt/nn/configuration.hpp>
#include <convolt/nn/layer_traits.hpp>
#include <convolt/nn/parameter.hpp>

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

/// The unit that a layer without template arguments takes over from a value: `no_bias` from no_bias, that of
/// quantities, and `one` from plain numbers and initializers.
template <class S>
constexpr auto unit_of_value() {
  if constexpr (std::same_as<S, no_bias_t> || std::same_as<S, default_values>) {
    return no_bias;
  } else if constexpr (DynamicQuantity<S>) {
    return run_time_unit;
  } else if constexpr (AnyQuantity<S>) {
    return unit_t<S>{};
  } else {
    return one;
  }
}
template <class S>
inline constexpr auto unit_of_values = unit_of_value<S>();

/// A bias for a layer whose type has none.
template <class S, auto B>
concept this_layer_has_no_bias_give_its_unit_as_second_template_argument =
    std::same_as<std::remove_cv_t<decltype(B)>, no_bias_t> && !std::same_as<S, no_bias_t> &&
    !std::same_as<S, default_values>;

/// The source itself, or the default of the kind.
template <layer_kind Kind, class S>
decltype(auto) initial_weights(S const& source, [[maybe_unused]] layer_configuration const& c) {
  if constexpr (!std::same_as<S, default_values>) {
    return (source);
  } else {
    return layer_traits<Kind>::default_weights(c);
  }
}
template <layer_kind Kind, class S>
decltype(auto) initial_bias(S const& source, [[maybe_unused]] layer_configuration const& c) {
  if constexpr (!std::same_as<S, default_values>) {
    return (source);
  } else {
    return layer_traits<Kind>::default_bias(c);
  }
}

}  // namespace detail
}  // namespace convolt::nn
