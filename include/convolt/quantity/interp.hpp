// SPDX-License-Identifier: BSD-3-Clause
/// Linear interpolation along one dimension of an array. `sampled::interp` stands on it.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/along.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/epochs.hpp>
#include <convolt/quantity/folds.hpp>

#include <cmath>
#include <vector>

namespace convolt::detail {

/// A place on a line: that of sample `at` and, where `part` is not zero, so much of the way to the next one.
struct line_place {
  index at = -1;
  double part = 0;
};

/// The place so many steps after the first of `count` samples; -1 outside of them. Beyond an end by sample_tolerance it
/// is that end, and beside a sample by rounding errors that sample, so that a NaN next to it does no harm.
inline line_place place_on_line(double steps, index count) {
  double const last = static_cast<double>(count) - 1;
  if (!(steps >= -sample_tolerance && steps <= last + sample_tolerance) || count == 0) { return {}; }
  double const inside = std::fmin(std::fmax(steps, 0.), last);
  double const whole = std::round(inside);
  if (std::abs(inside - whole) <= 1e-9 + 1e-15 * inside) { return {static_cast<index>(whole), 0.}; }
  double const low = std::floor(inside);
  return {static_cast<index>(low), inside - low};
}

/// The places of coordinates on an axis. Throws parameter_error where one lies outside.
template <class A, class Coordinates>
std::vector<line_place> places_on(A const& axis, Coordinates const& coordinates) {
  double const start = coordinate<double>(axis.start(), axis.unit());
  double const step = coordinate<double>(axis.step(), axis.unit());
  std::vector<line_place> places;
  for (auto const& q : coordinates) {
    places.push_back(place_on_line((coordinate<double>(q, axis.unit()) - start) / step, axis.count()));
    if (places.back().at < 0) {
      throw parameter_error({.category = "coordinate_out_of_range",
                             .where = "sampled::interp",
                             .problem = "is not between samples",
                             .expected = axis.count() == 0 ? std::string("nothing, the axis is empty")
                                                           : joined({coordinate_text(axis.start()), " to ",
                                                                     coordinate_text(axis.back())}),
                             .actual = coordinate_text(q)});
    }
  }
  return places;
}

/// out[o][p][i]: the line x[o][.][i] at place p.
template <class T, class R>
void interpolate_lines(T const* x, dimension_block const& b, std::vector<line_place> const& places, R* out) {
  using wide = accumulator_t<floating_t<T>>;
  using real = typename real_type<wide>::type;
  for (index o = 0; o < b.outer; ++o) {
    for (line_place const& p : places) {
      T const* const from = x + (o * b.count + p.at) * b.inner;
      for (index i = 0; i < b.inner; ++i) {
        wide value = static_cast<wide>(from[i]);
        if (p.part != 0) {
          real const part = static_cast<real>(p.part);
          value = value * (real(1) - part) + static_cast<wide>(from[i + b.inner]) * part;
        }
        *out++ = static_cast<R>(value);
      }
    }
  }
}

}  // namespace convolt::detail
