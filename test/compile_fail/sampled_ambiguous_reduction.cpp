// SPDX-License-Identifier: BSD-3-Clause
// Trials or channels: a mean over one of two dimensions without axes could be meant for both.
// EXPECT: keep the reduced dimension
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto residuals(convolt::series<mV, float, 3> const& trials) {
#ifdef CONVOLT_FAIL
  return trials - trials.mean<0>();
#else
  return trials - trials.mean<0>(convolt::keepdims);
#endif
}
