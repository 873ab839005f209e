// SPDX-License-Identifier: BSD-3-Clause
/// The samples that a convolution was made of, as numbers: its rows, one for each sum, go through least squares.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/deconvolution/banded_least_squares.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/kept_sums.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/quantity/along.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/units/any_unit.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::dsp::detail {

[[noreturn]] CONVOLT_COLD inline void throw_too_few_sums(std::string_view where, index sums, index taps) {
  throw shape_error({.category = "signal_too_short",
                     .where = std::string(where),
                     .argument = "signal",
                     .problem = "has fewer samples than the kernel has taps, so it is no full convolution with it",
                     .expected = "at least " + std::to_string(taps),
                     .actual = std::to_string(sums),
                     .advice = "name the mode that convolve had: same, causal or valid"});
}
[[noreturn]] CONVOLT_COLD inline void throw_bad_kernel_tap(std::string_view where, std::size_t k) {
  throw parameter_error({.category = "bad_taps",
                         .where = std::string(where),
                         .argument = "kernel",
                         .problem = "has a tap that is not finite",
                         .actual = "tap " + std::to_string(k)});
}
[[noreturn]] CONVOLT_COLD inline void throw_zero_kernel(std::string_view where) {
  throw parameter_error({.category = "singular",
                         .where = std::string(where),
                         .argument = "kernel",
                         .problem = "is zero at every tap: nothing of a signal is left to find it by"});
}
[[noreturn]] CONVOLT_COLD inline void throw_bad_regularisation(std::string_view where, double given) {
  throw parameter_error({.category = "bad_regularisation",
                         .where = std::string(where),
                         .argument = "regularisation",
                         .problem = "must be finite and not negative",
                         .actual = with_unit_text(given, any_unit(one))});
}
[[noreturn]] CONVOLT_COLD inline void throw_singular(std::string_view where, double smallest, double least) {
  throw parameter_error({.category = "singular",
                         .where = std::string(where),
                         .argument = "kernel",
                         .problem = "leaves so little of some signals that rounding would be all there is of them; as "
                                    "parts of its largest tap",
                         .expected = "more than " + with_unit_text(least, any_unit(one)),
                         .actual = with_unit_text(smallest, any_unit(one)),
                         .advice = "give .regularisation = 1e-3, or more with more noise"});
}

/// How many samples have so many sums in this mode. Throws shape_error "signal_too_short".
inline index samples_of_sums(std::string_view where, padding_kind mode, index sums, index taps) {
  if (sums == 0) { return 0; }
  if (mode == padding_kind::full) {
    if (sums < taps) { throw_too_few_sums(where, sums, taps); }
    return sums - taps + 1;
  }
  return mode == padding_kind::valid ? sums + taps - 1 : sums;
}

/// A kernel over its largest tap, as rows of a real matrix. Complex numbers are pairs: a row for the real part of a sum
/// and one for the imaginary one, each of which meets both parts of every sample.
class kernel_rows {
 public:
  /// Throws parameter_error "bad_taps", and "singular" for nothing but zeros.
  template <class T>
  kernel_rows(std::string_view where, std::vector<T> const& taps) : parts_(quantities::is_complex<T> ? 2 : 1) {
    for (std::size_t k = 0; k < taps.size(); ++k) {
      std::complex<double> const h = in_double(taps[k]);
      if (!(bits::is_finite(h.real()) && bits::is_finite(h.imag()))) { throw_bad_kernel_tap(where, k); }
      largest_ = std::max({largest_, std::abs(h.real()), std::abs(h.imag())});
    }
    if (largest_ == 0) { throw_zero_kernel(where); }
    for (std::size_t k = taps.size(); k-- > 0;) {
      std::complex<double> const h = in_double(taps[k]);
      double const re = h.real() / largest_, im = h.imag() / largest_;
      sum_ += std::hypot(re, im);
      squares_ += re * re + im * im;
      rows_[0].push_back(re);
      if (parts_ == 1) { continue; }
      rows_[0].push_back(-im);
      rows_[1].insert(rows_[1].end(), {im, re});
    }
  }

  index parts() const { return parts_; }               ///< rows per sum, and columns per sample
  double largest() const { return largest_; }          ///< what all was divided by
  double norm() const { return std::sqrt(squares_); }  ///< the root of the sum of squared taps
  double sum() const { return sum_; }                  ///< of their sizes, which no gain exceeds
  index width() const { return static_cast<index>(rows_[0].size()); }
  index taps() const { return width() / parts_; }
  /// Part q of a row, the last tap first.
  double const* of_part(index q) const { return rows_[q].data(); }

 private:
  template <class T>
  static std::complex<double> in_double(T const& tap) {
    if constexpr (quantities::is_complex<T>) {
      return {static_cast<double>(tap.real()), static_cast<double>(tap.imag())};
    } else {
      return {static_cast<double>(tap), 0.};
    }
  }

  index parts_;
  double largest_ = 0, sum_ = 0, squares_ = 0;
  std::vector<double> rows_[2];
};

/// The singular values that double precision can tell from 0: R has errors of a few roundings for each tap.
inline double least_singular_value(kernel_rows const& h) {
  return 8 * std::numeric_limits<double>::epsilon() * static_cast<double>(h.width()) * h.sum();
}

/// Sums as they lie in memory, [outer][count][inner] elements of so many real numbers each, and the samples that are
/// asked for, [outer][samples][inner] elements of kernel_rows::parts().
struct inverse_problem {
  quantities::dimension_block sums;
  index parts = 1;
  index samples = 0;
  index first = 0;  ///< which sum the first one is: see geometry::kept_sums
  double damping = 0;
};

/// Takes in all sums. Lines with one that is not finite are marked.
template <class R>
void add_rows(inverse_problem const& p, kernel_rows const& h, R const* y, banded_least_squares& system,
              std::vector<char>& is_bad) {
  index const taps = h.taps(), lines = p.sums.outer * p.sums.inner;
  std::vector<double> coefficients(static_cast<std::size_t>(h.width())), right(static_cast<std::size_t>(lines));
  for (index m = 0; m < p.sums.count; ++m) {
    index const begin = p.first + m - taps + 1;
    index const from = std::clamp<index>(begin, 0, p.samples), to = std::clamp<index>(begin + taps, from, p.samples);
    for (index q = 0; q < h.parts(); ++q) {
      for (index l = 0; l < lines; ++l) {
        index const o = l / p.sums.inner, element = (o * p.sums.count + m) * p.sums.inner + (l - o * p.sums.inner);
        auto const at = static_cast<std::size_t>(l);
        right[at] = q < p.parts ? static_cast<double>(y[element * p.parts + q]) : 0.;
        if (!bits::is_finite(right[at])) { is_bad[at] = 1; }
      }
      if (from == to) { continue; }  // the kernel lies beside all samples
      double const* const row = h.of_part(q);
      std::copy(row + (from - begin) * h.parts(), row + (to - begin) * h.parts(), coefficients.begin());
      system.add_row(from * h.parts(), coefficients.data(), (to - from) * h.parts(), right.data());
    }
  }
}

/// x = scale * the samples whose sums come closest to y; NaN in lines with a sum that is not finite. Throws
/// parameter_error "singular".
template <class R>
void find_samples(std::string_view where, inverse_problem const& p, kernel_rows const& h, R const* y, R* x,
                  double scale) {
  index const parts = h.parts(), columns = p.samples * parts, lines = p.sums.outer * p.sums.inner;
  if (columns == 0 || lines == 0) { return; }
  index const shape[] = {columns, h.width() + lines};
  geometry::check_extents(where, "kernel", {shape, 2}, sizeof(double));
  banded_least_squares system(columns, h.width(), lines, p.damping);
  std::vector<char> is_bad(static_cast<std::size_t>(lines));
  add_rows(p, h, y, system, is_bad);
  double const smallest = system.smallest_singular_value(), least = least_singular_value(h);
  if (!(smallest > least)) { throw_singular(where, smallest, least); }
  double const* solution = system.solve();
  for (index c = 0; c < columns; ++c) {
    for (index l = 0; l < lines; ++l, ++solution) {
      index const o = l / p.sums.inner, i = l - o * p.sums.inner;
      double const found = is_bad[static_cast<std::size_t>(l)] != 0 ? std::numeric_limits<double>::quiet_NaN()
                                                                    : *solution / h.largest() * scale;
      x[((o * p.samples + c / parts) * p.sums.inner + i) * parts + c % parts] = static_cast<R>(found);
    }
  }
}

}  // namespace convolt::dsp::detail
