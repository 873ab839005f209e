// SPDX-License-Identifier: BSD-3-Clause
/// Whole numbers drawn from a range, the same ones with every standard library (std::uniform_int_distribution may
/// differ between them).
/// Layer: test support.
#pragma once

#include <convolt/core/index.hpp>

#include <cstdint>
#include <random>

namespace convolt::test {

/// One of from, from + 1, ..., to.
inline index pick(std::mt19937_64& random, index from, index to) {
  return from + static_cast<index>(random() % static_cast<std::uint64_t>(to - from + 1));
}

}  // namespace convolt::test
