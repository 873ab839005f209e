// SPDX-License-Identifier: BSD-3-Clause
/// Initializers without chance: zeros, one value, and the identity matrix.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/context.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace convolt::nn::init {

/// Every number is 0.
class zeros : public detail::callable<zeros> {
 public:
  template <InitialNumber T>
  void fill(std::span<T> values, shape_view, context const&) const {
    std::fill(values.begin(), values.end(), T(0));
  }
};

/// Every number is `value`.
class constant : public detail::callable<constant> {
 public:
  explicit constant(double value = 1.) : value_(value) {}

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view, context const&) const {
    std::fill(values.begin(), values.end(), static_cast<T>(value_));
  }

 private:
  double value_;
};

/// A matrix with `value` on its main diagonal and 0 elsewhere. It need not be square. Throws shape_error for any number
/// of axes but 2.
class identity : public detail::callable<identity> {
 public:
  explicit identity(double value = 1.) : value_(value) {}

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view shape, context const&) const {
    if (shape.size() != 2) { detail::throw_bad_shape("identity", "is not that of a matrix", "2 axes", shape); }
    std::fill(values.begin(), values.end(), T(0));
    std::size_t const columns = static_cast<std::size_t>(shape[1]);
    for (std::size_t i = 0; i < columns && i < static_cast<std::size_t>(shape[0]); ++i) {
      values[i * columns + i] = static_cast<T>(value_);
    }
  }

 private:
  double value_;
};

}  // namespace convolt::nn::init
