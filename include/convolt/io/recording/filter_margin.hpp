// SPDX-License-Identifier: BSD-3-Clause
/// How far a filter reaches: the margin that a chunk needs so that what is filtered of it is what is filtered of all.
/// A filter is known by what it says of itself at a rate, as the designs of dsp do: its taps, or its sections.
/// Layer: io.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/recording/cuts.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace convolt::io::detail {

template <class F>
concept FilterOfTaps = requires(F const& f) { f.taps_at(1.).size(); };
template <class F>
concept FilterOfSections = requires(F const& f) {
  f.sections_at(1.).front().a1;
  f.sections_at(1.).front().a2;
};
template <class F>
concept AsksForMargin = FilterOfTaps<F> || FilterOfSections<F>;

/// A margin of chunks: a time, a number of samples, or a filter.
template <class M>
concept Margin = Cut<M> || AsksForMargin<M>;

/// The largest |z| with z^2 + a1 z + a2 = 0: what is left of the response of a section from sample to sample.
inline double left_after_a_sample(double a1, double a2) {
  double const square = a1 * a1 / 4 - a2;
  return square < 0 ? std::sqrt(a2) : std::abs(a1) / 2 + std::sqrt(square);
}

/// Samples after which nothing but rounding of double is left of a response.
inline double samples_until_rounding(double left) {
  if (!(left < 1)) { throw_bad_cut("margin", "a filter whose response ends", "one that goes on"); }
  return left > 0 ? std::ceil(std::log(std::numeric_limits<double>::epsilon()) / std::log(left)) : 0;
}

/// So many samples on either side that `dsp::filter`, `dsp::filtfilt` and a convolution with the taps have no other
/// results than of the whole recording: what the sections remember one after the other, and as many as filtfilt
/// continues a signal by, three times the length of the filter, so that it takes the shortest chunk.
template <AsksForMargin Filter>
index margin_in_samples(Filter const& filter, seconds step, index samples) {
  double const rate = 1 / step.raw();
  double reach = 0, length = 0;
  if constexpr (FilterOfTaps<Filter>) {
    length = static_cast<double>(filter.taps_at(rate).size());
  } else {
    auto const sections = filter.sections_at(rate);
    length = 2 * static_cast<double>(sections.size()) + 1;
    for (auto const& section : sections) {
      reach += 2 + samples_until_rounding(left_after_a_sample(section.a1, section.a2));
    }
  }
  return static_cast<index>(std::min(std::max(reach, 3 * length), static_cast<double>(samples)));
}

}  // namespace convolt::io::detail
