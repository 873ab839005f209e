// SPDX-License-Identifier: BSD-3-Clause
/// Random numbers of the examples: the same ones on every machine.
#pragma once

#include <convolt/nn/random.hpp>
#include <xtensor/xtensor.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace support {

/// Normally distributed numbers with mean 0 and variance 1 (Box and Muller, 1958). Each seed has its own.
template <std::size_t N>
xt::xtensor<double, N> normal_numbers(std::size_t const (&extents)[N], std::uint64_t seed) {
  convolt::nn::random_numbers const random(seed);
  auto numbers = xt::xtensor<double, N>::from_shape(std::to_array(extents));
  std::uint64_t i = 0;
  for (double& x : numbers) {
    x = std::sqrt(-2. * std::log(random.uniform(i))) * std::cos(2. * std::numbers::pi * random.uniform(i + 1));
    i += 2;
  }
  return numbers;
}

/// Numbers between 0 and 1. Each seed has its own.
template <std::size_t N>
xt::xtensor<double, N> uniform_numbers(std::size_t const (&extents)[N], std::uint64_t seed) {
  convolt::nn::random_numbers const random(seed);
  auto numbers = xt::xtensor<double, N>::from_shape(std::to_array(extents));
  std::uint64_t i = 0;
  for (double& x : numbers) { x = random.uniform(i++); }
  return numbers;
}

}  // namespace support
