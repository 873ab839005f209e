// SPDX-License-Identifier: BSD-3-Clause
// Bounds for each channel or for each trial: a mean over one of two dimensions without axes could be either.
// EXPECT: reduce with convolt::keepdims
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto limited(convolt::series<mV, double, 3> const& trials) {
#ifdef CONVOLT_FAIL
  return convolt::clip(trials, trials.mean<0>(), 1. * mV);
#else
  return convolt::clip(trials, trials.mean<0>(convolt::keepdims), 1. * mV);
#endif
}
