// SPDX-License-Identifier: BSD-3-Clause
// Events are counted in bins of time.
// EXPECT: bins are times: the axis is in another unit
#include <convolt/neuro.hpp>

using namespace convolt::units;

auto counts(convolt::neuro::spike_train const& train) {
#ifdef CONVOLT_FAIL
  return convolt::neuro::bin(train, convolt::axis(0. * um, 1. * um, 100));
#else
  return convolt::neuro::bin(train, convolt::axis(0. * ms, 1. * ms, 100));
#endif
}
