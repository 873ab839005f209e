// SPDX-License-Identifier: BSD-3-Clause
// A gaussian has no state that goes step by step.
// EXPECT: exponential, alpha, double_exponential, or membrane
#include <convolt/neuro.hpp>

using namespace convolt::units;

auto population() {
#ifdef CONVOLT_FAIL
  return convolt::neuro::synapses(convolt::kernel::gaussian(5. * ms), 1000, 0.1 * ms, 1. * nS);
#else
  return convolt::neuro::synapses(convolt::kernel::exponential(5. * ms), 1000, 0.1 * ms, 1. * nS);
#endif
}
