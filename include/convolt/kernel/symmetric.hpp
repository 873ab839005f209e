// SPDX-License-Identifier: BSD-3-Clause
/// Kernels that are the same before and after lag 0, as shapes of area 1: gaussian, boxcar, triangular, epanechnikov,
/// laplacian.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/lag.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace convolt::kernel {

namespace detail {

/// What symmetric shapes have in common. Shape::beyond(t) is the integral from t >= 0 on, Shape::within(t) that from 0.
template <class Shape>
class symmetric {
 public:
  double integral(double from, double to) const {
    if (!(from < to)) { return 0; }
    Shape const& shape = static_cast<Shape const&>(*this);
    if (from < 0 && to > 0) { return shape.within(-from) + shape.within(to); }
    double const near = from >= 0 ? from : -to;
    double const far = from >= 0 ? to : -from;
    // Differences of the smaller numbers, for the sake of their digits.
    return near < shape.finest() / 2 ? shape.within(far) - shape.within(near) : shape.beyond(near) - shape.beyond(far);
  }
  static constexpr double area() { return 1; }
  static constexpr double median() { return 0; }
  static constexpr double peak_lag() { return 0; }
  double peak() const { return static_cast<Shape const&>(*this).value(0); }
  static constexpr std::array<plain_jump, 0> jumps() { return {}; }

 private:
  symmetric() = default;
  friend Shape;
};

}  // namespace detail

/// exp(-t^2 / (2 sd^2)) / (sd sqrt(2 pi)).
class gaussian_shape : public detail::symmetric<gaussian_shape> {
 public:
  explicit gaussian_shape(double sd) : sd_(sd) {}
  double value(double t) const {
    double const z = t / sd_;
    return std::exp(-z * z / 2) * (0.39894228040143267794 / sd_);  // 1 / sqrt(2 pi)
  }
  double within(double t) const { return std::erf(t / sd_ * 0.70710678118654752440) / 2; }
  double beyond(double t) const { return std::erfc(t / sd_ * 0.70710678118654752440) / 2; }
  double finest() const { return sd_; }
  static constexpr plain_range bounds() {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }

 private:
  double sd_;
};

/// exp(-|t| / scale) / (2 scale).
class laplacian_shape : public detail::symmetric<laplacian_shape> {
 public:
  explicit laplacian_shape(double scale) : scale_(scale) {}
  double value(double t) const { return std::exp(-std::abs(t) / scale_) / (2 * scale_); }
  double within(double t) const { return -std::expm1(-t / scale_) / 2; }
  double beyond(double t) const { return std::exp(-t / scale_) / 2; }
  double finest() const { return scale_; }
  static constexpr plain_range bounds() { return gaussian_shape::bounds(); }

 private:
  double scale_;
};

/// 1 / width from -width/2 on, to before width/2.
class boxcar_shape : public detail::symmetric<boxcar_shape> {
 public:
  explicit boxcar_shape(double full_width) : half_(full_width / 2) {}
  double value(double t) const { return t >= -half_ && t < half_ ? height() : (t == t ? 0 : t); }
  double within(double t) const { return std::min(t, half_) * height(); }
  double beyond(double t) const { return t < half_ ? (half_ - t) * height() : 0; }
  double finest() const { return 2 * half_; }
  plain_range bounds() const { return {-half_, half_}; }
  std::array<plain_jump, 2> jumps() const { return {plain_jump{-half_, height()}, plain_jump{half_, -height()}}; }

 private:
  double height() const { return 1 / (2 * half_); }
  double half_;
};

/// (1 - |t| / h) / h, h the half width.
class triangular_shape : public detail::symmetric<triangular_shape> {
 public:
  explicit triangular_shape(double half_width) : half_(half_width) {}
  double value(double t) const { return std::abs(t) < half_ ? (1 - std::abs(t) / half_) / half_ : (t == t ? 0 : t); }
  double within(double t) const {
    double const z = std::min(t / half_, 1.);
    return z * (1 - z / 2);
  }
  double beyond(double t) const {
    double const left = 1 - std::min(t / half_, 1.);
    return left * left / 2;
  }
  double finest() const { return half_; }
  plain_range bounds() const { return {-half_, half_}; }

 private:
  double half_;
};

/// (1 - t^2 / h^2) 3 / (4 h), h the half width.
class epanechnikov_shape : public detail::symmetric<epanechnikov_shape> {
 public:
  explicit epanechnikov_shape(double half_width) : half_(half_width) {}
  double value(double t) const {
    double const z = std::abs(t) / half_;
    return z < 1 ? (1 - z) * (1 + z) * (0.75 / half_) : (t == t ? 0 : t);
  }
  double within(double t) const {
    double const z = std::min(t / half_, 1.);
    return z * (3 - z * z) / 4;
  }
  double beyond(double t) const {
    double const left = 1 - std::min(t / half_, 1.);
    return left * left * (3 - left) / 4;
  }
  double finest() const { return half_; }
  plain_range bounds() const { return {-half_, half_}; }

 private:
  double half_;
};

}  // namespace convolt::kernel
