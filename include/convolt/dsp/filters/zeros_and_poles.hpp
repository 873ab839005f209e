// SPDX-License-Identifier: BSD-3-Clause
/// Filters as zeros, poles and a gain, H = k (s - z) .. / ((s - p) ..): from an analog lowpass to other bands, and from
/// there to samples.
/// Sources: T. W. Parks and C. S. Burrus, Digital Filter Design (1987), sections 7.2 and 7.3; SciPy's lp2lp_zpk,
/// lp2hp_zpk, lp2bp_zpk, lp2bs_zpk and bilinear_zpk do the same.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/prototype.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <utility>

namespace convolt::dsp::detail {

/// Zeros and poles with their conjugates.
struct zeros_and_poles {
  complex_list zeros, poles;
  double gain = 1;
};

/// The product of (at - r) over all of them.
inline std::complex<double> product_of_distances(std::complex<double> at, complex_list const& roots) {
  std::complex<double> product = 1;
  for (auto const& r : roots) { product *= at - r; }
  return product;
}

/// s -> s / edge.
inline zeros_and_poles lowpass_at(double edge, complex_list poles) {
  for (auto& p : poles) { p *= edge; }
  double const gain = std::pow(edge, static_cast<double>(poles.size()));
  return {{}, std::move(poles), gain};
}

/// s -> edge / s.
inline zeros_and_poles highpass_at(double edge, complex_list poles) {
  double const gain = (1. / product_of_distances(0, poles)).real();
  for (auto& p : poles) { p = edge / p; }
  return {complex_list(poles.size(), 0.), std::move(poles), gain};
}

/// Both roots r of r + middle^2 / r = 2 half, for each.
inline complex_list two_of_each(complex_list const& halves, double middle) {
  complex_list both;
  for (double const sign : {1., -1.}) {
    for (auto const& half : halves) { both.push_back(half + sign * std::sqrt(half * half - middle * middle)); }
  }
  return both;
}

/// s -> (s^2 + middle^2) / (s width).
inline zeros_and_poles bandpass_at(double middle, double width, complex_list poles) {
  std::size_t const n = poles.size();
  for (auto& p : poles) { p *= width / 2; }
  return {complex_list(n, 0.), two_of_each(poles, middle), std::pow(width, static_cast<double>(n))};
}

/// s -> s width / (s^2 + middle^2).
inline zeros_and_poles bandstop_at(double middle, double width, complex_list poles) {
  std::size_t const n = poles.size();
  double const gain = (1. / product_of_distances(0, poles)).real();
  for (auto& p : poles) { p = width / 2 / p; }
  complex_list zeros(n, {0, middle});
  zeros.insert(zeros.end(), n, {0, -middle});
  return {std::move(zeros), two_of_each(poles, middle), gain};
}

/// The bilinear transform z = (4 + s) / (4 - s): what was at infinity comes to z = -1.
inline zeros_and_poles sampled_by_bilinear(zeros_and_poles f) {
  double const four = 4;
  f.gain *= (product_of_distances(four, f.zeros) / product_of_distances(four, f.poles)).real();
  for (auto& z : f.zeros) { z = (four + z) / (four - z); }
  for (auto& p : f.poles) { p = (four + p) / (four - p); }
  f.zeros.resize(f.poles.size(), -1.);
  return f;
}

/// A filter for samples from the poles of an analog lowpass: the edges bent so that the transform puts them where they
/// belong. They are below half of the rate.
inline zeros_and_poles digital_filter(complex_list prototype, band const& b, double rate) {
  double const low = 4 * std::tan(std::numbers::pi * b.low() / rate);
  double const high = 4 * std::tan(std::numbers::pi * b.high() / rate);
  double const middle = std::sqrt(low * high), width = high - low;
  switch (b.pass()) {
    case pass::low:
      break;
    case pass::high:
      return sampled_by_bilinear(highpass_at(low, std::move(prototype)));
    case pass::inside:
      return sampled_by_bilinear(bandpass_at(middle, width, std::move(prototype)));
    case pass::outside:
      return sampled_by_bilinear(bandstop_at(middle, width, std::move(prototype)));
  }
  return sampled_by_bilinear(lowpass_at(low, std::move(prototype)));
}

}  // namespace convolt::dsp::detail
