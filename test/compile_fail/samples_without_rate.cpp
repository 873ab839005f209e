// SPDX-License-Identifier: BSD-3-Clause
// Sample numbers are times only with the rate of the samples, which is a quantity.
// EXPECT: sample numbers need their rate: 30. * kHz
#include <convolt/neuro.hpp>

#include <vector>

using namespace convolt::units;

auto train(std::vector<int> const& samples) {
#ifdef CONVOLT_FAIL
  return convolt::neuro::spike_train(samples, 30000.);
#else
  return convolt::neuro::spike_train(samples, 30. * kHz);
#endif
}
