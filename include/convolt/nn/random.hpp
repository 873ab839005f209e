// SPDX-License-Identifier: BSD-3-Clause
/// Random bits and numbers that are the same on every machine, compiler and run: Philox4x32-10, a generator that
/// computes the i-th number from i alone (Salmon, Moraes, Dror, Shaw: Parallel random numbers, as easy as 1, 2, 3; SC
/// 2011).
/// Layer: nn.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace convolt::nn {

namespace detail {

struct philox {
  using block = std::array<std::uint32_t, 4>;
  using key = std::array<std::uint32_t, 2>;

  static constexpr block bits(block counter, key k) {
    for (int round = 0; round < 10; ++round) {
      std::uint64_t const a = std::uint64_t{0xD2511F53} * counter[0];
      std::uint64_t const b = std::uint64_t{0xCD9E8D57} * counter[2];
      counter = {high(b) ^ counter[1] ^ k[0], low(b), high(a) ^ counter[3] ^ k[1], low(a)};
      k = {k[0] + 0x9E3779B9U, k[1] + 0xBB67AE85U};
    }
    return counter;
  }

  static constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
  static constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
};

}  // namespace detail

/// The numbers that belong to a seed. Streams of one seed have nothing to do with each other: give each array its own.
class random_numbers {
 public:
  constexpr explicit random_numbers(std::uint64_t seed, std::uint64_t stream = 0) : seed_(seed), stream_(stream) {}

  /// The i-th word, 64 random bits.
  constexpr std::uint64_t bits(std::uint64_t i) const {
    using detail::philox;
    std::uint64_t const number = i / 2;
    philox::block const b =
        philox::bits({philox::low(number), philox::high(number), philox::low(stream_), philox::high(stream_)},
                     {philox::low(seed_), philox::high(seed_)});
    std::size_t const half = i % 2 == 0 ? 0 : 2;
    return std::uint64_t{b[half]} | std::uint64_t{b[half + 1]} << 32;
  }

  /// The i-th number strictly between 0 and 1: an odd multiple of 2^-53, so that u and 1-u are equally frequent.
  constexpr double uniform(std::uint64_t i) const { return static_cast<double>((bits(i) >> 12) * 2 + 1) * 0x1p-53; }

 private:
  std::uint64_t seed_;
  std::uint64_t stream_;
};

/// The stream that a name stands for, as "encoder.weight" (FNV-1a, 64 bits).
constexpr std::uint64_t stream_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (char const c : name) { hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U; }
  return hash;
}

}  // namespace convolt::nn
