// SPDX-License-Identifier: BSD-3-Clause
/// What a convolution was made of: the signal, from the result and the kernel, by least squares.
/// Layer: dsp.
#pragma once

#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/steps.hpp>
#include <convolt/dsp/deconvolution/inverse.hpp>
#include <convolt/dsp/deconvolution/known_sums.hpp>
#include <convolt/dsp/deconvolution/refusal.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/dsp/time/lines.hpp>

#include <string_view>
#include <utility>

namespace convolt::dsp {

/// The options of deconvolve. `mode`: the one that convolve had. `regularisation`: how much the size of the signal
/// counts beside the misfit, relative to the kernel. `axis`: as in convolve.
struct deconvolve_options {
  dsp::mode mode = convolt::full;
  double regularisation = 0;
  axis_choice axis = {};
};

/// The x of which y is the convolution with h: `deconvolve(y, h, measure::sum)` undoes `convolve(x, h, measure::sum,
/// {.mode = full})`. x is what makes |y - h * x|^2 + (regularisation |h|)^2 |x|^2 least, with |h|^2 the sum of the
/// squared taps: with 0 it is exact where y is a convolution, and else the least squares; with r > 0 (Tikhonov)
/// frequencies that the kernel lets through with less than r of its root mean square gain are damped instead of blown
/// up. Zeros are beyond the ends. Computed in double, by orthogonal rotations: what is given in float has errors that
/// the kernel's inverse amplifies.
///
/// Unit: [y]/[h] for measure::sum, [y]/([h][t]) for measure::integral; a result without dimension is plain, or sampled
/// in `one`. Place: that of x, which is y's axis under same and causal, and begins at y.start - h.start under full.
/// Count: of M results and K taps M - K + 1 under full, M + K - 1 under valid, M else.
///
/// h as in convolve, with one axis. One that is 0 at lag 0 loses the last sample under causal, and valid always loses
/// some: these need a regularisation. A line with a number in it that is not finite becomes NaN. Time: M K (K / 2 +
/// lines) rotations of a pair, seconds for 10,000 results and 300 taps; memory: M (K + lines) numbers.
///
/// Throws parameter_error "singular" where a signal could be changed without a difference that double precision sees in
/// y, "bad_taps" for taps that are not finite, "bad_regularisation", and as convolve for its axes and steps;
/// shape_error "signal_too_short" for a full y with fewer samples than taps, "empty_kernel", "rank_mismatch".
template <class Y, class H, class M>
  requires(detail::is_deconvolved<Y, H, M>)
auto deconvolve(Y const& y, H const& h, M const& measure, deconvolve_options const& options = {}) {
  constexpr std::string_view where = "dsp::deconvolve";
  using R = typename detail::elements<Y, H>::real;
  detail::known_sums<Y, H> const sums(where, y, h, measure, options.mode, options.axis);
  auto problem = sums.problem();
  problem.damping = options.regularisation * sums.rows().norm();
  if (!(options.regularisation >= 0 && bits::is_finite(problem.damping))) {
    detail::throw_bad_regularisation(where, options.regularisation);
  }
  auto const step = detail::step_unit<Y, H>(y, measure);
  double const number = detail::step_number(where, measure, sums.axes(), sums.chosen(), step);
  auto const quotient = detail::unit_of_signal(y) / (detail::kernel_unit(h) * step);
  auto const unit = arrays::result_unit<R>(quotient);
  double const scale = static_cast<double>(arrays::unit_factor<R>(where, "out", quotient, unit)) / number;
  auto out = sums.room(where);
  detail::find_samples(where, problem, sums.rows(), reinterpret_cast<R const*>(sums.data()),
                       reinterpret_cast<R*>(out.data()), scale);
  return sums.placed(y, std::move(out), unit);
}
template <class Y, class H, class M, class Why = why_not_deconvolved<Y, H, M>>
  requires(!detail::is_deconvolved<Y, H, M>)
void deconvolve(Y const&, H const&, M const&, deconvolve_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Y, class H>
void deconvolve(Y const&, H const&) CONVOLT_REFUSED("name a measure: measure::sum, measure::integral");

}  // namespace convolt::dsp
