// SPDX-License-Identifier: BSD-3-Clause
/// Instruction sets that the methods are not written for. Code that asks for their vectors does not compile.
#pragma once

#include <convolt/engine/arch/traits.hpp>

#include <cstddef>

namespace test {

struct no_vectors {};
struct wide_vectors {};

}  // namespace test

namespace convolt::engine {

/// 32 floats, more than there are bits in a set of lanes.
template <>
inline constexpr std::size_t vector_bytes<float, ::test::wide_vectors> = 128;
template <>
inline constexpr std::size_t vector_bytes<double, ::test::wide_vectors> = 128;

}  // namespace convolt::engine
