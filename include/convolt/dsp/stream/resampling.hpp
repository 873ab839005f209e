// SPDX-License-Identifier: BSD-3-Clause
/// Streams that change the sampling rate: `dsp::resampling(3, 2)`.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/window.hpp>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

namespace convolt::dsp {

/// A change of rate by up / down, in lowest terms.
struct rate_change {
  index up = 1, down = 1;
};

/// The rate times up / down. Throws parameter_error "bad_ratio" unless both are positive, and in lowest terms no more
/// than 2^20.
template <Integer Up, Integer Down>
rate_change resampling(Up up, Down down) {
  checked_index const u(up), d(down);
  index const common = u.overflowed || d.overflowed || u.value < 1 || d.value < 1 ? 0 : std::gcd(u.value, d.value);
  if (common == 0 || u.value / common > 1 << 20 || d.value / common > 1 << 20) {
    throw parameter_error({.category = "bad_ratio",
                           .where = "dsp::resampling",
                           .argument = "up / down",
                           .problem = "is a ratio of positive numbers, in lowest terms of at most 2^20",
                           .actual = convolt::detail::joined({std::to_string(up), " / ", std::to_string(down)})});
  }
  return {u.value / common, d.value / common};
}

namespace detail {

/// Taps on either side of the middle one.
inline index half_length(rate_change const& r) { return 10 * (r.up > r.down ? r.up : r.down); }

/// The taps that scipy.signal.resample_poly takes: a sinc with its cut-off at half the lower rate, under a Kaiser
/// window with beta 5, that passes constants.
inline std::vector<double> resampling_taps(rate_change const& r) {
  index const half = half_length(r);
  double const cut_off = 10. / static_cast<double>(half);
  std::vector<double> taps = window::weights(window::kaiser(5), 2 * half + 1, window::symmetric);
  double sum = 0;
  for (index k = 0; k <= 2 * half; ++k) {
    double const x = std::numbers::pi * cut_off * static_cast<double>(k - half);
    double& tap = taps[static_cast<std::size_t>(k)];
    if (k != half) { tap *= std::sin(x) / x; }
    sum += tap;
  }
  for (double& tap : taps) { tap *= static_cast<double>(r.up) / sum; }
  return taps;
}

}  // namespace detail
}  // namespace convolt::dsp
