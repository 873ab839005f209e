// SPDX-License-Identifier: BSD-3-Clause
// Events have times: their responses are over time.
// EXPECT: take a kernel over time
#include <convolt/neuro.hpp>

using namespace convolt::units;

auto current(convolt::neuro::spike_train const& spikes, convolt::axis<convolt::milli<convolt::second>> const& t) {
#ifdef CONVOLT_FAIL
  return convolt::neuro::respond(spikes, 50. * pA, convolt::kernel::spatial_gaussian(20. * um), t);
#else
  return convolt::neuro::respond(spikes, 50. * pA, convolt::kernel::gaussian(20. * ms), t);
#endif
}
