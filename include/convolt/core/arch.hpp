// SPDX-License-Identifier: BSD-3-Clause
/// The instruction set that a translation unit is compiled for, as a type. Every function between a user's call and the
/// loops has it as its last template argument, so that translation units with different flags never share a function.
/// It names the flags only: the vectors that go with them are the engine's.
/// Layer: core.
#pragma once

namespace convolt {

/// Features: one bit per instruction set that the flags permit. Compiled: whether the loops are those of the compiled
/// library, which asks the processor, and not those of the headers.
template <unsigned Features, bool Compiled>
struct arch {
  static constexpr unsigned features = Features;
  static constexpr bool compiled = Compiled;
};

namespace detail {

/// The macros are those that the vector types are chosen by.
inline constexpr unsigned target_features = 0U
#if defined(__SSE2__)
                                            | 1U << 0
#endif
#if defined(__SSE3__)
                                            | 1U << 1
#endif
#if defined(__SSSE3__)
                                            | 1U << 2
#endif
#if defined(__SSE4_1__)
                                            | 1U << 3
#endif
#if defined(__SSE4_2__)
                                            | 1U << 4
#endif
#if defined(__AVX__)
                                            | 1U << 5
#endif
#if defined(__FMA__)
                                            | 1U << 6
#endif
#if defined(__AVX2__)
                                            | 1U << 7
#endif
#if defined(__AVX512F__)
                                            | 1U << 8
#endif
#if defined(__AVX512CD__)
                                            | 1U << 9
#endif
#if defined(__AVX512DQ__)
                                            | 1U << 10
#endif
#if defined(__AVX512BW__)
                                            | 1U << 11
#endif
#if defined(__FMA4__)
                                            | 1U << 12
#endif
#if defined(__XOP__)
                                            | 1U << 13
#endif
#if defined(__ARM_NEON)
                                            | 1U << 14
#endif
#if defined(__ARM_FEATURE_SVE)
                                            | 1U << 15
#endif
    ;

inline constexpr bool uses_compiled_library =
#if defined(CONVOLT_COMPILED)
    true;
#else
    false;
#endif

}  // namespace detail

/// That of this translation unit.
using target_arch = arch<detail::target_features, detail::uses_compiled_library>;

}  // namespace convolt
