// SPDX-License-Identifier: BSD-3-Clause
/// From a recursive filter as it is wanted to its sections, and the checks of what double can hold.
/// Layer: dsp.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/pairing.hpp>
#include <convolt/dsp/filters/prototype.hpp>
#include <convolt/dsp/filters/recursive.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/filters/zeros_and_poles.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp {

namespace detail {

/// How far from the unit circle the poles of a section are, the nearer one.
struct pole_place {
  double distance;  ///< negative outside
  double moved;     ///< by rounding of its numbers to a relative precision, at most

  pole_place(section const& s, double precision) {
    std::complex<double> const root = std::sqrt(std::complex<double>(s.a1 * s.a1 - 4 * s.a2));
    double const larger = std::max(std::abs(root - s.a1), std::abs(root + s.a1)) / 2;
    distance = 1 - larger;
    // A change d of the polynomial moves a root by d over the distance to the other one; where they are one, by a root.
    double const change = precision / 2 * (std::abs(s.a1) * larger + std::abs(s.a2));
    moved = std::min(change / std::max(std::abs(root), std::numeric_limits<double>::min()), std::sqrt(change));
  }
};

/// Throws parameter_error "cut_off_too_low" where the numbers of a section, rounded to this relative precision, would
/// move a pole by more than 1 % of its distance to the unit circle: that would be another filter.
inline void check_resolution(std::string_view where, std::vector<section> const& sections, double frequency,
                             double rate, double precision = std::numeric_limits<double>::epsilon()) {
  for (section const& s : sections) {
    pole_place const p(s, precision);
    if (p.moved <= 0.01 * p.distance) { continue; }
    throw parameter_error({.category = "cut_off_too_low",
                           .where = std::string(where),
                           .argument = "rate",
                           .problem = "is so high that rounding would move a pole by more than 1 % of its distance to "
                                      "the unit circle",
                           .expected = "a lower one for a cut-off at " + hertz_text(frequency),
                           .actual = hertz_text(rate),
                           .advice = "lower the rate first, or the order"});
  }
}

/// Throws parameter_error "bad_order" where the gain of all sections, a power of the cut-off, is no number of double's.
inline void check_gain_of_design(std::string_view where, double gain, int order) {
  if (std::isnormal(gain)) { return; }
  throw parameter_error({.category = "bad_order",
                         .where = std::string(where),
                         .argument = "order",
                         .problem = "is so high that the gain at this cut-off and rate is beyond the range of double",
                         .expected = "a lower one",
                         .actual = std::to_string(order)});
}

}  // namespace detail

CONVOLT_SHARED_BODY std::vector<section> recursive_design::sections_at(double rate) const {
  detail::check_below_half(where(), band_.high(), rate);
  std::vector<section> sections;
  if (family_ == family::notch) {
    sections = notch_at(rate);
  } else {
    auto poles = family_ == family::bessel ? detail::bessel_poles(order_) : detail::butterworth_poles(order_);
    auto filter = detail::digital_filter(std::move(poles), band_, rate);
    detail::check_gain_of_design(where(), filter.gain, order_);
    sections = detail::paired_sections(std::move(filter));
  }
  detail::check_resolution(where(), sections, band_.low(), rate);
  return sections;
}

namespace detail {

/// A stop band of half of the rate or more cannot be bent into the frequencies that there are. Throws parameter_error
/// "bad_quality".
inline void check_quality(double frequency, double q, double rate) {
  if (frequency / q < rate / 2) { return; }
  throw parameter_error({.category = "bad_quality",
                         .where = "dsp::notch",
                         .argument = "q",
                         .problem = "makes a stop band that is not narrower than half of the sampling rate",
                         .expected = "more than " + quantities::number_text(2 * frequency / rate) + " for " +
                                     hertz_text(frequency) + " at a rate of " + hertz_text(rate),
                         .actual = quantities::number_text(q)});
}

}  // namespace detail

/// S. J. Orfanidis, Introduction to Signal Processing (1996), section 11.3: half of the power is let through at both
/// edges of a stop band of width f / q.
inline std::vector<section> recursive_design::notch_at(double rate) const {
  detail::check_quality(band_.low(), q_, rate);
  double const middle = 2 * std::numbers::pi * band_.low() / rate;
  double const gain = 1 / (1 + std::tan(middle / q_ / 2));
  double const turn = -2 * gain * std::cos(middle);
  return {{gain, turn, gain, turn, 2 * gain - 1}};
}

}  // namespace convolt::dsp
