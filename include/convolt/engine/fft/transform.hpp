// SPDX-License-Identifier: BSD-3-Clause
/// A discrete Fourier transform of one length, planned once and run many times, as callers see it: no vectors here.
///   y[k] = sum over n of x[n] exp(-2 pi i k n / N),  and back with the plus sign. Nothing is scaled.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>

#include <type_traits>

namespace convolt::engine::fft {

/// What the numbers of a line are.
enum class line_of { complex_numbers, real_numbers };

/// Complex numbers as two arrays: real and imaginary parts.
template <class T>
struct split {
  T* re;
  T* im;

  operator split<T const>() const  // NOLINT(google-explicit-constructor): to be read only
    requires(!std::is_const_v<T>)
  {
    return {re, im};
  }
};

/// Transforms of lines of one length. Runs from many threads, each in the workspace of its thread; results may take the
/// place of what they are computed from.
template <class T>
class transform {
 public:
  explicit transform(index size, line_of kind) : size_(size), kind_(kind) {}
  transform(transform const&) = delete;
  transform& operator=(transform const&) = delete;
  virtual ~transform() = default;

  [[nodiscard]] index size() const noexcept { return size_; }
  [[nodiscard]] line_of kind() const noexcept { return kind_; }
  /// Of a line of real numbers, the frequencies that are not mirror images of others.
  [[nodiscard]] index frequencies() const noexcept { return kind_ == line_of::real_numbers ? size_ / 2 + 1 : size_; }

  /// size() numbers to as many. Of complex numbers only.
  virtual void forward(split<T const> x, split<T> y) const = 0;
  void inverse(split<T const> y, split<T> x) const { forward({y.im, y.re}, {x.im, x.re}); }

  /// size() real numbers to frequencies() complex ones, and back: then the imaginary parts of the first one, and of the
  /// last one where size() is even, are taken for 0. Of real numbers only.
  virtual void forward_real(T const* x, split<T> y) const = 0;
  virtual void inverse_real(split<T const> y, T* x) const = 0;

 private:
  index size_;
  line_of kind_;
};

}  // namespace convolt::engine::fft
