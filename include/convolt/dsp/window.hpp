// SPDX-License-Identifier: BSD-3-Clause
/// Windows: what samples are weighed with before their spectrum is taken, and what the taps of an ideal filter are cut
/// off with. `dsp::window::hann`, `hamming`, `blackman`, `blackman_harris`, `nuttall`, `flat_top`, `rectangular`,
/// `kaiser(beta)`, `tukey(alpha)`.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace convolt::dsp::window {

/// Which formula.
enum class kind { rectangular, hann, hamming, blackman, kaiser, blackman_harris, nuttall, flat_top, tukey };

/// A window of any length: compare them, hand them to functions and options.
class shape {
 public:
  /// `parameter`: the beta of a Kaiser window, the alpha of a Tukey window.
  constexpr explicit shape(window::kind k, double parameter = 0) : kind_(k), parameter_(parameter) {}

  constexpr window::kind kind() const { return kind_; }
  /// Of a Kaiser window; 0 of the others.
  constexpr double beta() const { return kind_ == kind::kaiser ? parameter_ : 0; }
  /// Of a Tukey window; 0 of the others.
  constexpr double alpha() const { return kind_ == kind::tukey ? parameter_ : 0; }
  friend constexpr bool operator==(shape const&, shape const&) = default;

 private:
  window::kind kind_;
  double parameter_;
};

/// With a = 2 pi n / P, n = 0 .. count - 1, where P is count - 1 of a symmetric and count of a periodic window:
inline constexpr shape rectangular{kind::rectangular};  ///< 1 (SciPy's "boxcar")
inline constexpr shape hann{kind::hann};                ///< 0.5 - 0.5 cos a
inline constexpr shape hamming{kind::hamming};          ///< 0.54 - 0.46 cos a
inline constexpr shape blackman{kind::blackman};        ///< 0.42 - 0.5 cos a + 0.08 cos 2a
/// 0.35875 - 0.48829 cos a + 0.14128 cos 2a - 0.01168 cos 3a: side lobes of -92 dB.
inline constexpr shape blackman_harris{kind::blackman_harris};
/// 0.3635819 - 0.4891775 cos a + 0.1365995 cos 2a - 0.0106411 cos 3a: side lobes of -98 dB. (Nuttall's 4-term window of
/// the lowest side lobes, as SciPy has it.)
inline constexpr shape nuttall{kind::nuttall};
/// 0.21557895 - 0.41663158 cos a + 0.277263158 cos 2a - 0.083578947 cos 3a + 0.006947368 cos 4a: the height of a line
/// is right to 0.01 dB wherever it lies between two frequencies. It is negative in places.
inline constexpr shape flat_top{kind::flat_top};

/// I0(beta sqrt(1 - (2 n / P - 1)^2)) / I0(beta), beta a plain number: 0 is rectangular, 5 like Hamming's, 8.6 like
/// Blackman's. Throws parameter_error "bad_beta" for a negative beta and for one that is not finite.
constexpr shape kaiser(double beta) {
  if (!bits::is_finite(beta) || beta < 0) {
    throw parameter_error({.category = "bad_beta",
                           .where = "dsp::window::kaiser",
                           .argument = "beta",
                           .problem = "must be finite and not negative",
                           .actual = std::to_string(beta)});
  }
  return shape(kind::kaiser, beta);
}

/// Flat in its middle, with half of Hann's window on both sides, alpha / 2 of the period each: 0 is rectangular, 1 is
/// Hann's. Throws parameter_error "bad_alpha" for an alpha that is not from 0 to 1.
constexpr shape tukey(double alpha) {
  if (bits::is_nan(alpha) || alpha < 0 || alpha > 1) {
    throw parameter_error({.category = "bad_alpha",
                           .where = "dsp::window::tukey",
                           .argument = "alpha",
                           .problem = "must be from 0 to 1",
                           .actual = std::to_string(alpha)});
  }
  return shape(kind::tukey, alpha);
}

/// The beta of the Kaiser window that a filter of this attenuation in dB is cut off with: `kaiser(kaiser_beta(60.))`.
/// 0 below 21 dB. SciPy: kaiser_beta; firwin(band, transition, attenuation) takes it, and as many taps as kaiserord.
/// J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", Proc. IEEE ISCS (1974).
inline double kaiser_beta(double attenuation) {
  if (attenuation > 50) { return 0.1102 * (attenuation - 8.7); }
  if (attenuation > 21) { return 0.5842 * std::pow(attenuation - 21, 0.4) + 0.07886 * (attenuation - 21); }
  return 0;
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

/// The sum of (-1)^k c[k] cos(k a).
inline double alternating_cosines(std::initializer_list<double> c, double a) {
  double sum = 0, sign = 1, k = 0;
  for (double const each : c) {
    sum += sign * each * std::cos(k * a);
    sign = -sign;
    k += 1;
  }
  return sum;
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
    case kind::blackman_harris:
      return alternating_cosines({0.35875, 0.48829, 0.14128, 0.01168}, a);
    case kind::nuttall:
      return alternating_cosines({0.3635819, 0.4891775, 0.1365995, 0.0106411}, a);
    case kind::flat_top:
      return alternating_cosines({0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368}, a);
    case kind::tukey: {
      double const ramp = w.alpha() * period / 2;
      return distance < ramp ? 0.5 - 0.5 * std::cos(std::numbers::pi * distance / ramp) : 1;
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
