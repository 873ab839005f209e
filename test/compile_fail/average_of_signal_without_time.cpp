// SPDX-License-Identifier: BSD-3-Clause
// Events are times: a signal around them needs an axis of time.
// EXPECT: the signal needs one time axis
#include <convolt/neuro.hpp>

using namespace convolt::units;

auto average(convolt::tensor<mV, double, 1> const& v, convolt::neuro::spike_train const& train) {
  auto const lags = convolt::axis(-5. * ms, 1. * ms, 10);
#ifdef CONVOLT_FAIL
  auto const x = convolt::sampled(v, convolt::axis(0. * um, 1. * um, 100));
#else
  auto const x = convolt::sampled(v, convolt::axis(0. * ms, 1. * ms, 100));
#endif
  return convolt::neuro::spike_triggered_average(x, train, lags);
}
