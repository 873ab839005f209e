// SPDX-License-Identifier: BSD-3-Clause
/// The lags of a correlation, without computing it.
/// Layer: dsp.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/axes.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/geometry/kept_sums.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/units/si.hpp>

namespace convolt::dsp {

/// The lags tau of correlate(x, w, ..), r(tau) = sum of x(t + tau) w*(t), of arrays with n and k samples that both
/// begin at 0: `correlation_lags(n, k, convolt::full)` are -(k - 1) .. n - 1. An axis in samples. Throws
/// parameter_error for negative counts and for a w without samples.
template <Integer N, Integer K>
axis<dimensionless> correlation_lags(N n, K k, dsp::mode mode = {}) {
  index const samples = quantities::sample_number(n, "dsp::correlation_lags", "n");
  index const taps = quantities::sample_number(k, "dsp::correlation_lags", "k");
  if (taps == 0) {
    throw parameter_error({.category = "empty_kernel",
                           .where = "dsp::correlation_lags",
                           .argument = "k",
                           .problem = "must be positive",
                           .expected = "at least 1",
                           .actual = "0"});
  }
  index const lag_zero = mode.kind() == padding_kind::causal ? 0 : (taps - 1) / 2;
  geometry::kept_sums const kept = geometry::sums_kept_by(mode.kind(), samples, taps, lag_zero);
  return {static_cast<double>(kept.first - (taps - 1)), 1., kept.count};
}

/// The axis that correlate gives its result, of signals sampled on these two. Throws parameter_error as it does.
template <AnyUnit U, class T, AnyUnit V, class S>
  requires(!units_measure_different_things<U, V>)
axis<U, T> correlation_lags(axis<U, T> const& x, axis<V, S> const& w, dsp::mode mode = {}) {
  char const* const where = "dsp::correlation_lags";
  detail::plain_axis const signal = detail::as_numbers(x);
  detail::kernel_axis const kernel = detail::in_steps_of(where, signal, detail::as_numbers(w), w.count());
  return detail::moved(x, detail::place(where, mode.kind(), x.count(), kernel, true, signal));
}
template <AnyUnit U, class T, AnyUnit V, class S>
  requires units_measure_different_things<U, V>
void correlation_lags(axis<U, T> const&, axis<V, S> const&, dsp::mode = {}) CONVOLT_REFUSED("they measure two things");

}  // namespace convolt::dsp
