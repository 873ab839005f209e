// SPDX-License-Identifier: BSD-3-Clause
/// Synaptic currents from spikes, and nothing else.
/// Layer: bench.
#include <convolt/neuro.hpp>
using namespace convolt::units::spelled;
double peak(convolt::neuro::spike_train const& spikes) {
  auto const t = convolt::axis(0. * ms, 0.1 * ms, 10'000);
  auto const psc = convolt::neuro::respond(spikes, 50. * pA, convolt::kernel::alpha(2. * ms), t);
  return psc(100).in(pA);
}
