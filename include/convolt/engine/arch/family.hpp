// SPDX-License-Identifier: BSD-3-Clause
/// Which functions the vectors of this translation unit have: those of the instruction set, where a file of this folder
/// has them, and otherwise the generic ones. Include this, and not the file of one instruction set: a vector has one
/// family in the whole program.
/// Layer: engine.
#pragma once

#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/neon.hpp>
#include <convolt/engine/arch/x86.hpp>

#include <cstddef>

namespace convolt::engine {

/// The functions of the instruction set, by the size of its vectors.
template <class T, class Arch, std::size_t Bytes>
struct family : generic_family<T, Arch> {};

}  // namespace convolt::engine
