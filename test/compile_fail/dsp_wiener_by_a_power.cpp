// SPDX-License-Identifier: BSD-3-Clause
// The density of a noise is a power per Hz: a plain line of numbers has no frequencies.
// EXPECT: a_density_is_a_power_per_Hz_or_one_over_an_axis_of_frequency_as_welch_gives_it
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto current(convolt::series<mV, double, 1> const& voltage, xt::xtensor<double, 1> const& h) {
  auto const signal = 1. * mV * mV / Hz;
#ifdef CONVOLT_FAIL
  return dsp::wiener(voltage, h, convolt::measure::sum, h, signal);
#else
  return dsp::wiener(voltage, h, convolt::measure::sum, 0.1 * signal, signal);
#endif
}
