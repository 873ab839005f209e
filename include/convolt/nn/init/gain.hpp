// SPDX-License-Identifier: BSD-3-Clause
/// The gain of a nonlinearity: the factor on initial weights that keeps the size of signals through many layers.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/context.hpp>

#include <cmath>
#include <string>
#include <string_view>

namespace convolt::nn::init {

/// 1 for "linear", "sigmoid", "conv1d" .. "conv3d", "conv_transpose1d" .. "conv_transpose3d"; "tanh" 5/3; "relu"
/// sqrt(2); "leaky_relu" sqrt(2 / (1 + negative_slope^2)); "selu" 3/4. Throws parameter_error for other names.
inline double calculate_gain(std::string_view nonlinearity, double negative_slope = 0.01) {
  static constexpr std::string_view linear[] = {"linear", "sigmoid",          "conv1d",           "conv2d",
                                                "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d"};
  for (std::string_view const name : linear) {
    if (nonlinearity == name) { return 1.; }
  }
  if (nonlinearity == "tanh") { return 5. / 3.; }
  if (nonlinearity == "relu") { return std::sqrt(2.); }
  if (nonlinearity == "leaky_relu") {
    detail::check_finite("calculate_gain", "negative_slope", negative_slope);
    return std::sqrt(2. / std::fma(negative_slope, negative_slope, 1.));
  }
  if (nonlinearity == "selu") { return 3. / 4.; }
  throw parameter_error(
      {.category = "bad_nonlinearity",
       .where = "nn::init::calculate_gain",
       .argument = "nonlinearity",
       .problem = "is not one of those whose gain is known",
       .expected = "linear, conv1d..3d, conv_transpose1d..3d, sigmoid, tanh, relu, leaky_relu or selu",
       .actual = "'" + std::string(nonlinearity.substr(0, 40)) + "'"});
}

}  // namespace convolt::nn::init
