// SPDX-License-Identifier: BSD-3-Clause
/// Declarations of layers and optimizers, with the defaults of their template arguments: W is the unit of the weight, B
/// that of the bias, T the type of the numbers.
/// Layer: nn.
#pragma once

#include <convolt/lax/fwd.hpp>
#include <convolt/units/fwd.hpp>

namespace convolt::nn {

using lax::no_bias;
using lax::no_bias_t;

/// As the unit of a weight or bias, `Conv1d<nn::run_time_unit>`: it is a value, which the initial values bring along.
struct run_time_unit_t {};
inline constexpr run_time_unit_t run_time_unit{};

struct conv_options;
struct scaled_ws_conv_options;
struct conv_transpose_options;

template <auto W = one, auto B = no_bias, class T = float>
class Conv1d;
template <auto W = one, auto B = no_bias, class T = float>
class Conv2d;
template <auto W = one, auto B = no_bias, class T = float>
class Conv3d;
template <auto W = one, auto B = no_bias, class T = float>
class ConvTranspose1d;
template <auto W = one, auto B = no_bias, class T = float>
class ConvTranspose2d;
template <auto W = one, auto B = no_bias, class T = float>
class ConvTranspose3d;
template <auto W = one, auto B = no_bias, class T = float>
class ScaledWSConv1d;
template <auto W = one, auto B = no_bias, class T = float>
class ScaledWSConv2d;
template <auto W = one, auto B = no_bias, class T = float>
class ScaledWSConv3d;

namespace lucid {

struct conv_transpose_options;

template <auto W = one, auto B = one, class T = float>
class ConvTranspose1d;
template <auto W = one, auto B = one, class T = float>
class ConvTranspose2d;
template <auto W = one, auto B = one, class T = float>
class ConvTranspose3d;

}  // namespace lucid

template <class Layer, AnyUnit Loss = dimensionless>
class sgd;
template <class Layer, AnyUnit Loss = dimensionless>
class momentum;
/// The unit of the loss is checked when the program runs, unless it is named.
template <class Layer, AnyUnit Loss = any_unit>
class adam;

}  // namespace convolt::nn
