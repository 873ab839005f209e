// SPDX-License-Identifier: BSD-3-Clause
/// What one row of the benchmark computes on: the arrays, filled with numbers of a fixed seed, and the problem that
/// tells where each element lies. Both sides take their layout from the steps of that problem and from nowhere else.
/// Layer: bench.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <engine/buffer.hpp>
#include <engine/shape.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>

namespace convolt::bench {

/// The tables: channels-last with weights prepared once, channels-first likewise, channels-last with the weights
/// prepared again in every call. Then those of convolt against itself: gradients against the forward convolution, in
/// both layouts, and rows that should cost alike.
enum class table_kind { nhwc, nchw, pack, gradients, gradients_nchw, neighbours };

[[nodiscard]] constexpr bool is_channels_first(table_kind table) {
  return table == table_kind::nchw || table == table_kind::gradients_nchw;
}

[[nodiscard]] constexpr bool is_of_convolt_alone(table_kind table) {
  return table == table_kind::gradients || table == table_kind::gradients_nchw || table == table_kind::neighbours;
}

/// Elements of type T from samples of type I and weights of type W.
template <class T, class W = T, class I = T>
struct workload {
  using value = T;

  shape size;
  table_kind table = table_kind::nhwc;
  engine::problem problem;
  buffer<I> input;
  buffer<W> weights;
  buffer<T> cotangent;  // empty but where there are gradients
  std::size_t output_size = 0;

  [[nodiscard]] bool pack_each_call() const { return table == table_kind::pack; }

  /// The element of index 0: a transposed convolution reads its kernel backwards.
  [[nodiscard]] W const* first_weight() const { return weights.data() + first_weight_offset(); }
  [[nodiscard]] index first_weight_offset() const {
    index offset = 0;
    for (std::size_t d = 0; d < problem.rank; ++d) {
      engine::axis_problem const& a = problem.axes[d];
      if (a.weights_step < 0) { offset -= (a.weights - 1) * a.weights_step; }
    }
    return offset;
  }
};

namespace detail {

inline index product(extents const& values) {
  return std::accumulate(values.begin(), values.end(), index{1}, [](index a, index b) { return a * b; });
}

/// The windows of the problem. The transposed convolution spreads every input over a kernel: as a window over the
/// dilated input its kernel is flipped.
inline engine::problem windows_of(shape const& s) {
  engine::problem p;
  p.rank = s.rank();
  p.batch = s.batch;
  p.in_channels = s.in_channels / s.groups;
  p.out_channels = s.out_channels;
  p.feature_groups = s.groups;
  extents const output = output_extents(s);
  for (std::size_t d = 0; d < s.rank(); ++d) {
    engine::axis_problem& a = p.axes[d];
    a.input = s.input[d];
    a.weights = s.kernel[d];
    a.output = output[d];
    a.weights_dilation = s.dilation[d];
    a.stride = s.transposed ? 1 : s.stride[d];
    a.input_dilation = s.transposed ? s.stride[d] : 1;
    a.pad_lo = s.transposed ? (s.kernel[d] - 1) * s.dilation[d] - s.pad_lo[d] : s.pad_lo[d];
  }
  return p;
}

/// Arrays NHWC, weights HWIO.
inline void lay_out_channels_last(engine::problem& p, shape const& s) {
  p.input_channel_step = p.output_channel_step = p.weights_out_step = 1;
  index input = s.in_channels;
  index output = s.out_channels;
  p.weights_in_step = s.out_channels;
  p.weights_group_step = s.out_channels / s.groups;
  index weights = p.in_channels * s.out_channels;
  for (std::size_t d = p.rank; d-- > 0;) {
    engine::axis_problem& a = p.axes[d];
    a.input_step = input;
    a.output_step = output;
    a.weights_step = weights;
    input *= a.input;
    output *= a.output;
    weights *= a.weights;
  }
  p.input_batch_step = input;
  p.output_batch_step = output;
}

/// Arrays NCHW, weights OIHW, for transposed convolutions IOHW: what frameworks of that layout keep.
inline void lay_out_channels_first(engine::problem& p, shape const& s) {
  index input = 1;
  index output = 1;
  index weights = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    engine::axis_problem& a = p.axes[d];
    a.input_step = input;
    a.output_step = output;
    a.weights_step = weights;
    input *= a.input;
    output *= a.output;
    weights *= a.weights;
  }
  p.input_channel_step = input;
  p.output_channel_step = output;
  p.input_batch_step = input * s.in_channels;
  p.output_batch_step = output * s.out_channels;
  index const out_per_group = s.out_channels / s.groups;
  p.weights_out_step = s.transposed ? weights : weights * p.in_channels;
  p.weights_in_step = s.transposed ? weights * out_per_group : weights;
  p.weights_group_step = weights * p.in_channels * out_per_group;
}

/// Floating-point numbers in [-1, 1), integers with all their bits.
template <class T>
T draw(std::mt19937& generator) {
  if constexpr (std::integral<T>) {
    return static_cast<T>(generator());
  } else {
    return T(generator()) / T(2147483648.0) - T(1);
  }
}

template <class T>
void fill(buffer<T>& values, std::mt19937& generator) {
  for (T& value : values) { value = draw<T>(generator); }
}
template <class R>
void fill(buffer<std::complex<R>>& values, std::mt19937& generator) {
  for (std::complex<R>& value : values) {
    R const real = draw<R>(generator);
    value = {real, draw<R>(generator)};
  }
}

/// At least its absolute value, as a number of its type; products of these bound the parts of complex products.
template <class T>
T bound_of(T const& value) {
  return std::abs(value);
}
template <class R>
std::complex<R> bound_of(std::complex<R> const& value) {
  return std::abs(value.real()) + std::abs(value.imag());
}

}  // namespace detail

template <class T, class W = T, class I = T>
[[nodiscard]] workload<T, W, I> make_workload(shape const& s, table_kind table, std::uint32_t seed) {
  workload<T, W, I> w;
  w.size = s;
  w.table = table;
  w.problem = detail::windows_of(s);
  if (is_channels_first(table)) {
    detail::lay_out_channels_first(w.problem, s);
  } else {
    detail::lay_out_channels_last(w.problem, s);
  }
  if (s.transposed) {
    for (std::size_t d = 0; d < s.rank(); ++d) { w.problem.axes[d].weights_step *= -1; }
  }
  w.input.resize(static_cast<std::size_t>(s.batch * s.in_channels * detail::product(s.input)));
  w.weights.resize(static_cast<std::size_t>(w.problem.in_channels * s.out_channels * detail::product(s.kernel)));
  w.output_size = static_cast<std::size_t>(s.batch * s.out_channels * detail::product(output_extents(s)));
  std::mt19937 generator(seed);
  detail::fill(w.input, generator);
  detail::fill(w.weights, generator);
  return w;
}

/// Numbers in the shape of the output, for gradients.
template <class T, class W, class I>
void add_cotangent(workload<T, W, I>& w, std::uint32_t seed) {
  std::mt19937 generator(seed + 1);
  w.cotangent.resize(w.output_size);
  detail::fill(w.cotangent, generator);
}

/// The same with every number made positive: its output is the sum of |x| |w|, the yardstick of rounding errors.
template <class T, class W, class I>
[[nodiscard]] workload<T, W, I> magnitudes(workload<T, W, I> w) {
  for (I& value : w.input) { value = detail::bound_of(value); }
  for (W& value : w.weights) { value = detail::bound_of(value); }
  for (T& value : w.cotangent) { value = detail::bound_of(value); }
  return w;
}

}  // namespace convolt::bench
