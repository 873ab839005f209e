// SPDX-License-Identifier: BSD-3-Clause
// A derivative forwards and backwards would be minus the second one.
// EXPECT: a_derivative_forwards_and_backwards_is_none_take_convolve_with_its_taps
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto slope(convolt::series<mV, double, 1> const& x) {
  auto const design = dsp::savitzky_golay<1>(5. * ms, 2);
#ifdef CONVOLT_FAIL
  return dsp::filtfilt(design, x);
#else
  return dsp::filter(design, x);
#endif
}
