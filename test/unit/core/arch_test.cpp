// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/arch.hpp>

#include <support/catch.hpp>

#include <concepts>
#include <type_traits>

using convolt::arch;
using convolt::target_arch;

static_assert(!std::same_as<arch<1, false>, arch<2, false>>);
static_assert(!std::same_as<arch<1, false>, arch<1, true>>);
static_assert(std::is_empty_v<target_arch>);

namespace {
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
#if defined(CONVOLT_COMPILED)
  CHECK(target_arch::compiled);
#else
  CHECK_FALSE(target_arch::compiled);
#endif
}
