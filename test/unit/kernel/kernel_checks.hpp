// SPDX-License-Identifier: BSD-3-Clause
/// What the tests of shapes share: an integral by a rule of its own, and what has to hold for every shape.
/// Layer: test support.
#pragma once

#include <convolt/kernel/shape.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>

namespace kernel_checks {

/// Gauss-Legendre of three points on n intervals: not how the library computes integrals.
template <class F>
double quadrature(F const& f, double from, double to, int n = 4000) {
  double sum = 0;
  double const h = (to - from) / n;
  double const d = std::sqrt(0.6) * h / 2;
  for (int i = 0; i < n; ++i) {
    double const middle = from + (i + 0.5) * h;
    sum += h * (5 * f(middle - d) + 8 * f(middle) + 5 * f(middle + d)) / 18;
  }
  return sum;
}

/// Integrals against quadrature, ends, peak, median and support.
template <convolt::kernel::Shape S>
void check_shape(S const& s) {
  double const infinity = std::numeric_limits<double>::infinity();
  double const unit = s.finest();
  auto const r = convolt::kernel::support_of(s, 1e-12);
  auto const value = [&](double t) { return s.value(t); };

  CHECK(s.integral(-infinity, infinity) == Approx(s.area()).epsilon(1e-14));
  CHECK(quadrature(value, r.first, s.peak_lag()) + quadrature(value, s.peak_lag(), r.last) ==
        Approx(s.area()).epsilon(1e-9));
  for (double a : {-2.7, -0.4, 0., 0.3, 1.9}) {
    for (double b : {-0.3, 0.1, 0.3001, 4.}) {
      if (a > b) { continue; }
      CAPTURE(a, b);
      double const from = std::max(a * unit, r.first);
      double const to = std::max(from, std::min(b * unit, r.last));
      double const expected =
          from < 0 && to > 0 ? quadrature(value, from, 0) + quadrature(value, 0, to) : quadrature(value, from, to);
      CHECK(s.integral(a * unit, b * unit) == Approx(expected).epsilon(1e-9).margin(1e-15 * s.area()));
    }
  }
  CHECK(s.peak() == Approx(s.value(s.peak_lag())).epsilon(1e-15));
  for (double t : {-3., -1., -0.1, 0., 0.01, 0.5, 0.9, 1.1, 2., 7.}) {
    CHECK(s.value(t * unit) <= s.peak() * (1 + 1e-15));
    CHECK(s.value(t * unit) >= 0);
  }
  CHECK(s.integral(-infinity, s.median()) == Approx(s.area() / 2).epsilon(1e-13));
  CHECK(std::isnan(s.value(std::nan(""))));
  CHECK(s.value(infinity) == 0);
  CHECK(s.value(-infinity) == 0);
  for (double tolerance : {1e-2, 1e-6, 2.3e-16}) {
    CAPTURE(tolerance);
    auto const support = convolt::kernel::support_of(s, tolerance);
    CHECK(convolt::kernel::largest_outside(s, support) <= tolerance * s.peak());
    CHECK(convolt::kernel::area_outside(s, support) <= 2 * tolerance * s.area());
  }
}

}  // namespace kernel_checks
