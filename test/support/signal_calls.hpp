// SPDX-License-Identifier: BSD-3-Clause
/// Random calls of dsp::convolve and dsp::correlate, right ones and wrong ones, and what they mean.
/// Layer: test support.
#pragma once

#include <convolt/core/xt.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace convolt::test {

using complex_numbers = std::vector<std::complex<double>>;

struct signal_call {
  extents shape, taps;
  std::vector<std::ptrdiff_t> axes;  ///< one per axis of the kernel
  bool axes_are_given = false;
  std::optional<std::ptrdiff_t> kernel_start;  ///< the lag of the first tap, if the kernel has an axis (and is 1-D)
  std::string mode = "same";
  boundary around = boundary::zero;
  std::optional<double> value;  ///< beyond the ends
  dsp::missing missing = dsp::missing::propagate;
  bool correlates = false, of_variances = false;
  complex_numbers x, w;
  std::vector<bool> mask;  ///< empty: none
  std::string error;       ///< the category that is expected

  dsp::convolve_options options() const {
    dsp::convolve_options o{.missing = missing, .precision = engine::precision_level::highest};  // exact
    o.mode = mode == "full" ? dsp::mode(full) : mode == "valid" ? dsp::mode(valid) : o.mode;
    if (mode == "causal") { o.mode = causal; }
    if (value) {
      o.boundary = boundary_value(*value);
    } else {
      o.boundary = around;
    }
    if (axes_are_given && axes.size() == 1) { o.axis = axes[0]; }
    if (axes_are_given && axes.size() == 2) { o.axis = {axes[0], axes[1]}; }
    if (axes_are_given && axes.size() == 3) { o.axis = {axes[0], axes[1], axes[2]}; }
    return o;
  }

  friend std::ostream& operator<<(std::ostream& os, signal_call const& c) {
    os << (c.correlates ? " correlate" : " convolve") << (c.of_variances ? "_variance" : "") << " shape";
    for (std::size_t const n : c.shape) { os << ' ' << n; }
    os << ", taps";
    for (std::size_t const n : c.taps) { os << ' ' << n; }
    os << ", axes";
    for (std::ptrdiff_t const n : c.axes) { os << ' ' << n; }
    os << ", " << c.mode << ", " << name_of(c.around);
    if (c.value) { os << " value " << *c.value; }
    if (c.kernel_start) { os << ", kernel from " << *c.kernel_start; }
    return os << ", missing " << static_cast<int>(c.missing) << (c.mask.empty() ? "" : ", mask") << ", expects "
              << (c.error.empty() ? "a result" : c.error);
  }
};

inline bool is_nan_number(std::complex<double> const& z) { return std::isnan(z.real()) || std::isnan(z.imag()); }

inline std::size_t count_of(extents const& shape) {
  std::size_t n = 1;
  for (std::size_t const extent : shape) { n *= extent; }
  return n;
}

struct signal_result {
  extents shape;
  std::vector<std::ptrdiff_t> first_times;
  complex_numbers values;
};

/// What a call means. Nothing else that these tests compute takes as long: it is a source of its own, optimised.
signal_result meaning_of(signal_call const& c);

/// Whole numbers that are exact in every order of summation. `kind`: which of x and w are complex.
inline complex_numbers draw_numbers(dice& next, std::size_t count, bool is_complex, bool not_negative) {
  complex_numbers z(count);
  for (auto& n : z) {
    double const re = static_cast<double>(next(not_negative ? 0 : -4, 4));
    n = {re, is_complex ? static_cast<double>(next(-4, 4)) : 0.};
  }
  return z;
}

/// A call that means something, of a signal with `rank` axes.
inline signal_call draw_signal_call(dice& next, std::size_t rank, bool x_is_complex, bool w_is_complex) {
  signal_call c;
  for (std::size_t d = 0; d < rank; ++d) {
    c.shape.push_back(static_cast<std::size_t>(next(0, 19) == 0 ? 0 : next(1, rank == 1 ? 40 : 9)));
  }
  bool const three = rank >= 3 && next(0, 7) == 0;
  bool const two = !three && rank >= 2 && next(0, 2) == 0;
  std::ptrdiff_t const last = static_cast<std::ptrdiff_t>(rank) - 1;
  if (three) {
    std::ptrdiff_t const first = next(0, last - 2);
    c.axes = {first, first + 1, first + 2};
  } else if (two) {
    std::ptrdiff_t const first = next(0, last - 1);
    c.axes = {first, next(first + 1, last)};
  } else {
    c.axes = {next(0, last)};
  }
  c.axes_are_given = c.axes.size() != rank || next(0, 1) == 0;
  for (std::size_t k = 0; k < c.axes.size(); ++k) {
    c.taps.push_back(static_cast<std::size_t>(!three && next(0, 30) == 0 ? 80 : next(1, three ? 3 : two ? 4 : 12)));
  }
  c.mode = std::vector<std::string>{"same", "full", "valid", "causal"}[static_cast<std::size_t>(next(0, 3))];
  c.around = static_cast<boundary>(next(0, 4));
  if (next(0, 5) == 0) { c.value = static_cast<double>(next(-3, 3)); }
  c.correlates = next(0, 1) == 0;
  c.of_variances = !x_is_complex && !w_is_complex && next(0, 4) == 0;
  c.missing = next(0, 2) == 0 ? dsp::missing::renormalise : dsp::missing::propagate;
  bool const renormalises = c.missing == dsp::missing::renormalise;
  if (renormalises && next(0, 4) == 0) { c.value = std::numeric_limits<double>::quiet_NaN(); }
  c.x = draw_numbers(next, count_of(c.shape), x_is_complex, false);
  c.w = draw_numbers(next, count_of(c.taps), w_is_complex && !renormalises, renormalises);
  if (next(0, 2) == 0) {
    for (auto& z : c.x) { z = next(0, 9) == 0 ? std::numeric_limits<double>::quiet_NaN() : z; }
  }
  if (next(0, 3) == 0) {
    for (std::size_t i = 0; i < c.x.size(); ++i) { c.mask.push_back(next(0, 5) == 0); }
  }
  return c;
}

/// Puts one fault into a call, if it can be there.
inline void spoil(dice& next, signal_call& c) {
  switch (next(0, 6)) {
    case 0:
      c.axes_are_given = true;
      c.axes[0] = static_cast<std::ptrdiff_t>(c.shape.size());
      c.error = "bad_axis";
      break;
    case 1:
      c.taps[0] = 0;
      c.w.clear();
      c.error = "empty_kernel";
      break;
    case 2:
      if (c.missing != dsp::missing::renormalise) { return; }
      c.w[c.w.size() / 2] = -1.;
      c.error = "negative_weight";
      break;
    case 3:
      if (c.x.empty()) { return; }
      c.x[c.x.size() / 2] = std::numeric_limits<double>::quiet_NaN();
      c.missing = dsp::missing::refuse;
      c.error = "missing_samples";
      break;
    case 4:
      if (c.axes.size() == c.shape.size()) { return; }
      c.axes_are_given = false;
      c.error = "axis_not_given";
      break;
    case 5:
      if (c.axes.size() != 2) { return; }
      c.axes_are_given = true;
      c.axes[1] = c.axes[0];
      c.error = "bad_axis";
      break;
    default:
      if (c.mask.empty()) { return; }
      c.mask.push_back(true);
      c.error = "shape_mismatch";
  }
}

}  // namespace convolt::test
