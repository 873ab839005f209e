// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/core/shared.hpp.
#include <convolt/core/shared.hpp>
#include <support/catch.hpp>

// Declared as a header declares it, and defined as a header of bodies does. Not without a name: weak functions are
// seen.
namespace convolt::test {
struct shared_functions {
  CONVOLT_SHARED static int twice(int x);
};
CONVOLT_SHARED_BODY int shared_functions::twice(int x) { return 2 * x; }
}  // namespace convolt::test

TEST_CASE("shared: bodies are here exactly where the loops are") {
#if (defined(CONVOLT_COMPILED) || defined(CONVOLT_LOOPS_ELSEWHERE)) && !defined(_GLIBCXX_DEBUG)
  constexpr bool loops_here = false;
#else
  constexpr bool loops_here = true;
#endif
#if defined(CONVOLT_BODIES_HERE)
  CHECK(loops_here);
#else
  CHECK_FALSE(loops_here);
#endif
  CHECK(convolt::test::shared_functions::twice(4) == 8);
}
