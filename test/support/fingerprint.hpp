// SPDX-License-Identifier: BSD-3-Clause
/// One number for the exact bits of many: for tests of results that must not depend on machine or compiler.
/// Layer: test support.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace convolt::test {

/// FNV-1a (64 bits) over the numbers in order, each as the 8 bytes of a double, lowest byte first.
template <class Array>
std::uint64_t fingerprint(Array const& array) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (auto const x : array) {
    std::uint64_t bits = std::bit_cast<std::uint64_t>(static_cast<double>(x));
    for (int i = 0; i < 8; ++i, bits >>= 8) { hash = (hash ^ (bits & 0xFFU)) * 0x100000001B3U; }
  }
  return hash;
}

}  // namespace convolt::test
