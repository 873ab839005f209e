// SPDX-License-Identifier: BSD-3-Clause
/// Vectors from numbers and back, for tests of what is done to their lanes.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <type_traits>
#include <vector>

namespace test {

using convolt::engine::default_arch;

template <class T>
using vector_of = convolt::engine::simd<T, default_arch>;

template <class T>
inline constexpr std::size_t width_of = convolt::engine::lanes<T, default_arch>;

/// The numbers `first` to `first + count - 1`.
template <class T>
std::vector<T> ramp(std::size_t count, int first = 0) {
  std::vector<T> numbers;
  for (std::size_t i = 0; i < count; ++i) { numbers.push_back(static_cast<T>(first + static_cast<int>(i))); }
  return numbers;
}

template <class T>
vector_of<T> to_vector(std::vector<T> const& numbers, std::size_t first = 0) {
  return vector_of<T>::load_unaligned(numbers.data() + first);
}

template <class T>
std::vector<T> to_numbers(vector_of<T> const& x) {
  std::vector<T> numbers(width_of<T>);
  x.store_unaligned(numbers.data());
  return numbers;
}

template <class T>
using bits_of_number = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// For comparisons that tell 0 from -0, and a NaN from others.
template <class T>
std::vector<bits_of_number<T>> to_bits(std::vector<T> const& numbers) {
  std::vector<bits_of_number<T>> bits;
  for (T const x : numbers) { bits.push_back(std::bit_cast<bits_of_number<T>>(x)); }
  return bits;
}
template <class T>
std::vector<bits_of_number<T>> to_bits(vector_of<T> const& x) {
  return to_bits(to_numbers<T>(x));
}

/// Numbers of any bits, infinities and NaN among them.
template <class T>
std::vector<T> any_numbers(std::mt19937_64& random, std::size_t count) {
  std::vector<T> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    numbers.push_back(std::bit_cast<T>(static_cast<bits_of_number<T>>(random())));
  }
  return numbers;
}

/// Calls f with the integral constants 2, 4, 8, ... below the lanes of a vector.
template <class T, std::size_t K = 2, class F>
void for_each_part_of_width(F const& f) {
  if constexpr (K < width_of<T>) {
    f(std::integral_constant<std::size_t, K>{});
    for_each_part_of_width<T, 2 * K>(f);
  }
}

}  // namespace test
