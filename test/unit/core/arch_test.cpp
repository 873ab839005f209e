// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/arch.hpp>

#include <support/catch.hpp>

#include <concepts>
#include <type_traits>

using convolt::arch;
using convolt::arch_with_loops;
using convolt::kernel_grid;
using convolt::loops_from;
using convolt::target_arch;

namespace {

using sse2_here = arch<1, loops_from::here, kernel_grid::compact>;
static_assert(!std::same_as<sse2_here, arch<2, loops_from::here, kernel_grid::compact>>);
static_assert(!std::same_as<sse2_here, arch<1, loops_from::elsewhere, kernel_grid::compact>>);
static_assert(!std::same_as<sse2_here, arch<1, loops_from::here, kernel_grid::full>>);
static_assert(std::is_empty_v<target_arch>);
static_assert(!sse2_here::compiled && arch<1, loops_from::compiled, kernel_grid::full>::compiled);

constexpr bool has(unsigned bit) { return (target_arch::features & 1U << bit) != 0; }

}  // namespace

TEST_CASE("the target has the features that the flags say") {
#if defined(__SSE2__)
  CHECK(has(0));
#else
  CHECK_FALSE(has(0));
#endif
#if defined(__AVX2__)
  CHECK(has(7));
#else
  CHECK_FALSE(has(7));
#endif
#if defined(__FMA__)
  CHECK(has(6));
#else
  CHECK_FALSE(has(6));
#endif
#if defined(__AVX512F__)
  CHECK(has(8));
#else
  CHECK_FALSE(has(8));
#endif
}

TEST_CASE("the target takes its loops from where the definitions say") {
#if defined(CONVOLT_COMPILED)
  CHECK(target_arch::loops == loops_from::compiled);
#elif defined(CONVOLT_LOOPS_ELSEWHERE)
  CHECK(target_arch::loops == loops_from::elsewhere);
#else
  CHECK(target_arch::loops == loops_from::here);
#endif
  CHECK(std::same_as<target_arch, arch_with_loops<target_arch::loops>>);
}

TEST_CASE("loops that are compiled once have all kernels, unless the definitions say otherwise") {
#if defined(CONVOLT_COMPACT_GRID)
  CHECK(arch_with_loops<loops_from::here>::grid == kernel_grid::compact);
  CHECK(arch_with_loops<loops_from::elsewhere>::grid == kernel_grid::compact);
#elif defined(CONVOLT_FULL_GRID)
  CHECK(arch_with_loops<loops_from::here>::grid == kernel_grid::full);
  CHECK(arch_with_loops<loops_from::elsewhere>::grid == kernel_grid::full);
#else
  CHECK(arch_with_loops<loops_from::here>::grid == kernel_grid::compact);
  CHECK(arch_with_loops<loops_from::elsewhere>::grid == kernel_grid::full);
  CHECK(arch_with_loops<loops_from::compiled>::grid == kernel_grid::full);
#endif
}
