// SPDX-License-Identifier: BSD-3-Clause
/// Statistics of ordered samples: percentile, median, mad, and the level of the noise from the last one.
/// Layer: quantity.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/quantity/kth_smallest.hpp>
#include <convolt/quantity/lines.hpp>
#include <convolt/quantity/sample_list.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace convolt {

namespace detail {

/// The p-th percentile of a line, which is reordered: between the samples linearly, as NumPy's default. NaN where the
/// line has one.
struct percentile_of_line {
  double p;

  template <class W>
  W operator()(std::vector<W>& x) const {
    static_assert(!is_complex<W>, "convolt: complex numbers have no order");
    for (W const v : x) {
      if (bits::is_nan(v)) { return std::numeric_limits<W>::quiet_NaN(); }
    }
    double const place = p / 100 * static_cast<double>(x.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    W const part = static_cast<W>(place - static_cast<double>(below));
    auto const [low, high] = kth_smallest(x, below);
    if (part == 0 || low == high) { return low; }
    if (bits::is_infinite(low) || bits::is_infinite(high)) { return low * (W(1) - part) + high * part; }
    return part < W(0.5) ? low + (high - low) * part : high - (high - low) * (W(1) - part);
  }
};

/// The median of the distances from the median.
struct mad_of_line {
  template <class W>
  W operator()(std::vector<W>& x) const {
    W const middle = percentile_of_line{50.}(x);
    for (W& v : x) { v = std::abs(v - middle); }
    return percentile_of_line{50.}(x);
  }
};

/// mad / 0.6745: of normal noise the standard deviation (Quiroga, Nadasdy & Ben-Shaul, Neural Computation 16, 2004).
struct noise_level_of_line {
  template <class W>
  W operator()(std::vector<W>& x) const {
    return mad_of_line{}(x) / W(0.6745);
  }
};

/// A part of a hundred: 25., 25 or 25. * percent.
struct percentage {
  double value;
  template <class P>
    requires std::is_arithmetic_v<P>
  constexpr percentage(P p) : value(static_cast<double>(p)) {}  // NOLINT(google-explicit-constructor): a number is one
  template <AnyQuantity P>
    requires(Scalar<wrapped_t<P>> && SameDimension<unit_t<P>, dimensionless>)
  constexpr percentage(P const& p)  // NOLINT(google-explicit-constructor): so is a ratio
      : value(static_cast<double>(p.in(percent_unit{}))) {}
};

inline percentile_of_line checked_percentile(percentage const& given) {
  double const p = given.value;
  if (bits::is_nan(p) || p < 0 || p > 100) {
    throw parameter_error({.category = "bad_percentile",
                           .where = "percentile",
                           .argument = "p",
                           .problem = "is out of range",
                           .expected = "0 to 100",
                           .actual = std::to_string(p)});
  }
  return {p};
}

}  // namespace detail

/// The value below which p percent of the samples lie (95., or 95. * percent), between two of them linearly; of
/// integers in double. Over everything, along an axis of an array, `percentile(v, 95., -1)`, or along a dimension of a
/// sampled quantity, `percentile<ms>(v, 95.)`. NaN where there is one. Throws parameter_error for a p outside of 0 to
/// 100, shape_error where there are no samples.
template <detail::Samples X>
auto percentile(X const& x, detail::percentage p) {
  return detail::line_statistic<1>(detail::checked_percentile(p), "percentile", x);
}
template <detail::SampleList X>
auto percentile(X const& x, detail::percentage p) {
  return percentile(detail::array_of(x), p);
}
template <detail::ArrayOperand X, Integer I>
auto percentile(X const& x, detail::percentage p, I axis) {
  return detail::line_statistic<1>(detail::checked_percentile(p), "percentile", x, axis);
}
template <auto D, class X, detail::ReductionOption... O>
  requires AnySampled<X>
auto percentile(X const& x, detail::percentage p, O const&... options) {
  return detail::sampled_line_statistic<1, D>(detail::checked_percentile(p), "percentile", x, options...);
}
inline void percentile(refused::any, refused::any = {},  // percentile(x, 95.), percentile<ms>(x, 95.)
                       refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("percentile(x, 95.) of an array or samples, or along an axis, percentile<ms>(x, 95.)");

/// The middle of the samples, of an even number the mean of the two in the middle.
CONVOLT_LINE_STATISTIC(median, detail::percentile_of_line{50.}, 1)
/// The median of the distances from the median, not scaled: of normal noise 0.6745 standard deviations.
CONVOLT_LINE_STATISTIC(mad, detail::mad_of_line{}, 1)
/// mad / 0.6745, an estimate of the standard deviation that rare large samples, as spikes, hardly change:
/// `find_peaks(v, 5. * noise_level(v))`.
CONVOLT_LINE_STATISTIC(noise_level, detail::noise_level_of_line{}, 1)

}  // namespace convolt
