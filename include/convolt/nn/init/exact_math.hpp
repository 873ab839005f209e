// SPDX-License-Identifier: BSD-3-Clause
/// Logarithm and normal distribution whose last bit is the same everywhere. They are made of + - * / sqrt and std::fma,
/// which IEEE 754 rounds in one way only; std::log and its kin differ between libraries. Every product that is added to
/// something is an explicit std::fma, so that a compiler finds nothing to contract. (With -ffast-math, or extended
/// precision as on x87, all this does not hold.)
/// Layer: nn.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace convolt::nn::init::detail {

/// c[0] + c[1] x + c[2] x^2 + ...
template <std::size_t N>
double polynomial(std::array<double, N> const& c, double x) {
  double sum = c[N - 1];
  for (std::size_t i = N - 1; i > 0; --i) { sum = std::fma(sum, x, c[i - 1]); }
  return sum;
}

/// The natural logarithm of a positive finite number, to about 2 units in the last place.
/// With x = m 2^e and s = (m-1)/(m+1) it is e log 2 + 2 (s + s^3/3 + s^5/5 + ...).
inline double exact_log(double x) {
  int e = 0;
  double m = std::frexp(x, &e);
  if (m < 0x1.6a09e667f3bcdp-1) {  // keeps m within [sqrt(1/2), sqrt(2))
    m *= 2.;
    --e;
  }
  double const s = (m - 1.) / (m + 1.);
  double const z = s * s;  // at most 0.0295: the first term left out is below 2^-62 of the sum
  static constexpr std::array<double, 11> odd = {1. / 3.,  1. / 5.,  1. / 7.,  1. / 9.,  1. / 11., 1. / 13.,
                                                 1. / 15., 1. / 17., 1. / 19., 1. / 21., 1. / 23.};
  double const twice = 2. * s;
  double const mantissa = std::fma(twice * z, polynomial(odd, z), twice);
  constexpr double log2_high = 0x1.62e42fefa39efp-1;
  constexpr double log2_low = 0x1.abc9e3b39803fp-56;
  double const n = e;
  return std::fma(n, log2_high, std::fma(n, log2_low, mantissa));
}

/// The number below which a standard normal variable stays with probability p in (0, 1); relative error a few 1e-16.
/// Wichura, M. J.: Algorithm AS 241, The percentage points of the normal distribution. Applied Statistics 37 (1988),
/// 477-484, procedure PPND16.
inline double normal_quantile(double p) {
  static constexpr std::array<double, 8> a = {
      3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
      4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr std::array<double, 8> b = {1.,
                                              4.2313330701600911252e+1,
                                              6.8718700749205790830e+2,
                                              5.3941960214247511077e+3,
                                              2.1213794301586595867e+4,
                                              3.9307895800092710610e+4,
                                              2.8729085735721942674e+4,
                                              5.2264952788528545610e+3};
  static constexpr std::array<double, 8> c = {
      1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> d = {1.,
                                              2.05319162663775882187e0,
                                              1.67638483018380384940e0,
                                              6.89767334985100004550e-1,
                                              1.48103976427480074590e-1,
                                              1.51986665636164571966e-2,
                                              5.47593808499534494600e-4,
                                              1.05075007164441684324e-9};
  static constexpr std::array<double, 8> e = {
      6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> f = {1.,
                                              5.99832206555887937690e-1,
                                              1.36929880922735805310e-1,
                                              1.48753612908506148525e-2,
                                              7.86869131145613259100e-4,
                                              1.84631831751005468180e-5,
                                              1.42151175831644588870e-7,
                                              2.04426310338993978564e-15};
  double const q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    double const r = std::fma(-q, q, 0.180625);
    return q * polynomial(a, r) / polynomial(b, r);
  }
  double const r = std::sqrt(-exact_log(q < 0. ? p : 1. - p));
  double const x =
      r <= 5. ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5.) / polynomial(f, r - 5.);
  return q < 0. ? -x : x;
}

/// The probability that a standard normal variable stays below x <= 0: the p whose quantile is x, found by bisection
/// over the doubles of [0, 1/2]. So it takes no exponential function, and agrees with normal_quantile to the last bit.
inline double normal_lower_tail(double x) {
  std::uint64_t below = 0;                                  // the quantile of 0 is -infinity
  std::uint64_t above = std::bit_cast<std::uint64_t>(0.5);  // positive doubles are ordered as their bits
  if (x == -std::numeric_limits<double>::infinity()) { return 0.; }
  while (above - below > 1) {
    std::uint64_t const middle = below + (above - below) / 2;
    (normal_quantile(std::bit_cast<double>(middle)) < x ? below : above) = middle;
  }
  return std::bit_cast<double>(above);
}

/// x as an element of T that is not outside [low, high], which rounding to fewer digits could make it.
template <class T>
T rounded_within(double x, double low, double high) {
  T const rounded = static_cast<T>(x < low ? low : (x > high ? high : x));
  if (static_cast<double>(rounded) > high) { return std::nextafter(rounded, -std::numeric_limits<T>::infinity()); }
  if (static_cast<double>(rounded) < low) { return std::nextafter(rounded, std::numeric_limits<T>::infinity()); }
  return rounded;
}

}  // namespace convolt::nn::init::detail
