// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/entry/isa.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>

#include <string_view>

namespace {

template <unsigned... Bits>
constexpr std::string_view name_with() {
  return convolt::isa<
      convolt::arch<(0U | ... | (1U << Bits)), convolt::loops_from::here, convolt::kernel_grid::compact>>();
}

}  // namespace

TEST_CASE("the instruction set has the name of the best one that the flags permit") {
  CHECK(name_with<>() == "generic");
  CHECK(name_with<0>() == "sse2");
  CHECK(name_with<0, 1, 2>() == "ssse3");
  CHECK(name_with<0, 1, 2, 3, 4>() == "sse4.2");
  CHECK(name_with<0, 1, 2, 3, 4, 5>() == "avx");
  CHECK(name_with<0, 1, 2, 3, 4, 5, 7>() == "avx2 without fma");
  CHECK(name_with<0, 1, 2, 3, 4, 5, 6, 7>() == "avx2");
  CHECK(name_with<0, 1, 2, 3, 4, 5, 6, 7, 8>() == "avx2");
  CHECK(name_with<0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11>() == "avx512");
  CHECK(name_with<14>() == "neon");
}

TEST_CASE("loops that are elsewhere in the program have the flags of the caller") {
  CHECK(convolt::isa<convolt::arch_with_loops<convolt::loops_from::elsewhere>>() ==
        convolt::isa<convolt::arch_with_loops<convolt::loops_from::here>>());
}

TEST_CASE("by default it is that of the flags of the caller") {
  std::string_view const here = convolt::isa<convolt::arch_with_loops<convolt::loops_from::here>>();
#if defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512CD__)
  CHECK(here == "avx512");
#elif defined(__AVX2__) && defined(__FMA__)
  CHECK(here == "avx2");
#elif defined(__SSE2__) && !defined(__SSE3__)
  CHECK(here == "sse2");
#else
  CHECK(!here.empty());
#endif
#if !defined(CONVOLT_COMPILED)
  CHECK(convolt::isa() == here);
#endif
}
