// SPDX-License-Identifier: BSD-3-Clause
/// Local maxima of a trace above a threshold, not too near to each other.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/crossings.hpp>
#include <convolt/quantity/lines.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace convolt {

namespace detail {

/// Samples with lower ones on both sides; of a plateau the one in its middle, rounded down. As scipy.signal's
/// find_peaks, no sample at an end is one, and none beside a NaN.
template <class W>
std::vector<std::size_t> local_maxima(std::vector<W> const& x) {
  std::vector<std::size_t> found;
  for (std::size_t i = 1; i + 1 < x.size(); ++i) {
    if (!(x[i - 1] < x[i])) { continue; }
    std::size_t last = i;
    while (last + 1 < x.size() && x[last + 1] == x[i]) { ++last; }
    if (last + 1 < x.size() && x[last + 1] < x[i]) { found.push_back((i + last) / 2); }
    i = last;
  }
  return found;
}

/// Without those that are less than `dead` steps from a higher one that stays, the earlier of equals.
template <class W>
std::vector<std::size_t> without_neighbours(std::vector<W> const& x, std::vector<std::size_t> const& peaks,
                                            double dead) {
  std::vector<std::size_t> order(peaks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[peaks[a]] > x[peaks[b]]; });
  std::vector<bool> stays(peaks.size(), true);
  auto const near = [&](std::size_t a, std::size_t b) {
    return static_cast<double>(a < b ? peaks[b] - peaks[a] : peaks[a] - peaks[b]) < dead - sample_tolerance;
  };
  for (std::size_t const p : order) {
    if (!stays[p]) { continue; }
    for (std::size_t k = p; k-- > 0 && near(k, p);) { stays[k] = false; }
    for (std::size_t k = p + 1; k < peaks.size() && near(k, p); ++k) { stays[k] = false; }
  }
  std::vector<std::size_t> left;
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    if (stays[k]) { left.push_back(peaks[k]); }
  }
  return left;
}

template <class W>
std::vector<std::size_t> peaks_of_line(std::vector<W> const& x, W level, double dead) {
  std::vector<std::size_t> high;
  for (std::size_t const i : local_maxima(x)) {
    if (x[i] >= level) { high.push_back(i); }
  }
  return without_neighbours(x, high, dead);
}

}  // namespace detail

/// The peaks of an array: their sample numbers, and their heights with the unit of the array.
template <class U, class T>
struct array_peaks {
  std::vector<std::size_t> samples;
  quantity<U, xt::xtensor<T, 1, xt::layout_type::row_major>> heights;

  std::size_t size() const { return samples.size(); }
};
/// Those of a sampled line, with their times too, in the unit of its axis.
template <class U, class T, class Time>
struct sampled_peaks : array_peaks<U, T> {
  quantity<Time, xt::xtensor<double, 1, xt::layout_type::row_major>> times;
};

namespace detail {

template <class Q>
auto heights_at(Q const& q, std::vector<std::size_t> const& samples) {
  using T = element_t<Q>;
  auto&& x = contiguous(raw(q));
  xt::xtensor<T, 1, xt::layout_type::row_major> heights(std::array<std::size_t, 1>{samples.size()});
  for (std::size_t i = 0; i < samples.size(); ++i) { heights(i) = x.data()[samples[i]]; }
  return tag(std::move(heights), unit_of(q));
}

template <class X>
auto array_peaks_of(X const& x, line_number<element_t<X>> level, double dead) {
  check_one_dimension(x, "find_peaks");
  array_peaks<unit_t<X>, element_t<X>> found;
  found.samples = peaks_of_line(line_of_all(x), level, dead);
  found.heights = heights_at(x, found.samples);
  return found;
}

template <class X>
auto sampled_peaks_of(X const& x, line_number<typename X::element_type> level, double dead) {
  check_one_dimension(x, "find_peaks");
  auto const& t = x.template axis<0>();
  sampled_peaks<typename X::unit_type, typename X::element_type, std::remove_cvref_t<decltype(t.unit())>> found;
  found.samples = peaks_of_line(line_of_all(x.quantity()), level, dead);
  found.heights = heights_at(x.quantity(), found.samples);
  xt::xtensor<double, 1, xt::layout_type::row_major> times(std::array<std::size_t, 1>{found.samples.size()});
  for (std::size_t i = 0; i < found.samples.size(); ++i) {
    times(i) = coordinate<double>(t(found.samples[i]), t.unit());
  }
  found.times = tag(std::move(times), t.unit());
  return found;
}

}  // namespace detail

/// The local maxima of a line of samples; those of at least a threshold; and of those nearer to each other than
/// `dead_time` the higher ones. The threshold is a quantity, as 5. * noise_level(x); the dead time of an array is a
/// number of samples. As scipy.signal.find_peaks(x, height, distance): of a plateau the middle, none at an end or
/// beside a NaN.
template <detail::ArrayOperand X>
auto find_peaks(X const& x) {
  return detail::array_peaks_of(x, -std::numeric_limits<detail::line_number<element_t<X>>>::infinity(), 0.);
}
template <detail::ArrayOperand X, class Level, Integer I = int>
  requires detail::LevelOf<X, Level>
auto find_peaks(X const& x, Level const& threshold, I dead_samples = 0) {
  double const dead = detail::checked_dead_steps(static_cast<double>(dead_samples), "find_peaks");
  return detail::array_peaks_of(x, detail::level_in(x, threshold, "find_peaks"), dead);
}
template <class X>
  requires AnySampled<X>
auto find_peaks(X const& x) {
  return detail::sampled_peaks_of(x, -std::numeric_limits<detail::line_number<typename X::element_type>>::infinity(),
                                  0.);
}
template <class X, class Level>
  requires(AnySampled<X> && detail::LevelOf<X, Level>)
auto find_peaks(X const& x, Level const& threshold) {
  return detail::sampled_peaks_of(x, detail::level_in(x, threshold, "find_peaks"), 0.);
}
template <class X, class Level, class Time>
  requires(AnySampled<X> && detail::LevelOf<X, Level> && detail::Coordinate<Time>)
auto find_peaks(X const& x, Level const& threshold, Time const& dead_time) {
  double const dead = detail::checked_dead_steps(detail::steps_of(x.template axis<0>(), dead_time), "find_peaks");
  return detail::sampled_peaks_of(x, detail::level_in(x, threshold, "find_peaks"), dead);
}

template <detail::Samples X, class Level, class... More>
  requires(!detail::LevelOf<X, Level>)
void find_peaks(X const&, Level const&, More const&...) CONVOLT_REFUSED("the threshold measures what the samples do");

}  // namespace convolt
