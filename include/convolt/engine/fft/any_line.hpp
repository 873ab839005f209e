// SPDX-License-Identifier: BSD-3-Clause
/// The transform of one line of any length. Where a large prime is in it, with 2 k n = k^2 + n^2 - (k - n)^2 it is a
/// convolution with exp(i pi n^2 / N), which is computed by transforms of a length with small primes (Bluestein, A
/// linear filtering approach to the computation of the discrete Fourier transform, IEEE Trans. Audio Electroacoustics
/// 18, 1970).
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/fft/factors.hpp>
#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/fft/smooth_line.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <complex>
#include <cstddef>

namespace convolt::engine::fft {

/// Elements of an array that whole vectors are written to.
template <class T>
[[nodiscard]] constexpr std::size_t padded(index numbers) noexcept {
  return aligned_size(static_cast<std::size_t>(numbers) * sizeof(T)) / sizeof(T);
}

template <VectorElement T, class Arch>
class any_line {
  using value = complex_vector<T, Arch>;
  static constexpr index width = static_cast<index>(value::width);

 public:
  any_line() = default;
  /// size: at least 1. Throws std::bad_alloc.
  CONVOLT_COLD explicit any_line(index size)
      : size_(size), line_(is_smooth<Arch>(size) ? size : smooth_length<Arch>(2 * size - 1)) {
    if (line_.size() != size) { set_chirp(); }
  }

  [[nodiscard]] index size() const noexcept { return size_; }
  [[nodiscard]] std::size_t table_bytes() const noexcept {
    return line_.table_bytes() + (chirp_.size() + spectrum_.size()) * sizeof(T);
  }
  /// Elements to work in.
  [[nodiscard]] std::size_t work_size() const noexcept { return line_.work_size() + spectrum_.size(); }

  /// Results may take the place of x. `work`: aligned.
  void run(places<T const> x, places<T> y, T* work) const {
    if (line_.size() == size_) { return line_.run(x, y, work); }
    index const length = line_.size();
    T* const re = work;
    T* const im = re + padded<T>(length);
    T* const rest = im + padded<T>(length);
    enter(x, re, im);
    line_.run({re, im}, {re, im}, rest);
    multiply_all(spectrum_.data(), length, re, im);
    line_.run({im, re}, {im, re}, rest);  // and back
    multiply_all(chirp_.data(), size_, re, im);
    for (index n = 0; n < size_; ++n) {
      y.re[n * y.step] = re[n];
      y.im[n * y.step] = im[n];
    }
  }

 private:
  /// Complex numbers as whole vectors, of re and im in turn.
  static void set(T* array, index n, std::complex<double> const& z) {
    T* const p = array + n / width * 2 * width + n % width;
    p[0] = static_cast<T>(z.real());
    p[width] = static_cast<T>(z.imag());
  }

  CONVOLT_COLD void set_chirp() {
    index const length = line_.size();
    chirp_ = aligned_array<T>(2 * padded<T>(size_));
    spectrum_ = aligned_array<T>(2 * padded<T>(length));
    aligned_array<T> re(padded<T>(length)), im(padded<T>(length)), work(line_.work_size());
    index square = 0;  // n^2 modulo 2 size
    double const scale = 1. / static_cast<double>(length);
    root_products<Arch> const roots(2 * size_);
    for (index n = 0; n < size_; ++n) {
      std::complex<double> const root = roots(square);
      set(chirp_.data(), n, root);
      for (index const at : {n, n == 0 ? 0 : length - n}) {
        re.data()[at] = static_cast<T>(root.real() * scale);
        im.data()[at] = static_cast<T>(-root.imag() * scale);
      }
      square = (square + 2 * n + 1) % (2 * size_);
    }
    line_.run({re.data(), im.data()}, {re.data(), im.data()}, work.data());
    for (index n = 0; n < length; ++n) {
      set(spectrum_.data(), n, {static_cast<double>(re.data()[n]), static_cast<double>(im.data()[n])});
    }
  }

  /// x times the chirp, and zeros behind it.
  void enter(places<T const> x, T* re, T* im) const {
    for (index n = 0; n < size_; ++n) {
      re[n] = x.re[n * x.step];
      im[n] = x.im[n * x.step];
    }
    std::fill(re + size_, re + padded<T>(line_.size()), T(0));
    std::fill(im + size_, im + padded<T>(line_.size()), T(0));
    multiply_all(chirp_.data(), size_, re, im);
  }

  CONVOLT_NOINLINE static void multiply_all(T const* factors, index count, T* re, T* im) {
    for (index n = 0; n < count; n += width) {
      value const z{simd<T, Arch>::load_aligned(re + n), simd<T, Arch>::load_aligned(im + n)};
      value const product = multiply<false>(z, value::load(factors + 2 * n));
      product.re.store_aligned(re + n);
      product.im.store_aligned(im + n);
    }
  }

  index size_ = 1;
  smooth_line<T, Arch> line_;
  aligned_array<T> chirp_, spectrum_;
};

}  // namespace convolt::engine::fft
