// SPDX-License-Identifier: BSD-3-Clause
/// The analog prototypes that recursive filters are made from: lowpass filters with their edge at 1 rad/s, by their
/// poles. Neither family has zeros, and the gain of the polynomial is 1.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <vector>

namespace convolt::dsp::detail {

using complex_list = std::vector<std::complex<double>>;

/// Butterworth's poles: n of them on the left half of the unit circle, at equal angles. SciPy: buttap.
CONVOLT_COLD inline complex_list butterworth_poles(int n) {
  complex_list poles;
  for (int m = -n + 1; m < n; m += 2) {
    double const angle = std::numbers::pi * m / (2. * n);
    // The real pole of an odd order is real.
    poles.emplace_back(-std::cos(angle), m == 0 ? 0. : -std::sin(angle));
  }
  return poles;
}

/// theta_n(-w) exp(w) of reverse Bessel polynomials theta_n for Re w >= 0 and two neighbouring orders. Polynomials lose
/// all digits near their zeros; the sum of these two terms, the modified Bessel functions K and I of half orders but
/// for common factors, does not:
///
///     theta_n(-w) exp(w) = exp(-w) theta_n(w) + (-1)^n 2 w^(2n+1) / (2n+1)!! (1 + (w^2/2) / (1! (2n+3)) + ..)
///
/// Abramowitz and Stegun, 10.2.5, 10.2.15; theta_k = (2k-1) theta_(k-1) + w^2 theta_(k-2) is stable there.
struct reverse_bessel {
  std::complex<double> of_n, of_one_less;

  reverse_bessel(int n, std::complex<double> w) {
    std::complex<double> const square = w * w;
    std::complex<double> before = 1, now = w + 1.;
    for (int k = 2; k <= n; ++k) {
      std::complex<double> const next = (2. * k - 1) * now + square * before;
      before = now;
      now = next;
    }
    of_n = std::exp(-w) * now + odd_part(n, w, square);
    of_one_less = std::exp(-w) * before + odd_part(n - 1, w, square);
  }

 private:
  static std::complex<double> odd_part(int n, std::complex<double> w, std::complex<double> square) {
    std::complex<double> front = 2. * w, term = 1, sum = 1;
    for (int j = 1; j <= n; ++j) { front *= -square / (2. * j + 1); }
    for (int k = 1; k < 200 && std::abs(term) > 1e-18 * std::abs(sum); ++k) {
      term *= square / (2. * k * (2. * n + 2. * k + 1));
      sum += term;
    }
    return front * sum;
  }
};

/// Where the zeros of theta_n are, with their sign turned round, to a few percent: R. G. Campos and M. L. Calderon,
/// "Approximate closed-form formulas for the zeros of the Bessel polynomials" (2011).
inline complex_list near_bessel_zeros(int order) {
  double const n = order;
  double const s = n * n * (2 + n * n * (n - 3)), r = n * n * (2 + n);
  double const b3 = (16 - 8 * n) / s, b2 = (-24 - 12 * n + 12 * n * n) / s;
  double const b1 = (8 + 24 * n - 12 * n * n - 2 * n * n * n) / s;
  double const b0 = n * (-6 + n * n * (5 - n)) / s;
  double const a1 = (-6 - 6 * n) / r, a2 = 6 / r;
  complex_list near;
  for (int i = 1; i <= order; ++i) {
    double const k = i;
    near.push_back(-1. / std::complex<double>(k * (a1 + k * a2), b0 + k * (b1 + k * (b2 + k * b3))));
  }
  return near;
}

/// One step of Ehrlich and Aberth towards all zeros at once, that is, Newton's with the zeros repelling each other.
/// The largest relative step.
inline double approach_bessel_zeros(complex_list& w) {
  int const n = static_cast<int>(w.size());
  complex_list steps(w.size());
  double largest = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    reverse_bessel const f(n, w[i]);
    std::complex<double> const newton = f.of_n / (-w[i] * f.of_one_less);
    std::complex<double> repulsion = 0;
    for (std::size_t j = 0; j < w.size(); ++j) {
      if (j != i) { repulsion += 1. / (w[i] - w[j]); }
    }
    steps[i] = newton / (1. - newton * repulsion);
    largest = std::max(largest, std::abs(steps[i]) / std::abs(w[i]));
  }
  for (std::size_t i = 0; i < w.size(); ++i) { w[i] -= steps[i]; }
  return largest;
}

/// The highest order for which the above finds the poles, to 1e-13.
inline constexpr int highest_bessel_order = 25;

/// Bessel's poles, scaled so that the phase in the middle of its range lies at 1 rad/s and the asymptotes are
/// Butterworth's. SciPy: besselap(n, norm="phase"). W. E. Thomson, "Delay networks having maximally flat frequency
/// characteristics", Proc. IEE 96 (1949).
CONVOLT_COLD inline complex_list bessel_poles(int n) {
  if (n == 1) { return {-1.}; }
  complex_list w = near_bessel_zeros(n);
  for (int step = 0; step < 60 && approach_bessel_zeros(w) > 2e-15; ++step) {}
  double log_of_last = 0;  // of the constant term, (2n-1)!!
  for (int k = 1; k <= n; ++k) { log_of_last += std::log(2. * k - 1); }
  double const scale = -std::exp(-log_of_last / n);
  for (auto& pole : w) {
    pole *= scale;
    if (std::abs(pole.imag()) < 1e-12) { pole = pole.real(); }
  }
  return w;
}

}  // namespace convolt::dsp::detail
