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

  using transform<T>::forward, transform<T>::forward_real, transform<T>::inverse_real;

  [[nodiscard]] std::size_t table_bytes() const noexcept override { return 0; }

  void forward(places<T const> x, places<T> y, workspace& space) const override {
    lines const l = take_lines(space);
    for (index n = 0; n < this->size(); ++n) {
      l.x.re[n] = x.re[n * x.step];
      l.x.im[n] = x.im[n * x.step];
    }
    of_every(1, this->size(), l.x, l.y, l.sums);
    write(l.y, this->size(), y);
  }

  void forward_real(T const* x, places<T> y, workspace& space) const override {
    lines const l = take_lines(space);
    for (index n = 0; n < this->size(); ++n) {
      l.x.re[n] = x[n];
      l.x.im[n] = T(0);
    }
    of_every(1, this->size(), l.x, l.y, l.sums);
    write(l.y, this->frequencies(), y);
  }

  void inverse_real(places<T const> y, T* x, workspace& space) const override {
    index const n = this->size();
    lines const l = take_lines(space);
    for (index k = 0; k < n; ++k) {  // real and imaginary parts in each other's place: that is the way back
      index const from = k < this->frequencies() ? k : n - k;
      T const im = y.im[from * y.step];
      l.x.im[k] = y.re[from * y.step];
      l.x.re[k] = 2 * from == n || from == 0 ? T(0) : from == k ? im : -im;
    }
    of_every(1, n, l.x, l.y, l.sums);
    std::copy_n(l.y.im, n, x);
  }

 private:
  struct lines {
    split<T> x, y, sums;
  };
  lines take_lines(workspace& space) const {
    auto const n = static_cast<std::size_t>(this->size());
    space.reserve(6 * aligned_size(n * sizeof(T)));
    T* taken[6];
    for (T*& line : taken) { line = space.take<T>(n); }
    return {{taken[0], taken[1]}, {taken[2], taken[3]}, {taken[4], taken[5]}};
  }
  static void write(split<T> from, index count, places<T> y) {
    for (index k = 0; k < count; ++k) {
      y.re[k * y.step] = from.re[k];
      y.im[k * y.step] = from.im[k];
    }
  }

  /// Of the numbers 0, step, 2 step, ..: `count` of them. `sums`: room for as many.
  static void of_every(index step, index count, split<T const> x, split<T> y, split<T> sums) {
    if (count == 1) {
      *y.re = *x.re;
      *y.im = *x.im;
      return;
    }
    index prime = 2;
    while (count % prime != 0) { prime = prime * prime > count ? count : prime + 1; }
    index const part = count / prime;
    for (index r = 0; r < prime; ++r) {
      of_every(step * prime, part, {x.re + r * step, x.im + r * step}, {y.re + r * part, y.im + r * part}, sums);
    }
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
        sums.re[j] = sum_re;
        sums.im[j] = sum_im;
      }
      for (index j = 0; j < prime; ++j) {
        y.re[j * part + k] = sums.re[j];
        y.im[j * part + k] = sums.im[j];
      }
    }
  }
};

}  // namespace convolt::engine::fft
