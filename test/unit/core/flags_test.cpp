// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/flags.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>

#include <concepts>
#include <typeinfo>

namespace {

namespace flag = convolt::flag;
using convolt::arch;
using convolt::flags;
using convolt::flags_of;
using convolt::kernel_grid;
using convolt::loops_from;

template <unsigned Features, kernel_grid Grid = kernel_grid::full>
using named = flags_of<arch<Features, loops_from::elsewhere, Grid>>;

static_assert(std::same_as<named<0>, flags<>>);
static_assert(std::same_as<named<1>, flags<flag::msse2>>);
static_assert(std::same_as<named<0xFF>, flags<flag::msse2, flag::msse3, flag::mssse3, flag::msse4_1, flag::msse4_2,
                                              flag::mavx, flag::mfma, flag::mavx2>>);
static_assert(std::same_as<named<1 << 14>, flags<flag::neon>>);
static_assert(std::same_as<named<1, kernel_grid::compact>, flags<flag::msse2, flag::DCONVOLT_COMPACT_GRID>>);

}  // namespace

TEST_CASE("flags have the bits of the features that the compiler permits") {
  using bits = convolt::detail::flags_by_bit;
  using here = flags_of<convolt::arch_with_loops<loops_from::elsewhere>>;
  CHECK(typeid(bits) == typeid(named<0xFFFF>));
#if defined(__SSE2__) && !defined(__SSE3__) && !defined(CONVOLT_COMPACT_GRID)
  CHECK(typeid(here) == typeid(flags<flag::msse2>));
#elif defined(__AVX__)
  CHECK(typeid(here) != typeid(flags<flag::msse2>));
#else
  CHECK(typeid(here) != typeid(bits));
#endif
}
