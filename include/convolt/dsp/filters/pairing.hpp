// SPDX-License-Identifier: BSD-3-Clause
/// From zeros and poles to second-order sections: each pole with its conjugate and the zeros that are nearest to it,
/// those closest to the unit circle last, the gain in the first section. SciPy: zpk2sos, pairing="nearest".
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/dsp/filters/prototype.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/filters/zeros_and_poles.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

inline bool is_real(std::complex<double> const& x) { return x.imag() == 0; }

/// One of each pair, by real part and then by imaginary part, and behind them the real ones.
inline complex_list one_of_each_pair(complex_list const& all) {
  double const tolerance = 100 * std::numeric_limits<double>::epsilon();
  complex_list pairs, reals;
  for (auto const& x : all) {
    if (std::abs(x.imag()) <= tolerance * std::abs(x)) {
      reals.emplace_back(x.real());
    } else if (x.imag() > 0) {
      pairs.push_back(x);
    }
  }
  auto const before = [](std::complex<double> const& a, std::complex<double> const& b) {
    return a.real() < b.real() || (a.real() == b.real() && a.imag() < b.imag());
  };
  std::sort(pairs.begin(), pairs.end(), before);
  std::sort(reals.begin(), reals.end(), before);
  pairs.insert(pairs.end(), reals.begin(), reals.end());
  return pairs;
}

/// Take the element out that is first by a measure, among all or the real ones. There is one.
template <class Measure>
std::complex<double> take_least(complex_list& from, bool only_real, Measure const& measure) {
  std::size_t best = from.size();
  double least = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (only_real && !is_real(from[i])) { continue; }
    double const m = measure(from[i]);
    if (best == from.size() || m < least) {
      best = i;
      least = m;
    }
  }
  CONVOLT_ASSERT(best < from.size());
  std::complex<double> const taken = from[best];
  from.erase(from.begin() + static_cast<std::ptrdiff_t>(best));
  return taken;
}

inline std::complex<double> take_worst_pole(complex_list& poles, bool only_real) {
  return take_least(poles, only_real, [](std::complex<double> const& p) { return std::abs(1 - std::abs(p)); });
}
inline std::complex<double> take_nearest(complex_list& zeros, std::complex<double> to, bool only_real) {
  return take_least(zeros, only_real, [&to](std::complex<double> const& z) { return std::abs(z - to); });
}

/// The polynomial with these two roots, without its leading 1.
struct two_roots {
  double linear, constant;
  two_roots(std::complex<double> a, std::complex<double> b) : linear(-(a + b).real()), constant((a * b).real()) {}
};

/// As many zeros as poles, both with their conjugates. Where their number is odd a zero and a pole at 0 fill it up, so
/// that reals come in pairs, too.
CONVOLT_COLD inline std::vector<section> paired_sections(zeros_and_poles f) {
  if (f.poles.size() % 2 == 1) {
    f.zeros.emplace_back(0.);
    f.poles.emplace_back(0.);
  }
  complex_list zeros = one_of_each_pair(f.zeros), poles = one_of_each_pair(f.poles);
  std::vector<section> sections;
  while (!poles.empty()) {
    std::complex<double> const pole = take_worst_pole(poles, false);
    std::complex<double> const other_pole = is_real(pole) ? take_worst_pole(poles, true) : std::conj(pole);
    std::complex<double> const zero = take_nearest(zeros, pole, false);
    std::complex<double> const other_zero = is_real(zero) ? take_nearest(zeros, pole, true) : std::conj(zero);
    two_roots const above(zero, other_zero), below(pole, other_pole);
    sections.push_back({1, above.linear, above.constant, below.linear, below.constant});
  }
  std::reverse(sections.begin(), sections.end());
  section& first = sections.front();
  first.b0 *= f.gain;
  first.b1 *= f.gain;
  first.b2 *= f.gain;
  return sections;
}

}  // namespace convolt::dsp::detail
