// SPDX-License-Identifier: BSD-3-Clause
/// One sample in so many, and what would be folded over by leaving out the others filtered away: `decimate`.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/resample.hpp>
#include <convolt/dsp/resampling/background.hpp>
#include <convolt/dsp/resampling/ratio.hpp>
#include <convolt/dsp/resampling/refusal.hpp>
#include <convolt/dsp/window.hpp>

#include <string_view>

namespace convolt::dsp {

/// The options of decimate: as of resample; `zero_phase = false` filters causally, so that results are 10 of their
/// steps late and need no later sample.
struct decimate_options {
  axis_choice axis = {};
  boundary_argument boundary = {};
  dsp::background background = dsp::background::none;
  bool zero_phase = true;
};

/// x at 1 / factor of its rate: `decimate(x, 30)`. SciPy's decimate with ftype "fir": 20 factor + 1 taps of a Hamming
/// window, 6 dB down at the new Nyquist frequency. (SciPy takes a recursive Chebyshev filter unless told otherwise.)
/// ceil(n / factor) results; units and axes as resample has them. Throws as resample does.
template <class X, class I, class Arch = target_arch>
  requires(detail::changes_rate<X, I, I>)
auto decimate(X const& x, I factor, decimate_options const& options = {}) {
  constexpr std::string_view where = "dsp::decimate";
  detail::rate_ratio const ratio = detail::ratio_as_given(where, 1, factor);
  double const late = options.zero_phase || ratio.down == 1 ? 0 : 10 * static_cast<double>(ratio.down);
  return detail::resampled<Arch>(where, x, ratio,
                                 {options.axis, options.boundary, options.background, dsp::window::hamming}, -late);
}
template <class X, class I, class Why = why_no_ratio<X, I, I>>
  requires(!detail::changes_rate<X, I, I>)
void decimate(X const&, I, decimate_options const& = {}) = delete;

}  // namespace convolt::dsp
