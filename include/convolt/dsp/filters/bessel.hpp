// SPDX-License-Identifier: BSD-3-Clause
/// Bessel filters: a delay that hardly depends on the frequency, so that shapes stay what they are.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/prototype.hpp>
#include <convolt/dsp/filters/recursive.hpp>
#include <convolt/dsp/time/rate.hpp>

namespace convolt::dsp {

/// A Bessel filter, by the bilinear transform. At the cut-off the phase is in the middle of its range, and far beyond
/// it the filter falls off like Butterworth's of the same cut-off; so at the cut-off itself it passes less than -3 dB.
/// SciPy: bessel(order, edges, btype, norm="phase", fs=rate). The order is that of the prototype: band filters have
/// 2 order poles. Throws parameter_error "bad_order" outside of 1 to 25.
inline recursive_design bessel(index order, band const& b) {
  int const n = detail::checked_order("dsp::bessel", order, detail::highest_bessel_order);
  return {recursive_design::family::bessel, n, b};
}
template <Frequency F>
void bessel(index, F const&) CONVOLT_REFUSED("a band is as dsp::lowpass(80. * Hz), or bandpass(f, g)");

}  // namespace convolt::dsp
