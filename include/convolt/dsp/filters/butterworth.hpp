// SPDX-License-Identifier: BSD-3-Clause
/// Butterworth filters: no ripple, and -3 dB at the cut-off.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/recursive.hpp>
#include <convolt/dsp/time/rate.hpp>

namespace convolt::dsp {

/// A Butterworth filter: |H|^2 = 1 / (1 + (f / cut-off)^(2 order)) of the prototype, by the bilinear transform. Its
/// order is that of the prototype: band filters have 2 order poles. SciPy: butter(order, edges, btype, fs=rate). S.
/// Butterworth, "On the theory of filter amplifiers", Wireless Engineer 7 (1930). Throws parameter_error "bad_order"
/// outside of 1 to 64.
inline recursive_design butterworth(index order, band const& b) {
  int const n = detail::checked_order("dsp::butterworth", order, 64);
  return {recursive_design::family::butterworth, n, b};
}
template <Frequency F>
void butterworth(index, F const&) CONVOLT_REFUSED("a band is as dsp::lowpass(80. * Hz), or bandpass(f, g)");

}  // namespace convolt::dsp
