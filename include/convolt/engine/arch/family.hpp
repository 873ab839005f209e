// SPDX-License-Identifier: BSD-3-Clause
/// Which functions the vectors of this translation unit have: those of the instruction set, where a file of this folder
/// has them, and otherwise the generic ones. Include this, and not the file of one instruction set: a vector has one
/// family in the whole program.
/// Layer: engine.
#pragma once

#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/neon.hpp>
#include <convolt/engine/arch/x86.hpp>

#include <cstddef>

namespace convolt::engine {

/// The functions of the instruction set, by the size of its vectors.
template <class T, class Arch, std::size_t Bytes>
struct family : generic_family<T, Arch> {};

/// Whether this processor does an operation on such a vector as two.
template <class T, class Arch>
[[nodiscard]] bool halves_vectors() {
  constexpr bool is_long = lanes<T, Arch> * sizeof(T) == 64;
  return is_long && halves_long_vectors<Arch>();
}

/// Products of vectors, with addition, that a core starts per cycle.
template <class T, class Arch>
[[nodiscard]] double products_per_cycle() {
  return costs::products_per_cycle / (halves_vectors<T, Arch>() ? 2 : 1);
}

}  // namespace convolt::engine
