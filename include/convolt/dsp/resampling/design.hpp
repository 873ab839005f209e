// SPDX-License-Identifier: BSD-3-Clause
/// The filter that changes a rate by up / down, as scipy.signal.resample_poly makes it: a windowed sinc with its
/// cut-off at the lower one of both Nyquist frequencies.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/dsp/resampling/ratio.hpp>
#include <convolt/dsp/window.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace convolt::dsp::detail {

/// Taps of y[o] = sum over k of taps[k] x'[o down + offset - k], x' with zeros between the samples: see phase_table.
struct rate_filter {
  std::vector<double> taps;
  rate_ratio ratio;
  index offset = 0;
};

/// h(tau) = w(tau) sinc(tau / m), m = max(up, down), |tau| <= 10 m, in steps of the upsampled signal. w is the window
/// as a function of a real number.
inline double windowed_sinc(double tau, double m, dsp::window::shape const& w) {
  double const half = 10 * m, distance = half - std::abs(tau);
  if (!(distance >= 0)) { return 0; }
  double const x = std::numbers::pi * tau / m;
  return window::detail::weight(w, distance, 2 * half) * (tau == 0 ? 1 : std::sin(x) / x);
}

/// The filter whose output 0 lies `begin` steps of the upsampled signal behind the first sample. Taps are h(tau) at
/// whole tau, or between them where `begin` is not whole; times up over their sum at whole ones, so that what does not
/// change stays as it is.
inline rate_filter resampling_filter(rate_ratio ratio, dsp::window::shape const& w, double begin) {
  index const m = std::max(ratio.up, ratio.down);
  double const whole = std::floor(begin), part = begin - whole;
  rate_filter f{{}, ratio, static_cast<index>(whole)};
  if (m == 1 && part == 0) {
    f.taps.push_back(1);
    return f;
  }
  index const half = 10 * m;
  f.offset += half;
  f.taps.resize(static_cast<std::size_t>(2 * half + 1));
  double sum = 0;
  for (index k = -half; k <= half; ++k) {
    double const tau = static_cast<double>(k), h = windowed_sinc(tau, static_cast<double>(m), w);
    sum += h;
    f.taps[static_cast<std::size_t>(k + half)] = part == 0 ? h : windowed_sinc(tau + part, static_cast<double>(m), w);
  }
  for (double& tap : f.taps) { tap *= static_cast<double>(ratio.up) / sum; }
  return f;
}

/// Results of n samples: all that lie before the place of one more. SciPy's ceil(n up / down). Throws parameter_error
/// "bad_ratio" where that is more than can be counted.
inline index resampled_count(std::string_view where, index n, rate_ratio ratio) {
  checked_index const positions = checked_index(n) * checked_index(ratio.up);
  if (positions.overflowed) {
    throw_bad_ratio(where, "up", "makes more results than can be counted", std::to_string(ratio.up));
  }
  return positions.value / ratio.down + (positions.value % ratio.down != 0 ? 1 : 0);
}

}  // namespace convolt::dsp::detail
