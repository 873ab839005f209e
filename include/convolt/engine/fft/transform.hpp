// SPDX-License-Identifier: BSD-3-Clause
/// A discrete Fourier transform of one length, planned once and run many times, as callers see it: no vectors here.
///   y[k] = sum over n of x[n] exp(-2 pi i k n / N),  and back with the plus sign. Nothing is scaled.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <concepts>
#include <cstddef>
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

/// Complex numbers where they lie: the parts of number n at re[step n] and im[step n]. The step is 1, or 2 where the
/// parts of a number are neighbours.
template <class T>
struct places {
  T* re;
  T* im;
  index step = 1;

  places(T* real, T* imaginary, index s = 1) : re(real), im(imaginary), step(s) {}
  template <class S>
    requires std::convertible_to<S*, T*>
  places(split<S> const& x) : re(x.re), im(x.im) {}  // NOLINT(google-explicit-constructor): they lie apart
  operator places<T const>() const                   // NOLINT(google-explicit-constructor): to be read only
    requires(!std::is_const_v<T>)
  {
    return {re, im, step};
  }
};

/// Transforms of lines of one length. Runs from many threads, each in the workspace of its thread or in one that it is
/// given, which grows to what it needs: std::bad_alloc. Results may take the place of what they are computed from.
template <class T>
class transform {
 public:
  explicit transform(index size, line_of kind) : size_(size), kind_(kind) {}
  transform(transform const&) = delete;
  transform& operator=(transform const&) = delete;
  virtual ~transform() = default;

  [[nodiscard]] index size() const noexcept { return size_; }
  [[nodiscard]] line_of kind() const noexcept { return kind_; }
  /// What the tables of the plan take.
  [[nodiscard]] virtual std::size_t table_bytes() const noexcept = 0;
  /// Of a line of real numbers, the frequencies that are not mirror images of others.
  [[nodiscard]] index frequencies() const noexcept { return kind_ == line_of::real_numbers ? size_ / 2 + 1 : size_; }

  /// size() numbers to as many. Of complex numbers only.
  virtual void forward(places<T const> x, places<T> y, workspace& space) const = 0;
  void forward(places<T const> x, places<T> y) const { forward(x, y, thread_workspace()); }
  void inverse(places<T const> y, places<T> x) const { forward({y.im, y.re, y.step}, {x.im, x.re, x.step}); }

  /// size() real numbers to frequencies() complex ones, and back: then the imaginary parts of the first one, and of the
  /// last one where size() is even, are taken for 0. Of real numbers only.
  virtual void forward_real(T const* x, places<T> y, workspace& space) const = 0;
  virtual void inverse_real(places<T const> y, T* x, workspace& space) const = 0;
  void forward_real(T const* x, places<T> y) const { forward_real(x, y, thread_workspace()); }
  void inverse_real(places<T const> y, T* x) const { inverse_real(y, x, thread_workspace()); }

 private:
  index size_;
  line_of kind_;
};

}  // namespace convolt::engine::fft
