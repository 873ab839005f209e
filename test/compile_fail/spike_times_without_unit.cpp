// SPDX-License-Identifier: BSD-3-Clause
// Spike times are in ms or in s: a list of numbers does not say which.
// EXPECT: spike times need a unit: multiply them by ms, or by s
#include <convolt/neuro.hpp>

using namespace convolt::units;

auto train(xt::xtensor<double, 1> const& times) {
#ifdef CONVOLT_FAIL
  return convolt::neuro::spike_train(times);
#else
  return convolt::neuro::spike_train(times * ms);
#endif
}
