// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/nn/fwd.hpp>

#include <convolt/nn.hpp>

#include <concepts>

namespace nn = convolt::nn;

// The template arguments that are left out.
static_assert(std::same_as<nn::Conv1d<>, nn::Conv1d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::Conv2d<>, nn::Conv2d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::Conv3d<>, nn::Conv3d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::ConvTranspose1d<>, nn::ConvTranspose1d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::ConvTranspose2d<>, nn::ConvTranspose2d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::ConvTranspose3d<>, nn::ConvTranspose3d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::ScaledWSConv1d<>, nn::ScaledWSConv1d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::ScaledWSConv2d<>, nn::ScaledWSConv2d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::ScaledWSConv3d<>, nn::ScaledWSConv3d<convolt::one, nn::no_bias, float>>);
static_assert(std::same_as<nn::lucid::ConvTranspose1d<>, nn::lucid::ConvTranspose1d<convolt::one, convolt::one>>);
static_assert(std::same_as<nn::lucid::ConvTranspose2d<>, nn::lucid::ConvTranspose2d<convolt::one, convolt::one>>);
static_assert(std::same_as<nn::lucid::ConvTranspose3d<>, nn::lucid::ConvTranspose3d<convolt::one, convolt::one>>);
static_assert(std::same_as<nn::sgd<nn::Conv1d<>>, nn::sgd<nn::Conv1d<>, convolt::dimensionless>>);
static_assert(std::same_as<nn::momentum<nn::Conv1d<>>, nn::momentum<nn::Conv1d<>, convolt::dimensionless>>);
static_assert(std::same_as<nn::adam<nn::Conv1d<>>, nn::adam<nn::Conv1d<>, convolt::any_unit>>);
