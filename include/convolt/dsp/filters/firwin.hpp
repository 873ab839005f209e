// SPDX-License-Identifier: BSD-3-Clause
/// Filters with a finite response by the window method: the taps of the ideal filter, cut off softly.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/bands.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// A filter with a finite response as it is wanted, without a rate: made by firwin.
class fir_design {
 public:
  /// So many taps.
  fir_design(index taps, dsp::bands b, window::shape const& w) : bands_(std::move(b)), taps_(taps), window_(w) {}
  /// As many taps as a transition of this width in Hz and an attenuation in dB need.
  fir_design(dsp::bands const& b, double width, double attenuation);

  /// The taps at a rate in Hz, symmetric. Throws parameter_error: see dsp::taps.
  std::vector<double> taps_at(double rate) const;
  friend bool operator==(fir_design const&, fir_design const&) = default;

 private:
  index taps_needed(double rate) const;

  dsp::bands bands_;
  index taps_ = 0;  ///< 0: by the rate
  window::shape window_;
  double width_ = 0, attenuation_ = 0;
};

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_bad_firwin(std::string_view category, char const* argument,
                                                       char const* problem, std::string expected, std::string actual,
                                                       char const* advice = "") {
  throw parameter_error({.category = category,
                         .where = "dsp::firwin",
                         .argument = argument,
                         .problem = problem,
                         .expected = std::move(expected),
                         .actual = std::move(actual),
                         .advice = advice});
}

inline constexpr index most_taps = index{1} << 27;

/// The number of taps for a transition of this part of half of the rate, not rounded. SciPy: kaiserord.
inline double kaiser_taps(double attenuation, double width) {
  return (attenuation - 7.95) / 2.285 / (std::numbers::pi * width) + 1;
}

/// The ideal filter that lets frequencies up to a part of half of the rate through, at sample m from its middle.
inline double ideal_lowpass(double part, double m) {
  double const turn = std::numbers::pi * part * m;
  return turn == 0 ? part : part * std::sin(turn) / turn;
}
/// What lets these bands through at this rate.
inline double ideal_filter(bands const& b, double rate, double m) {
  double sum = 0;
  for (passed_range const& r : b.passed()) {
    sum += ideal_lowpass(r.has_end() ? 2 * r.high / rate : 1, m) - ideal_lowpass(2 * r.low / rate, m);
  }
  return sum;
}
/// Where the gain is made 1, as a part of half of the rate: in the first band.
inline double frequency_of_gain_one(bands const& b, double rate) {
  passed_range const& r = b.passed().front();
  if (r.low == 0) { return 0; }
  return r.has_end() ? (r.low + r.high) / rate : 1;
}

[[noreturn]] CONVOLT_COLD inline void throw_nothing_left(std::size_t taps) {
  throw_bad_firwin("bad_taps", "taps", "leave nothing of the band that could be scaled to 1", {}, std::to_string(taps),
                   "take more, or a window that does not end at 0");
}

/// The taps of bands at a rate, with these weights. SciPy: firwin(.., scale=True). Throws parameter_error "bad_taps"
/// where they come to 0, as two under a window of Hann.
CONVOLT_COLD inline std::vector<double> windowed_taps(bands const& b, double rate, std::vector<double> taps) {
  double const middle = (static_cast<double>(taps.size()) - 1) / 2, one_at = frequency_of_gain_one(b, rate);
  double sum = 0, size = 0;
  for (std::size_t i = 0; i < taps.size(); ++i) {
    double const m = static_cast<double>(i) - middle, ideal = ideal_filter(b, rate, m);
    taps[i] *= ideal;
    sum += taps[i] * std::cos(std::numbers::pi * m * one_at);
    size += std::abs(ideal);
  }
  if (!(std::abs(sum) > std::numeric_limits<double>::epsilon() * size)) { throw_nothing_left(taps.size()); }
  for (double& tap : taps) { tap /= sum; }
  return taps;
}

}  // namespace detail

CONVOLT_COLD inline fir_design::fir_design(dsp::bands const& b, double width, double attenuation)
    : bands_(b), window_(window::rectangular), width_(width), attenuation_(attenuation) {
  using detail::hertz_text, detail::throw_bad_firwin;
  if (!(width > 0 && bits::is_finite(width))) {
    throw_bad_firwin("bad_transition", "transition", "must be positive and finite", {}, hertz_text(width));
  }
  double before = 0;
  for (double const edge : b.edges()) {
    if (width > edge - before) {
      throw_bad_firwin("bad_transition", "transition",
                       before == 0 ? "is wider than the lower cut-off" : "is wider than the band",
                       "at most " + hertz_text(edge - before), hertz_text(width));
    }
    before = edge;
  }
  if (bits::is_nan(attenuation) || attenuation < 8 || attenuation > 300) {
    throw_bad_firwin("bad_attenuation", "attenuation", "is out of range", "8 to 300 dB",
                     quantities::number_text(attenuation) + " dB");
  }
  window_ = window::kaiser(window::kaiser_beta(attenuation));
}

/// An even number of taps passes nothing at half of the rate.
inline index fir_design::taps_needed(double rate) const {
  if (taps_ > 0) { return taps_; }
  double const last = bands_.edges().back();
  if (last + width_ / 2 > rate / 2) {
    detail::throw_bad_firwin("bad_transition", "transition", "ends beyond half of the sampling rate",
                             "at most " + detail::hertz_text(rate - 2 * last), detail::hertz_text(width_));
  }
  double const count = std::ceil(detail::kaiser_taps(attenuation_, 2 * width_ / rate));
  if (!(count <= static_cast<double>(detail::most_taps))) {
    detail::throw_bad_firwin("bad_transition", "transition", "needs too many taps at this rate",
                             detail::hertz_text(rate), detail::hertz_text(width_), "lower the rate first");
  }
  index const taps = std::max(index{1}, static_cast<index>(count));
  return bands_.passes_half_rate() && taps % 2 == 0 ? taps + 1 : taps;
}

CONVOLT_COLD inline std::vector<double> fir_design::taps_at(double rate) const {
  detail::check_below_half("dsp::firwin", bands_.edges().back(), rate);
  return detail::windowed_taps(bands_, rate, window::weights(window_, taps_needed(rate), window::symmetric));
}

/// So many taps of the ideal filter, with a window; the gain is 1 at frequency 0, at half of the rate, or in the middle
/// of the band: of the first one, where there are several, as in bandpass(..) | bandpass(..). The response is -6 dB at
/// the cut-offs. SciPy: firwin(taps, edges, window=.., pass_zero=.., fs=rate).
/// Throws parameter_error "bad_taps" for less than 1, and for an even number where the band reaches to half of the
/// rate.
inline fir_design firwin(index taps, bands const& b, window::shape const& w = window::hamming) {
  if (taps < 1 || taps > detail::most_taps) {
    detail::throw_bad_firwin("bad_taps", "taps", "is out of range", "1 to " + std::to_string(detail::most_taps),
                             std::to_string(taps));
  }
  if (b.passes_half_rate() && taps % 2 == 0) {
    detail::throw_bad_firwin("bad_taps", "taps", "must be odd for a band that reaches to half of the sampling rate",
                             std::to_string(taps + 1), std::to_string(taps));
  }
  return {taps, b, w};
}

/// The same with as many taps as it takes, which the rate decides, and a Kaiser window: the response goes from 1 to the
/// attenuation in dB within a transition of this width, half of it on both sides of the cut-off. The ripple in the pass
/// band is the same. SciPy: kaiserord and firwin, one tap more where an even number cannot be.
/// Throws parameter_error "bad_transition" for a transition wider than the lower cut-off or the band, "bad_attenuation"
/// outside of 8 to 300 dB.
template <Frequency F>
fir_design firwin(bands const& b, F const& transition, double attenuation) {
  return {b, detail::frequency_in_hertz(transition), attenuation};
}
template <class F>
  requires detail::rates_and_cut_offs_are_frequencies_with_a_unit<F>
void firwin(bands const&, F const&, double) = delete;  // the width of a transition is a frequency, as 20. * Hz

}  // namespace convolt::dsp
