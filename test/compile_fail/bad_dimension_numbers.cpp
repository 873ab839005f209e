// SPDX-License-Identifier: BSD-3-Clause
// Dimension numbers written as literals are checked at compile time.
// EXPECT: the_lhs_string_must_contain_N_and_C_exactly_once
#include <convolt/convolt.hpp>

using namespace convolt::units;

auto filtered(xt::xtensor<float, 3> const& signal, xt::xtensor<float, 3> const& kernel) {
#ifdef CONVOLT_FAIL
  return convolt::lax::conv_general_dilated(signal, kernel, {1}, convolt::same,
                                            {.dimension_numbers = {"NWW", "WIO", "NWC"}});
#else
  return convolt::lax::conv_general_dilated(signal, kernel, {1}, convolt::same,
                                            {.dimension_numbers = {"NWC", "WIO", "NWC"}});
#endif
}
