// SPDX-License-Identifier: BSD-3-Clause
/// What a convolution was made of: the signal, from the result and the kernel, by least squares.
/// Layer: dsp.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/axes.hpp>
#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/steps.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/dsp/deconvolution/inverse.hpp>
#include <convolt/dsp/deconvolution/refusal.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/quantity/along.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// The options of deconvolve. `mode`: the one that convolve had. `regularisation`: how much the size of the signal
/// counts beside the misfit, relative to the kernel. `axis`: as in convolve.
struct deconvolve_options {
  dsp::mode mode = convolt::full;
  double regularisation = 0;
  axis_choice axis = {};
};

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_kernel_along_several(std::string_view where, std::size_t rank) {
  throw shape_error({.category = "rank_mismatch",
                     .where = std::string(where),
                     .argument = "kernel",
                     .problem = "must have one axis: a signal is deconvolved along one",
                     .expected = "1",
                     .actual = std::to_string(rank)});
}

/// The part of a call that knows no types: which samples are asked for. Throws parameter_error "bad_regularisation".
inline inverse_problem inverse_of(std::string_view where, kernel_rows const& h, placement const& place,
                                  quantities::dimension_block const& sums, index samples, double regularisation) {
  double const damping = regularisation * h.norm();
  if (!(regularisation >= 0 && bits::is_finite(damping))) { throw_bad_regularisation(where, regularisation); }
  return {.sums = sums, .samples = samples, .first = place.kept.first, .damping = damping};
}

}  // namespace detail

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
  using T = detail::elements<Y, H>;
  using R = typename T::real;
  using bare = arrays::bare_t<Y>;
  detail::row_major<typename T::signal, bare> const sums(where, "signal", arrays::without_axes(y));
  index_list shape = sums.shape();
  std::vector<detail::plain_axis> const axes = detail::axes_of_signal(y, shape.size());
  std::size_t const rank = detail::rank_of_kernel(h);
  if (rank != 1) { detail::throw_kernel_along_several(where, rank); }
  auto const chosen =
      detail::chosen_dimensions(where, options.axis, detail::usual_dimensions<Y, H>(), shape.size(), rank);
  std::size_t const d = chosen[0];
  auto const kernel = detail::kernel_for<typename T::taps>(
      {.where = where}, h, measure, {.mode = options.mode, .axis = options.axis}, shape, axes, chosen);
  padding_kind const mode = options.mode.kind();
  index const samples = detail::samples_of_sums(where, mode, shape[d], kernel.axes[0].taps);
  detail::placement const place = detail::place(where, mode, samples, kernel.axes[0], false, axes[d]);
  detail::kernel_rows const rows(where, kernel.taps);
  auto problem =
      detail::inverse_of(where, rows, place, quantities::block_along(shape, d), samples, options.regularisation);
  // complex sums of real taps are pairs of lines
  constexpr bool pairs = quantities::is_complex<typename T::signal>;
  if (pairs && rows.parts() == 1) { problem.sums.inner *= 2; }
  if (pairs && rows.parts() == 2) { problem.parts = 2; }

  auto const step = detail::step_unit<Y, H>(y, measure);
  double const number = detail::step_number(where, measure, axes, chosen, step);
  auto const quotient = detail::unit_of_signal(y) / (detail::kernel_unit(h) * step);
  auto const unit = arrays::result_unit<R>(quotient);
  double const scale = static_cast<double>(arrays::unit_factor<R>(where, "out", quotient, unit)) / number;

  shape[d] = samples;
  geometry::check_extents(where, "result", {shape.begin(), shape.size()}, sizeof(typename T::result));
  auto out = arrays::allocate<typename T::result, arrays::static_rank<bare>>(shape);
  detail::find_samples(where, problem, rows, reinterpret_cast<R const*>(sums.data()), reinterpret_cast<R*>(out.data()),
                       scale);
  return detail::placed_result(y, std::move(out), unit, chosen, {{{0, samples}, -place.shift}});
}
template <class Y, class H, class M, class Why = why_not_deconvolved<Y, H, M>>
  requires(!detail::is_deconvolved<Y, H, M>)
void deconvolve(Y const&, H const&, M const&, deconvolve_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Y, class H>
void deconvolve(Y const&, H const&) CONVOLT_REFUSED("name a measure: measure::sum, measure::integral");

}  // namespace convolt::dsp
