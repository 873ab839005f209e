// SPDX-License-Identifier: BSD-3-Clause
// Times in one list may be in different units, but all of them are times.
// EXPECT: each of these is a time, as 5. * ms
// EXPECT: spike_times_mixed.cpp
#include <convolt/neuro.hpp>

using namespace convolt::units;

auto train() {
#ifdef CONVOLT_FAIL
  return convolt::neuro::spike_train({5. * ms, 12. * mV});
#else
  return convolt::neuro::spike_train({5. * ms, 0.012 * s});
#endif
}
