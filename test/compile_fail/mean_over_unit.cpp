// SPDX-License-Identifier: BSD-3-Clause
// Axes of arrays have no units: those of sampled quantities do.
// EXPECT: axes of an array are numbers, as in mean(v, {1})
#include <convolt/quantity.hpp>

using namespace convolt::units;

void over_time(convolt::tensor<mV, double, 2> const& v) {
#ifdef CONVOLT_FAIL
  static_cast<void>(convolt::mean(v, ms));
#else
  static_cast<void>(convolt::mean(v, {1}));
#endif
}
