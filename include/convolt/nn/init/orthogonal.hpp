// SPDX-License-Identifier: BSD-3-Clause
/// Initializers that keep lengths: random orthogonal matrices, and kernels that hold one at their centre. Saxe,
/// McClelland, Ganguli: Exact solutions to the nonlinear dynamics of learning in deep linear networks, ICLR 2014; Xiao
/// et al.: Dynamical isometry and a mean field theory of CNNs, ICML 2018.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/distributions.hpp>
#include <convolt/nn/init/householder.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace convolt::nn::init {

/// Of orthogonal and delta_orthogonal.
struct orthogonal_options {
  double scale = 1.;
  index axis = -1;
  std::uint64_t seed = 0;
};

/// The array, seen as a matrix of shape[axis] rows whose columns are all other axes, has orthogonal rows, or columns if
/// there are more rows, of length `scale`; evenly distributed among all such matrices.
class orthogonal : public detail::callable<orthogonal> {
 public:
  /// Throws parameter_error unless the scale is finite.
  explicit orthogonal(orthogonal_options const& o = {}) : options_(o) {
    detail::check_finite("orthogonal", "scale", o.scale);
  }

  /// Throws shape_error where there is no such axis.
  template <InitialNumber T>
  void fill(std::span<T> values, shape_view shape, context const& c) const {
    std::size_t const axis = detail::axis_of("orthogonal", "axis", options_.axis, shape);
    if (values.empty()) { return; }
    std::size_t const rows = static_cast<std::size_t>(shape[axis]);
    std::size_t const columns = values.size() / rows;
    detail::matrix const q = random_factor(std::max(rows, columns), std::min(rows, columns), c);
    std::size_t after = 1;
    for (std::size_t i = axis + 1; i < shape.size(); ++i) { after *= static_cast<std::size_t>(shape[i]); }
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t k = 0; k < columns; ++k) {
        double const x = rows < columns ? q.row(k)[r] : q.row(r)[k];
        values[(k / after * rows + r) * after + k % after] = static_cast<T>(x * options_.scale);
      }
    }
  }

 private:
  detail::matrix random_factor(std::size_t rows, std::size_t columns, context const& c) const {
    detail::matrix m{.rows = rows, .columns = columns, .numbers = std::vector<double>(rows * columns)};
    detail::draw(std::span<double>(m.numbers), options_.seed, c, detail::normal_quantile);
    return detail::orthonormal_factor(std::move(m));
  }

  orthogonal_options options_;
};

/// The same by the name of the other initializer.
using delta_orthogonal_options = orthogonal_options;

/// A kernel (space..., in, out) that is 0 except at its centre, tap (k-1)/2 of every spatial axis, where it is an
/// orthogonal matrix: the convolution keeps the length of every signal that does not touch the border.
class delta_orthogonal : public detail::callable<delta_orthogonal> {
 public:
  /// Throws parameter_error unless the scale is finite.
  explicit delta_orthogonal(delta_orthogonal_options const& o = {}) : matrix_(o) {}

  /// Throws shape_error unless there are 3, 4 or 5 axes and the last is at least as long as the one before it.
  template <InitialNumber T>
  void fill(std::span<T> values, shape_view shape, context const& c) const {
    std::size_t const rank = shape.size();
    if (rank < 3 || rank > 5) {
      detail::throw_bad_shape("delta_orthogonal", "is not that of a kernel", "3, 4 or 5 axes", shape);
    }
    if (shape[rank - 1] < shape[rank - 2]) {
      detail::throw_bad_shape("delta_orthogonal", "has a shorter last axis than the one before it",
                              "at least as many outputs as inputs", shape);
    }
    std::fill(values.begin(), values.end(), T(0));
    if (values.empty()) { return; }
    index tap = 0;
    for (std::size_t i = 0; i + 2 < rank; ++i) { tap = tap * shape[i] + (shape[i] - 1) / 2; }
    std::array<index, 2> const extents = {shape[rank - 2], shape[rank - 1]};
    std::size_t const size = static_cast<std::size_t>(extents[0] * extents[1]);
    matrix_.fill(values.subspan(static_cast<std::size_t>(tap) * size, size), shape_view(extents), c);
  }

 private:
  orthogonal matrix_;
};

}  // namespace convolt::nn::init
