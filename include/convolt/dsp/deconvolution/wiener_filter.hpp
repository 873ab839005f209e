// SPDX-License-Identifier: BSD-3-Clause
/// Lines through the filter of Wiener's that undoes a convolution. Numbers only, in double.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/dsp/deconvolution/inverse.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/quantity/along.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace convolt::dsp::detail {

/// A density of power over frequency as numbers, sampled from `first` in steps of `step`, both in Hz.
struct density_numbers {
  std::vector<double> values;
  double first = 0, step = 1;

  /// Between two samples on a straight line; beyond the ends the first or the last one.
  double at(double frequency) const {
    double const last = static_cast<double>(values.size() - 1);
    double const place = values.size() == 1 ? 0. : std::clamp((frequency - first) / step, 0., last);
    auto const below = static_cast<std::size_t>(place);
    if (below + 1 >= values.size()) { return values.back(); }
    double const part = place - static_cast<double>(below);
    return values[below] + part * (values[below + 1] - values[below]);
  }
};

/// The gains of G = H* S / (|H|^2 S + N) at the frequencies of a transform; 0 where nothing says what they are.
struct gains {
  std::vector<double> re, im;
};

/// Of a kernel whose taps have been multiplied by the step of the measure; S in [x]^2/Hz and N in [y]^2/Hz.
inline gains wiener_gains(std::vector<double> const& taps, density_numbers const& signal, density_numbers const& noise,
                          double rate, engine::fft::transform<double> const& transform) {
  std::size_t const count = static_cast<std::size_t>(transform.frequencies());
  std::vector<double> line(static_cast<std::size_t>(transform.size()), 0.);
  std::copy(taps.begin(), taps.end(), line.begin());
  gains g{std::vector<double>(count), std::vector<double>(count)};
  transform.forward_real(line.data(), {g.re.data(), g.im.data()});
  for (std::size_t k = 0; k < count; ++k) {
    double const frequency = static_cast<double>(k) * rate / static_cast<double>(transform.size());
    double const s = signal.at(frequency), n = noise.at(frequency);
    double const divisor = (g.re[k] * g.re[k] + g.im[k] * g.im[k]) * s + n;
    double const by = divisor == 0 ? 0 : s / divisor;
    g.re[k] *= by;
    g.im[k] *= -by;
  }
  return g;
}

/// y: the sums of a problem, [outer][count][inner], to x: [outer][samples][inner], both through G; times the scale.
template <class R>
void filter_with_gains(inverse_problem const& p, gains const& g, engine::fft::transform<double> const& transform,
                       R const* y, R* x, double scale) {
  index const length = transform.size();
  std::vector<double> line(static_cast<std::size_t>(length)), re(g.re.size()), im(re);
  double const by = scale / static_cast<double>(length);
  for (index l = 0; l < p.sums.outer * p.sums.inner; ++l) {
    index const o = l / p.sums.inner, i = l - o * p.sums.inner;
    std::fill(line.begin(), line.end(), 0.);
    index const from = std::max<index>(0, -p.first), to = std::min(p.sums.count, length - p.first);
    for (index m = from; m < to; ++m) {  // others have nothing of any sample
      line[static_cast<std::size_t>(p.first + m)] = static_cast<double>(y[(o * p.sums.count + m) * p.sums.inner + i]);
    }
    transform.forward_real(line.data(), {re.data(), im.data()});
    for (std::size_t k = 0; k < re.size(); ++k) {
      double const a = re[k] * g.re[k] - im[k] * g.im[k];
      im[k] = re[k] * g.im[k] + im[k] * g.re[k];
      re[k] = a;
    }
    transform.inverse_real({re.data(), im.data()}, line.data());
    for (index n = 0; n < p.samples; ++n) {
      x[(o * p.samples + n) * p.sums.inner + i] = static_cast<R>(line[static_cast<std::size_t>(n)] * by);
    }
  }
}

/// The length of the transforms: a power of two, or three times one, and at least twice as many as there are sums, so
/// that the two ends of a line do not meet.
inline index length_for_wiener(index samples, index taps) {
  index const least = 2 * (samples + taps - 1);
  index length = 4;
  while (length < least) { length *= 2; }
  return 3 * (length / 4) >= least ? 3 * (length / 4) : length;
}

}  // namespace convolt::dsp::detail
