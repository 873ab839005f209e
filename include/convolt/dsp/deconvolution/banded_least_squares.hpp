// SPDX-License-Identifier: BSD-3-Clause
/// Least squares with a banded matrix, for several right-hand sides at once, row by row. Plain numbers.
/// Layer: dsp.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace convolt::dsp::detail {

/// The x that makes |A x - y|^2 + |damping x|^2 least. Givens rotations turn every row of A, as it comes, into those of
/// an upper triangle R, which begins as damping times the identity: so A^T A, whose condition is the square of that of
/// A, is never formed (Golub and Van Loan, Matrix Computations, 4th edition, 5.2.5; the bands: Lawson and Hanson,
/// Solving Least Squares Problems, chapter 27). A row costs width (width + lines) rotated pairs, all of it
/// columns (width + lines) numbers of memory.
class banded_least_squares {
 public:
  banded_least_squares(index columns, index width, index lines, double damping)
      : columns_(columns),
        width_(width),
        lines_(lines),
        triangle_(static_cast<std::size_t>(columns * width)),
        right_(static_cast<std::size_t>(columns * lines)) {
    for (index j = 0; j < columns; ++j) { row(j)[0] = damping; }
  }

  /// Takes in a row of A, of which `count` coefficients from column `first` on are not zero, no more than `width`, and
  /// the number of each right-hand side. Uses both up. `first + count` never becomes less from row to row: that keeps
  /// R in its band, since no row of it then reaches beyond the last column of the row that comes.
  void add_row(index first, double* coefficients, index count, double* right) {
    for (index k = 0; k < count; ++k) {
      double const b = coefficients[k];
      if (b == 0) { continue; }
      double* const r = row(first + k);
      double const length = std::hypot(r[0], b), c = r[0] / length, s = b / length;
      rotate(c, s, r, coefficients + k, count - k);
      rotate(c, s, right_of(first + k), right, lines_);
    }
  }

  /// About the smallest singular value of A above its damping, never less than it: how much longer R^-1 R^-T makes a
  /// vector that four steps of inverse iteration have turned towards the most amplified one. 0 where R is singular.
  double smallest_singular_value() const {
    std::vector<double> v(static_cast<std::size_t>(columns_));
    std::uint32_t state = 1;
    for (double& x : v) {  // all directions, and the same ones in every run
      state = state * 1664525U + 1013904223U;
      x = static_cast<double>(state) / 4294967296. - 0.5;
    }
    double growth = 0;
    for (int step = 0; step < 4; ++step) {
      double const before = norm(v);
      for (double& x : v) { x /= before; }
      if (!solve_transposed(v.data()) || !solve(v.data(), 1)) { return 0; }
      growth = norm(v);
      if (!bits::is_finite(growth)) { return 0; }
    }
    return 1 / std::sqrt(growth);
  }

  /// The solutions, [columns][lines], once all rows are in. They take the place of the right-hand sides.
  double const* solve() {
    solve(right_.data(), lines_);
    return right_.data();
  }

 private:
  double* row(index j) { return triangle_.data() + j * width_; }
  double const* row(index j) const { return triangle_.data() + j * width_; }
  double* right_of(index j) { return right_.data() + j * lines_; }
  index reach(index j) const { return std::min(width_, columns_ - j); }

  static void rotate(double c, double s, double* a, double* b, index n) {
    for (index i = 0; i < n; ++i) {
      double const turned = c * a[i] + s * b[i];
      b[i] = c * b[i] - s * a[i];
      a[i] = turned;
    }
  }
  static double norm(std::vector<double> const& v) {
    double largest = 0, sum = 0;
    for (double const x : v) { largest = std::max(largest, std::abs(x)); }
    if (largest == 0 || !bits::is_finite(largest)) { return largest; }
    for (double const x : v) { sum += (x / largest) * (x / largest); }
    return largest * std::sqrt(sum);
  }

  /// R x = b in place, for so many lines; false where R has a zero on its diagonal.
  bool solve(double* x, index lines) const {
    for (index j = columns_; j-- > 0;) {
      double const* const r = row(j);
      double* const of_row = x + j * lines;
      if (r[0] == 0) { return false; }
      for (index k = 1; k < reach(j); ++k) {
        double const* const known = of_row + k * lines;
        for (index l = 0; l < lines; ++l) { of_row[l] -= r[k] * known[l]; }
      }
      for (index l = 0; l < lines; ++l) { of_row[l] /= r[0]; }
    }
    return true;
  }
  bool solve_transposed(double* x) const {
    for (index j = 0; j < columns_; ++j) {
      double const* const r = row(j);
      if (r[0] == 0) { return false; }
      x[j] /= r[0];
      for (index k = 1; k < reach(j); ++k) { x[j + k] -= r[k] * x[j]; }
    }
    return true;
  }

  index columns_, width_, lines_;
  std::vector<double> triangle_;  ///< R by rows: [columns][width], the diagonal first
  std::vector<double> right_;
};

}  // namespace convolt::dsp::detail
