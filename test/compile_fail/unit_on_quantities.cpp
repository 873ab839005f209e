// SPDX-License-Identifier: BSD-3-Clause
// A list of times has units already.
// EXPECT: these have units
#include <convolt/quantity.hpp>

#include <vector>

using namespace convolt::units;

auto times(std::vector<convolt::scalar<ms>> const& spikes) {
#ifdef CONVOLT_FAIL
  return spikes * ms;
#else
  return eval(spikes);
#endif
}
