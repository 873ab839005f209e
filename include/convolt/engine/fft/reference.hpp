// SPDX-License-Identifier: BSD-3-Clause
/// The readable truth about transforms, and what computes them for numbers that have no vectors: a length falls into
/// its primes, and for each of them the sums are written out.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/fft/transform.hpp>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace convolt::engine::fft {

/// Arch keeps functions of different flags apart. Complexity: N times the sum of the primes of N.
template <class T, class Arch>
class reference_transform final : public transform<T> {
 public:
  reference_transform(index size, line_of kind) : transform<T>(size, kind) {}

  void forward(split<T const> x, split<T> y) const override {
    index const n = this->size();
    std::vector<T> re(x.re, x.re + n), im(x.im, x.im + n);
    of_every(1, n, {re.data(), im.data()}, y);
  }

  void forward_real(T const* x, split<T> y) const override {
    std::vector<T> const zeros(static_cast<std::size_t>(this->size()));
    std::vector<T> re(zeros), im(zeros);
    forward({x, zeros.data()}, {re.data(), im.data()});
    for (index k = 0; k < this->frequencies(); ++k) {
      y.re[k] = re[static_cast<std::size_t>(k)];
      y.im[k] = im[static_cast<std::size_t>(k)];
    }
  }

  void inverse_real(split<T const> y, T* x) const override {
    index const n = this->size();
    std::vector<T> re(static_cast<std::size_t>(n)), im(re);
    for (index k = 0; k < n; ++k) {
      index const from = k < this->frequencies() ? k : n - k;
      re[static_cast<std::size_t>(k)] = y.re[from];
      im[static_cast<std::size_t>(k)] = 2 * from == n || from == 0 ? T(0) : from == k ? y.im[from] : -y.im[from];
    }
    this->inverse({re.data(), im.data()}, {re.data(), im.data()});
    for (index k = 0; k < n; ++k) { x[k] = re[static_cast<std::size_t>(k)]; }
  }

 private:
  /// Of the numbers 0, step, 2 step, ..: `count` of them.
  static void of_every(index step, index count, split<T const> x, split<T> y) {
    if (count == 1) {
      *y.re = *x.re;
      *y.im = *x.im;
      return;
    }
    index prime = 2;
    while (count % prime != 0) { prime = prime * prime > count ? count : prime + 1; }
    index const part = count / prime;
    for (index r = 0; r < prime; ++r) {
      of_every(step * prime, part, {x.re + r * step, x.im + r * step}, {y.re + r * part, y.im + r * part});
    }
    std::vector<T> re(static_cast<std::size_t>(prime)), im(re);
    for (index k = 0; k < part; ++k) {
      for (index j = 0; j < prime; ++j) {
        T sum_re(0), sum_im(0);
        for (index r = 0; r < prime; ++r) {
          T const angle =
              T(2) * std::numbers::pi_v<T> * static_cast<T>(r * (k + j * part) % count) / static_cast<T>(count);
          T const c = std::cos(angle), s = -std::sin(angle);
          T const a = y.re[r * part + k], b = y.im[r * part + k];
          sum_re += a * c - b * s;
          sum_im += a * s + b * c;
        }
        re[static_cast<std::size_t>(j)] = sum_re;
        im[static_cast<std::size_t>(j)] = sum_im;
      }
      for (index j = 0; j < prime; ++j) {
        y.re[j * part + k] = re[static_cast<std::size_t>(j)];
        y.im[j * part + k] = im[static_cast<std::size_t>(j)];
      }
    }
  }
};

}  // namespace convolt::engine::fft
