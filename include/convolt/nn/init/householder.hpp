// SPDX-License-Identifier: BSD-3-Clause
/// The orthonormal factor of a tall matrix, by Householder reflections in double (Golub, Van Loan: Matrix computations,
/// section 5.2). All sums run in one fixed order through std::fma, so that the result is the same on every machine.
/// Layer: nn.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace convolt::nn::init::detail {

/// Row-major numbers.
struct matrix {
  std::size_t rows;
  std::size_t columns;
  std::vector<double> numbers;

  double* row(std::size_t i) { return numbers.data() + i * columns; }
  double const* row(std::size_t i) const { return numbers.data() + i * columns; }
};

/// I - factor v v^T, with v = 0 above the row `first`.
struct reflection {
  std::size_t first;
  double factor;
  std::vector<double> v;  ///< from row `first` on

  /// The rows of m from `first` on, in the columns from `first_column` on, are reflected. Inner loops go along rows.
  void apply(matrix& m, std::size_t first_column, std::vector<double>& products) const {
    std::fill(products.begin(), products.end(), 0.);
    for (std::size_t i = 0; i < v.size(); ++i) {
      double const* const row = m.row(first + i);
      for (std::size_t j = first_column; j < m.columns; ++j) { products[j] = std::fma(v[i], row[j], products[j]); }
    }
    for (std::size_t j = first_column; j < m.columns; ++j) { products[j] = products[j] * factor; }
    for (std::size_t i = 0; i < v.size(); ++i) {
      double* const row = m.row(first + i);
      for (std::size_t j = first_column; j < m.columns; ++j) { row[j] = std::fma(-v[i], products[j], row[j]); }
    }
  }
};

/// The reflection that clears column k of m below its diagonal.
inline reflection clearing(matrix const& m, std::size_t k) {
  reflection h{.first = k, .factor = 0., .v = std::vector<double>(m.rows - k)};
  double square = 0.;
  for (std::size_t i = k; i < m.rows; ++i) {
    double const x = m.row(i)[k];
    h.v[i - k] = x;
    square = std::fma(x, x, square);
  }
  if (square == 0.) { return h; }
  double const length = std::sqrt(square);
  double const head = h.v[0];
  h.v[0] = head + (head < 0. ? -length : length);        // of one sign, so that no digits cancel
  h.factor = 1. / (length * (length + std::abs(head)));  // 2 / v^T v
  return h;
}

/// Q of m = Q R with a positive diagonal of R, which makes Q unique. m has at least as many rows as columns.
inline matrix orthonormal_factor(matrix m) {
  std::vector<reflection> reflections;
  std::vector<double> products(m.columns);
  std::vector<bool> negative(m.columns);
  for (std::size_t k = 0; k < m.columns; ++k) {
    reflections.push_back(clearing(m, k));
    reflections.back().apply(m, k, products);
    negative[k] = m.row(k)[k] < 0.;
  }
  matrix q{.rows = m.rows, .columns = m.columns, .numbers = std::vector<double>(m.numbers.size(), 0.)};
  for (std::size_t k = 0; k < q.columns; ++k) { q.row(k)[k] = 1.; }
  for (std::size_t k = q.columns; k-- > 0;) { reflections[k].apply(q, k, products); }
  for (std::size_t i = 0; i < q.rows; ++i) {
    for (std::size_t k = 0; k < q.columns; ++k) {
      if (negative[k]) { q.row(i)[k] = -q.row(i)[k]; }
    }
  }
  return q;
}

}  // namespace convolt::nn::init::detail
