// SPDX-License-Identifier: BSD-3-Clause
/// Zeros between the samples, a filter, and of its results one in so many: `upfirdn`, as scipy.signal has it.
/// Layer: dsp.
#pragma once

#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/resampling/new_axis.hpp>
#include <convolt/dsp/resampling/ratio.hpp>
#include <convolt/dsp/resampling/refusal.hpp>
#include <convolt/dsp/resampling/signal.hpp>
#include <convolt/dsp/resampling/taps.hpp>
#include <convolt/dsp/time/lines.hpp>

#include <string_view>
#include <utility>

namespace convolt::dsp {

/// The options of upfirdn. `axis`: the only one in units of time, or the only one there is, unless it is given.
struct upfirdn_options {
  axis_choice axis = {};
  boundary_argument boundary = {};
};

/// y[o] = sum over k of h[k] x'[o down - k], where x' is x with up - 1 zeros behind each sample: `upfirdn(h, x, 3, 2)`.
/// No inserted zero is multiplied. There are ((n - 1) up + K - 1) / down + 1 results, rounded down, of n samples and K
/// taps; none of no samples. The step becomes that of x times down / up; the first result lies at x.start, and at
/// x.start + h.start where h is sampled.
///
/// Unit: [x][h]. Elements: float, double, complex; those of x and h in one precision. x has any rank, h one axis.
/// Throws parameter_error "bad_ratio", "bad_taps" for taps that are not finite, "step_mismatch", "axis_not_given",
/// "bad_axis"; shape_error.
template <class H, class X, class Up = int, class Down = int, class Arch = target_arch>
  requires(detail::is_upfirdned<H, X, Up, Down>)
auto upfirdn(H const& h, X const& x, Up up = 1, Down down = 1, upfirdn_options const& options = {}) {
  constexpr std::string_view where = "dsp::upfirdn";
  using T = detail::number_t<X>;
  using R = detail::precision_t<T>;
  detail::rate_ratio const ratio = detail::ratio_as_given(where, up, down);
  detail::rate_signal<T, X> const in(where, x, options.axis);
  auto const x_unit = detail::unit_of_signal(x);
  auto const product = x_unit * detail::unit_of_signal(h);
  auto const unit = arrays::result_unit<R>(product);
  double const factor = static_cast<double>(arrays::unit_factor<R>(where, "out", product, unit));
  detail::given_taps const taps = detail::filter_taps(where, h, factor, in.axis(), ratio.up);
  index const results = detail::upfirdn_count(where, in.count(), static_cast<index>(taps.real.size()), ratio);
  auto out = in.template allocate<detail::filtered_t<T, detail::number_t<H>>>(results);
  detail::apply_taps<Arch>(in.block(), taps, ratio, in.data(), detail::surroundings<T>(where, options.boundary, x_unit),
                           results, out.data());
  double const dense_step = in.axis().step / static_cast<double>(ratio.up);
  return detail::other_time(x, std::move(out), unit, in.dimension(), in.axis().start + taps.start * dense_step,
                            detail::step_after(in.axis(), ratio));
}
template <class H, class X, class Up = int, class Down = int, class Why = why_not_upfirdn<H, X, Up, Down>>
  requires(!detail::is_upfirdned<H, X, Up, Down>)
void upfirdn(H const&, X const&, Up = 1, Down = 1, upfirdn_options const& = {}) = delete;

}  // namespace convolt::dsp
