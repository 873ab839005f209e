// SPDX-License-Identifier: BSD-3-Clause
/// The transforms of segments of lines: without their trend, weighed, with zeros behind them. Numbers only.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/quantity/concepts.hpp>

#include <algorithm>
#include <complex>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

/// Neighbouring lines that are brought together at a time: as many doubles as a cache line has.
inline constexpr index lines_together = 8;

template <class T>
inline constexpr auto line_kind =
    quantities::is_complex<T> ? engine::fft::line_of::complex_numbers : engine::fft::line_of::real_numbers;

/// Sums of many samples, in double and in several parts: so they are exact enough and do not wait for each other.
template <class T>
using wide_sum = std::conditional_t<quantities::is_complex<T>, std::complex<double>, double>;
template <class T>
wide_sum<T> sum_of(T const* x, index count) {
  constexpr index parts = 8;
  wide_sum<T> sums[parts] = {};
  index i = 0;
  for (; i + parts <= count; i += parts) {
    for (index p = 0; p < parts; ++p) { sums[p] += static_cast<wide_sum<T>>(x[i + p]); }
  }
  for (; i < count; ++i) { sums[0] += static_cast<wide_sum<T>>(x[i]); }
  for (index p = 1; p < parts; ++p) { sums[0] += sums[p]; }
  return sums[0];
}

/// A line of least squares through samples at 0, 1, ..: level + slope i.
template <class T>
struct straight_line {
  T level{}, slope{};
};
template <class T>
straight_line<T> trend_of(detrending what, T const* x, index count) {
  if (what == detrending::none) { return {}; }
  double const n = static_cast<double>(count), middle = (n - 1) / 2;
  wide_sum<T> const mean = sum_of(x, count) / n;
  if (what == detrending::constant || count == 1) { return {static_cast<T>(mean), T(0)}; }
  wide_sum<T> moment{};
  for (index i = 0; i < count; ++i) { moment += static_cast<wide_sum<T>>(x[i]) * (static_cast<double>(i) - middle); }
  wide_sum<T> const slope = moment * (12 / (n * (n * n - 1)));
  return {static_cast<T>(mean - slope * middle), static_cast<T>(slope)};
}

template <class T>
class segment_spectra {
 public:
  using real = typename quantities::real_type<T>::type;

  /// Without weights each is 1.
  segment_spectra(segment_plan const& plan, std::vector<double> const& weights,
                  engine::transform_pointer<real> transform)
      : plan_(plan),
        transform_(std::move(transform)),
        weights_(weights.begin(), weights.end()),
        re_(static_cast<std::size_t>(plan.nfft)),
        im_(quantities::is_complex<T> ? re_.size() : 0),
        out_re_(static_cast<std::size_t>(transform_->frequencies())),
        out_im_(out_re_) {}

  index frequencies() const { return transform_->frequencies(); }

  /// Get segment s of `lines` neighbouring lines with so many samples, `step` apart; no more than lines_together.
  void gather(T const* x, index samples, index step, index lines, index s) {
    index const first = plan_.first + s * plan_.hop;
    index const begin = std::clamp<index>(-first, 0, plan_.length);
    index const end = std::clamp<index>(samples - first, begin, plan_.length);
    if (step == 1 && begin == 0 && end == plan_.length) {
      segments_ = x + first;
      return;
    }
    gathered_.resize(static_cast<std::size_t>(lines * plan_.length));
    segments_ = gathered_.data();
    if (begin > 0 || end < plan_.length) { std::fill(gathered_.begin(), gathered_.end(), T(0)); }
    for (index i = begin; i < end; ++i) {
      T const* const from = x + (first + i) * step;
      for (index l = 0; l < lines; ++l) { gathered_[static_cast<std::size_t>(l * plan_.length + i)] = from[l]; }
    }
  }

  /// The spectrum of the segment of line l of those: a frequency for each of a real one that has no mirror image, and
  /// for complex ones all of them, ascending from -nfft / 2. Good until the next one.
  engine::fft::split<real const> spectrum(index l) {
    weigh(segments_ + l * plan_.length);
    if constexpr (quantities::is_complex<T>) {
      transform_->forward({re_.data(), im_.data()}, {out_re_.data(), out_im_.data()});
      std::rotate(out_re_.begin(), out_re_.end() - plan_.nfft / 2, out_re_.end());
      std::rotate(out_im_.begin(), out_im_.end() - plan_.nfft / 2, out_im_.end());
    } else {
      transform_->forward_real(re_.data(), {out_re_.data(), out_im_.data()});
    }
    return {out_re_.data(), out_im_.data()};
  }

 private:
  /// What lies behind the segment stays zero.
  void weigh(T const* x) {
    straight_line<T> const trend = trend_of(plan_.trend, x, plan_.length);
    bool const sloped = plan_.trend == detrending::linear;
    real const unweighed(1);
    real const* const w = weights_.empty() ? &unweighed : weights_.data();
    index const next = weights_.empty() ? 0 : 1;
    for (index i = 0; i < plan_.length; ++i) {
      T const y = sloped ? (x[i] - (trend.level + trend.slope * static_cast<real>(i))) * w[i * next]
                         : (x[i] - trend.level) * w[i * next];
      if constexpr (quantities::is_complex<T>) {
        re_[static_cast<std::size_t>(i)] = y.real();
        im_[static_cast<std::size_t>(i)] = y.imag();
      } else {
        re_[static_cast<std::size_t>(i)] = y;
      }
    }
  }

  segment_plan plan_;
  engine::transform_pointer<real> transform_;
  std::vector<real> weights_;
  std::vector<T> gathered_;
  std::vector<real> re_, im_, out_re_, out_im_;
  T const* segments_ = nullptr;
};

}  // namespace convolt::dsp::detail
