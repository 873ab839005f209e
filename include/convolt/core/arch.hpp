// SPDX-License-Identifier: BSD-3-Clause
/// How a translation unit is compiled, as a type: the instruction set, where the loops are and how many kernels they
/// choose from. Every function between a user's call and the loops has it as its last template argument, so that
/// translation units with different flags never share a function. It names the flags only: the vectors that go with
/// them are the engine's.
/// Layer: core.
#pragma once

#if defined(CONVOLT_COMPILED) && defined(CONVOLT_LOOPS_ELSEWHERE)
#error "the loops are those of convolt::compiled or those of convolt::once: link one of the two, not both"
#endif
#if defined(CONVOLT_FULL_GRID) && defined(CONVOLT_COMPACT_GRID)
#error "CONVOLT_FULL_GRID and CONVOLT_COMPACT_GRID contradict each other: define one of the two, or neither"
#endif
#if defined(CONVOLT_COMPILED) && defined(CONVOLT_COMPACT_GRID)
#error "CONVOLT_COMPACT_GRID has no effect on convolt::compiled, whose loops are compiled already: do not define it"
#endif

namespace convolt {

/// Where the loops for float and double are: in this translation unit; in one of the same program that includes
/// convolt/loops.hpp and has the same flags; in the compiled library, which asks the processor.
enum class loops_from { here, elsewhere, compiled };

// g++ warns that `full` hides convolt::full, a mode of dsp, though the name of a scoped enumeration hides nothing.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
/// How many kernels are compiled: few, for translation units that each have their own, or all, where they are compiled
/// once.
enum class kernel_grid { compact, full };
#pragma GCC diagnostic pop

/// Features: one bit per instruction set that the flags permit.
template <unsigned Features, loops_from From, kernel_grid Grid>
struct arch {
  static constexpr unsigned features = Features;
  static constexpr loops_from loops = From;
  static constexpr bool compiled = From == loops_from::compiled;
  static constexpr kernel_grid grid = Grid;
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

inline constexpr loops_from target_loops =
#if defined(CONVOLT_COMPILED)
    loops_from::compiled;
#elif defined(CONVOLT_LOOPS_ELSEWHERE)
    loops_from::elsewhere;
#else
    loops_from::here;
#endif

/// Where loops that are there have been compiled once, they have all kernels.
template <loops_from From>
inline constexpr kernel_grid target_grid =
#if defined(CONVOLT_COMPACT_GRID)
    kernel_grid::compact;
#elif defined(CONVOLT_FULL_GRID)
    kernel_grid::full;
#else
    From == loops_from::here ? kernel_grid::compact : kernel_grid::full;
#endif

}  // namespace detail

/// That of this translation unit if it takes its loops from there.
template <loops_from From>
using arch_with_loops = arch<detail::target_features, From, detail::target_grid<From>>;

/// That of this translation unit.
using target_arch = arch_with_loops<detail::target_loops>;

}  // namespace convolt
