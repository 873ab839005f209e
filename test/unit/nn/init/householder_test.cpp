// SPDX-License-Identifier: BSD-3-Clause
/// The orthonormal factor: orthonormal, of the right sign, spanning what the matrix spans.
#include <convolt/nn/init/householder.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <utility>
#include <vector>

namespace {

using convolt::nn::init::detail::matrix;
using convolt::nn::init::detail::orthonormal_factor;

matrix sample(std::size_t rows, std::size_t columns) {
  matrix m{.rows = rows, .columns = columns, .numbers = std::vector<double>(rows * columns)};
  for (std::size_t i = 0; i < m.numbers.size(); ++i) { m.numbers[i] = std::sin(1. + 2.3 * static_cast<double>(i * i)); }
  return m;
}

double product(matrix const& a, std::size_t i, matrix const& b, std::size_t j) {
  double sum = 0.;
  for (std::size_t r = 0; r < a.rows; ++r) { sum += a.row(r)[i] * b.row(r)[j]; }
  return sum;
}

TEST_CASE("the factor is orthonormal, and the triangle that belongs to it has a positive diagonal") {
  for (auto const& [rows, columns] : {std::pair<std::size_t, std::size_t>{1, 1}, {7, 1}, {5, 5}, {13, 4}, {40, 31}}) {
    INFO(rows << " x " << columns);
    matrix const m = sample(rows, columns);
    matrix const q = orthonormal_factor(m);
    for (std::size_t i = 0; i < columns; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        CHECK(std::abs(product(q, i, q, j) - (i == j ? 1. : 0.)) < 1e-14);
        double const r = product(q, i, m, j);  // R = Q^T M
        if (i > j) { CHECK(std::abs(r) < 1e-13); }
        if (i == j) { CHECK(r > 0.); }
      }
    }
  }
}

TEST_CASE("the factor of a matrix of known columns") {
  matrix const q = orthonormal_factor({.rows = 2, .columns = 2, .numbers = {3., 1., 4., 0.}});
  CHECK(q.row(0)[0] == Approx(0.6).epsilon(1e-15));
  CHECK(q.row(1)[0] == Approx(0.8).epsilon(1e-15));
  CHECK(q.row(0)[1] == Approx(0.8).epsilon(1e-15));
  CHECK(q.row(1)[1] == Approx(-0.6).epsilon(1e-15));
}

TEST_CASE("columns of zeros do no harm") {
  matrix const q = orthonormal_factor({.rows = 3, .columns = 2, .numbers = std::vector<double>(6, 0.)});
  CHECK(product(q, 0, q, 0) == 1.);
  CHECK(product(q, 0, q, 1) == 0.);
}

}  // namespace
