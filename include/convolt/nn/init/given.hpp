// SPDX-License-Identifier: BSD-3-Clause
/// Initializers that hand out numbers they were given: exactly in the shape asked for, or broadcast where that is said.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/context.hpp>
#include <convolt/quantity/owning.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace convolt::nn::init {

/// The numbers of an array. Throws shape_error for any shape but that of the array.
class exactly : public detail::callable<exactly> {
 public:
  template <ArrayExpression A>
  explicit exactly(A const& array) : numbers_(array), shape_(array.shape().begin(), array.shape().end()) {}

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view shape, context const&) const {
    if (!std::equal(shape.begin(), shape.end(), shape_.begin(), shape_.end())) {
      detail::throw_bad_shape("exactly", "is not the shape of the array", detail::shape_text(shape_), shape,
                              "arrays are not broadcast unasked: use nn::init::broadcast(array)");
    }
    std::transform(numbers_.storage().begin(), numbers_.storage().end(), values.begin(),
                   [](double x) { return static_cast<T>(x); });
  }

 private:
  xt::xarray<double, xt::layout_type::row_major> numbers_;
  std::vector<index> shape_;
};

/// The numbers of an array, repeated by NumPy's rules: axes are compared from the last, and those of extent 1 are
/// repeated. Throws shape_error where that does not lead to the shape.
class broadcast : public detail::callable<broadcast> {
 public:
  template <ArrayExpression A>
  explicit broadcast(A const& array) : numbers_(array), shape_(array.shape().begin(), array.shape().end()) {}

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view shape, context const&) const {
    check(shape);
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = static_cast<T>(numbers_.storage()[source_of(i, shape)]);
    }
  }

 private:
  void check(shape_view shape) const {
    bool good = shape_.size() <= shape.size();
    for (std::size_t i = 1; good && i <= shape_.size(); ++i) {
      index const own = shape_[shape_.size() - i];
      good = own == 1 || own == shape[shape.size() - i];
    }
    if (!good) {
      detail::throw_bad_shape("broadcast", "cannot be reached", "a shape that " + detail::shape_text(shape_) + " fits",
                              shape);
    }
  }

  /// Where the element stands in the array that is element i of the result.
  std::size_t source_of(std::size_t i, shape_view shape) const {
    std::size_t offset = 0;
    std::size_t step = 1;
    for (std::size_t a = 1; a <= shape_.size(); ++a) {
      std::size_t const own = static_cast<std::size_t>(shape_[shape_.size() - a]);
      std::size_t const extent = static_cast<std::size_t>(shape[shape.size() - a]);
      if (own != 1) { offset += i % extent * step; }
      i /= extent;
      step *= own;
    }
    return offset;
  }

  xt::xarray<double, xt::layout_type::row_major> numbers_;
  std::vector<index> shape_;
};

}  // namespace convolt::nn::init
