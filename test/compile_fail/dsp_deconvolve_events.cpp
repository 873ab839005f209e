// SPDX-License-Identifier: BSD-3-Clause
// How many events there were per step follows from the sum.
// EXPECT: numbers_of_events_follow_from_measure_sum_their_rate_from_measure_integral
#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

auto spikes(convolt::tensor<pA, double, 1> const& current, convolt::tensor<pA, double, 1> const& shape) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::deconvolve(current, shape, convolt::measure::events);
#else
  return convolt::dsp::deconvolve(current, shape, convolt::measure::sum);
#endif
}
