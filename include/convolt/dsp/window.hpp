// SPDX-License-Identifier: BSD-3-Clause
/// Windows: what samples are weighed with before their spectrum is taken, and what the taps of an ideal filter are cut
/// off with. `dsp::window::hann`, `hamming`, `blackman`, `rectangular`, `kaiser(beta)`.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace convolt::dsp::window {

/// Which formula.
enum class kind { rectangular, hann, hamming, blackman, kaiser };

/// A window of any length: compare them, hand them to functions and options.
class shape {
 public:
  constexpr explicit shape(window::kind k, double beta = 0) : kind_(k), beta_(beta) {}

  constexpr window::kind kind() const { return kind_; }
  /// Of a Kaiser window; 0 of the others.
  constexpr double beta() const { return beta_; }
  friend constexpr bool operator==(shape const&, shape const&) = default;

 private:
  window::kind kind_;
  double beta_;
};

/// With a = 2 pi n / P, n = 0 .. count - 1, where P is count - 1 of a symmetric and count of a periodic window:
inline constexpr shape rectangular{kind::rectangular};  ///< 1 (SciPy's "boxcar")
inline constexpr shape hann{kind::hann};                ///< 0.5 - 0.5 cos a
inline constexpr shape hamming{kind::hamming};          ///< 0.54 - 0.46 cos a
inline constexpr shape blackman{kind::blackman};        ///< 0.42 - 0.5 cos a + 0.08 cos 2a

/// I0(beta sqrt(1 - (2 n / P - 1)^2)) / I0(beta), beta a plain number: 0 is rectangular, 5 like Hamming's, 8.6 like
/// Blackman's. Throws parameter_error "bad_beta" for a negative beta and for one that is not finite.
constexpr shape kaiser(double beta) {
  if (!(beta >= 0 && beta <= std::numeric_limits<double>::max())) {
    throw parameter_error({.category = "bad_beta",
                           .where = "dsp::window::kaiser",
                           .argument = "beta",
                           .problem = "must be finite and not negative",
                           .actual = std::to_string(beta)});
  }
  return shape(kind::kaiser, beta);
}

/// Where the second end of a window lies. A symmetric one (for taps) ends as it begins; a periodic one (for spectra)
/// would do so one sample later: it is the symmetric one of count + 1 weights without the last. SciPy: fftbins.
enum class ends { symmetric, periodic };
inline constexpr ends symmetric = ends::symmetric;
inline constexpr ends periodic = ends::periodic;

namespace detail {

/// exp(-x) I0(x), x >= 0: the power series, all of whose terms are positive, or for large x Hankel's expansion, whose
/// smallest term is of the order of exp(-2 x). Abramowitz and Stegun, 9.6.12 and 9.7.1.
inline double scaled_bessel_i0(double x) {
  double term = 1, sum = 1;
  if (x < 30) {
    for (int k = 1; term > sum * 1e-17; ++k) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum * std::exp(-x);
  }
  for (int k = 1; term > sum * 1e-17; ++k) {
    term *= (2. * k - 1) * (2. * k - 1) / (8. * k * x);
    sum += term;
  }
  return sum / std::sqrt(2 * std::numbers::pi * x);
}

/// The weight at `distance` of `period` behind the first one, distance <= period / 2.
inline double weight(shape const& w, double distance, double period) {
  double const a = 2 * std::numbers::pi * distance / period;
  switch (w.kind()) {
    case kind::rectangular:
      break;
    case kind::hann:
      return 0.5 - 0.5 * std::cos(a);
    case kind::hamming:
      return 0.54 - 0.46 * std::cos(a);
    case kind::blackman:
      return 0.42 - 0.5 * std::cos(a) + 0.08 * std::cos(2 * a);
    case kind::kaiser: {
      // 1 - (2 n / P - 1)^2, without the difference of numbers that are nearly equal.
      double const x = w.beta() * 2 * std::sqrt(distance / period * (1 - distance / period));
      return std::exp(x - w.beta()) * scaled_bessel_i0(x) / scaled_bessel_i0(w.beta());
    }
  }
  return 1;
}

[[noreturn]] CONVOLT_COLD inline void throw_bad_count(std::string given) {
  throw parameter_error({.category = "bad_count",
                         .where = "dsp::window::weights",
                         .argument = "count",
                         .problem = "must not be negative",
                         .actual = std::move(given)});
}

}  // namespace detail

/// The weights, plain numbers. A window of one weight is 1, and one of none is empty. Equal on both sides to the bit.
/// Throws parameter_error "bad_count" for a negative count.
CONVOLT_COLD inline std::vector<double> weights(shape const& w, index count, ends e) {
  if (count < 0) { detail::throw_bad_count(std::to_string(count)); }
  std::vector<double> all(static_cast<std::size_t>(count), 1.);
  if (count <= 1) { return all; }
  index const period = e == ends::symmetric ? count - 1 : count;
  for (index n = 0; n < count; ++n) {
    double const nearer = static_cast<double>(std::min(n, period - n));
    all[static_cast<std::size_t>(n)] = detail::weight(w, nearer, static_cast<double>(period));
  }
  return all;
}

}  // namespace convolt::dsp::window
