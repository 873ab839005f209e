// SPDX-License-Identifier: BSD-3-Clause
/// The name of the instruction set that the loops use: that of the flags of this translation unit, or, with the
/// compiled library, the one that it has chosen for the processor it runs on.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>

#include <string_view>

namespace convolt {

namespace engine {

namespace compiled {

/// A function of the compiled library.
[[nodiscard]] char const* chosen_isa() noexcept;

}  // namespace compiled

namespace detail {

/// The bits of `arch::features`.
[[nodiscard]] constexpr std::string_view name_of_features(unsigned features) noexcept {
  constexpr unsigned avx2 = 1U << 7 | 1U << 6;
  constexpr unsigned avx512 = avx2 | 1U << 8 | 1U << 9 | 1U << 10 | 1U << 11;
  struct name_of {
    unsigned features;
    std::string_view name;
  };
  constexpr name_of best_first[] = {{avx512, "avx512"}, {avx2, "avx2"},      {1U << 7, "avx2 without fma"},
                                    {1U << 5, "avx"},   {1U << 4, "sse4.2"}, {1U << 3, "sse4.1"},
                                    {1U << 2, "ssse3"}, {1U << 1, "sse3"},   {1U << 0, "sse2"},
                                    {1U << 14, "neon"}};
  for (name_of const& candidate : best_first) {
    if ((features & candidate.features) == candidate.features) { return candidate.name; }
  }
  return "generic";
}

}  // namespace detail

}  // namespace engine

/// "avx512" (F, CD, DQ and BW), "avx2" (with FMA), "sse2", ...: what runs when this translation unit calls a function
/// of the library with floats or doubles. The compiled library takes the best of its levels "sse2", "avx2" and "avx512"
/// that the processor and the system permit, and none above that in the environment variable CONVOLT_ISA, where it
/// names one when the first function is called; a name that is not known stands behind, as in
/// "avx2 (CONVOLT_ISA is 'avx', which is not known)".
template <class Arch = target_arch>
[[nodiscard]] std::string_view isa() noexcept {
  if constexpr (Arch::compiled) {
    return engine::compiled::chosen_isa();
  } else {
    return engine::detail::name_of_features(Arch::features);
  }
}

}  // namespace convolt
