// SPDX-License-Identifier: BSD-3-Clause
/// The arrays of references.hpp as quantities and sampled quantities, and the comparison with results.
/// Layer: test support.
#pragma once

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>
#include <unit/quantity/numpy/references.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace convolt::test::numpy {

inline auto array_of(std::vector<double> const& values) {
  xt::xtensor<double, 1> a(std::array<std::size_t, 1>{values.size()});
  std::copy(values.begin(), values.end(), a.begin());
  return a;
}

/// (4, 9).
inline auto matrix_array() {
  xt::xtensor<double, 2> a(std::array<std::size_t, 2>{4, 9});
  std::copy(matrix.begin(), matrix.end(), a.begin());
  return a;
}
/// (channel, time), a sample each ms.
inline auto sampled_matrix() {
  return sampled(matrix_array() * units::mV, no_axis, convolt::axis(0. * units::ms, 1. * units::ms, 9));
}

/// The largest distance of the numbers of an array, in row-major order, from a part of a list; infinite where there are
/// another number of them.
template <class X>
double distance(X const& x, std::vector<double> const& expected, std::size_t first, std::size_t count) {
  if (static_cast<std::size_t>(x.size()) != count || expected.size() < first + count) { return HUGE_VAL; }
  double worst = 0;
  std::size_t i = first;
  for (auto const& v : x) {
    double const d = std::abs(static_cast<double>(v) - expected[i++]);
    worst = d > worst || std::isnan(d) ? d : worst;
  }
  return worst;
}
template <class X>
double distance(X const& x, std::vector<double> const& expected) {
  return distance(x, expected, 0, expected.size());
}

}  // namespace convolt::test::numpy
