// SPDX-License-Identifier: BSD-3-Clause
/// Random problems whose channels are neighbours in memory, with their arrays, and the comparison of a method with the
/// reference loops on them.
#pragma once

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

namespace test {

using convolt::engine::operands;
using convolt::engine::problem;
using convolt::test::pick;

/// How far random problems go.
struct limits {
  std::size_t rank = 3;
  convolt::index channels = 40;
  bool groups = true, dilated = true, empty = true;
};

/// Everything but the distances in memory.
inline problem random_extents(std::mt19937_64& random, limits const& limit) {
  auto const one_in = [&](convolt::index n) { return pick(random, 1, n) == 1; };
  problem p;
  p.rank = static_cast<std::size_t>(pick(random, 0, static_cast<convolt::index>(limit.rank)));
  p.feature_groups = limit.groups && one_in(4) ? pick(random, 1, 3) : 1;
  p.batch_groups = limit.groups && one_in(4) ? pick(random, 1, 3) : 1;
  p.batch = p.batch_groups * (limit.empty && one_in(40) ? 0 : pick(random, 1, 3));
  p.in_channels = limit.empty && one_in(40) ? 0 : pick(random, 1, one_in(2) ? 4 : limit.channels);
  convolt::index const out_channels = limit.empty && one_in(40) ? 0 : pick(random, 1, one_in(2) ? 4 : limit.channels);
  p.out_channels = p.feature_groups * p.batch_groups * out_channels;
  for (std::size_t d = 0; d < p.rank; ++d) {
    convolt::engine::axis_problem& a = p.axes[d];
    a.input = limit.empty && one_in(40) ? 0 : pick(random, 1, p.rank == 1 ? 40 : 9);
    a.weights = limit.empty && one_in(40) ? 0 : pick(random, 1, 5);
    a.output = limit.empty && one_in(40) ? 0 : pick(random, 1, p.rank == 1 ? 50 : p.rank == 2 ? 11 : 6);
    a.stride = one_in(2) ? 1 : pick(random, 1, 4);
    a.input_dilation = limit.dilated && one_in(2) ? pick(random, 1, 4) : 1;
    a.weights_dilation = limit.dilated && one_in(2) ? pick(random, 1, 4) : 1;
    a.pad_lo = pick(random, -4, 7);
  }
  return p;
}

/// Arrays with gaps between the positions, axes that run backwards, and weights in one of two orders.
template <class T>
struct arrays {
  problem p;
  std::vector<T> input, weights, bias, output;
  convolt::index input_origin = 0, weights_origin = 0, output_origin = 0;

  arrays(std::mt19937_64& random, problem const& extents) : p(extents) {
    place_positions(random);
    place_weights(random);
    bias.resize(static_cast<std::size_t>(p.out_channels));
    p.bias_step = 1;
  }

  operands<T> view(std::vector<T>& out, bool with_bias = false) const {
    operands<T> x = without_output(with_bias);
    x.output = out.data() + output_origin;
    return x;
  }
  operands<T> without_output(bool with_bias = false) const {
    return {.input = input.data() + input_origin,
            .weights = weights.data() + weights_origin,
            .bias = with_bias ? bias.data() : nullptr};
  }
  T const* first_weight() const { return weights.data() + weights_origin; }

  template <class Value>
  void fill(Value value) {
    for (auto* array : {&input, &weights, &bias, &output}) {
      for (T& x : *array) { x = static_cast<T>(value()); }
    }
  }

 private:
  static convolt::index step_of_axis(std::mt19937_64& random, convolt::index& next, convolt::index extent,
                                     convolt::index& origin) {
    convolt::index const step = next;
    next *= std::max<convolt::index>(extent, 1);
    if (pick(random, 1, 6) != 1) { return step; }
    origin += step * std::max<convolt::index>(extent - 1, 0);
    return -step;
  }

  void place_positions(std::mt19937_64& random) {
    auto const gap = [&] { return pick(random, 1, 4) == 1 ? pick(random, 1, 3) : 0; };
    p.input_channel_step = 1;
    p.output_channel_step = 1;
    convolt::index next_input = p.in_channels * p.feature_groups + gap();
    convolt::index next_output = p.out_channels + gap();
    for (std::size_t d = p.rank; d-- > 0;) {
      p.axes[d].input_step = step_of_axis(random, next_input, p.axes[d].input, input_origin);
      p.axes[d].output_step = step_of_axis(random, next_output, p.axes[d].output, output_origin);
    }
    p.input_batch_step = next_input;
    p.output_batch_step = next_output;
    input.resize(static_cast<std::size_t>(next_input * std::max<convolt::index>(p.batch, 1)) + 1);
    output.resize(static_cast<std::size_t>(next_output * std::max<convolt::index>(p.batch, 1)) + 1);
  }

  void place_weights(std::mt19937_64& random) {
    convolt::index const per_group = p.out_channels / p.feature_groups;
    convolt::index next = 1;
    bool const channels_first = pick(random, 1, 2) == 1;
    if (!channels_first) {
      p.weights_out_step = 1;
      p.weights_group_step = per_group;
      p.weights_in_step = p.out_channels;
      next = std::max<convolt::index>(p.out_channels * p.in_channels, 1);
    }
    for (std::size_t d = p.rank; d-- > 0;) {
      p.axes[d].weights_step = step_of_axis(random, next, p.axes[d].weights, weights_origin);
    }
    if (channels_first) {
      p.weights_in_step = next;
      next *= std::max<convolt::index>(p.in_channels, 1);
      p.weights_out_step = next;
      p.weights_group_step = next * per_group;
      next *= std::max<convolt::index>(p.out_channels, 1);
    }
    weights.resize(static_cast<std::size_t>(next) + 1);
  }
};

/// Whole numbers so small that every sum is exact.
inline auto small_integers(std::mt19937_64& random) {
  return [&random] { return static_cast<float>(pick(random, -8, 8)); };
}

/// Whether two arrays have the same values; NaN equals NaN, and the sign of zero does not count.
template <class T>
bool same_values(std::vector<T> const& a, std::vector<T> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](T x, T y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

/// The bound of the rounding of a direct sum, per output, as the reference loops compute it from absolute values.
template <class T>
std::vector<T> rounding_bounds(arrays<T> const& a, operands<T> const& x) {
  arrays<T> sizes = a;
  for (auto* array : {&sizes.input, &sizes.weights, &sizes.bias}) {
    for (T& v : *array) { v = std::abs(v); }
  }
  std::vector<T> bound(a.output.size(), T(0));
  operands<T> of_sizes = sizes.view(bound, x.bias != nullptr);
  of_sizes.output_scale = std::abs(x.output_scale);
  of_sizes.bias_scale = std::abs(x.bias_scale);
  convolt::engine::run_reference(a.p, of_sizes);
  convolt::index terms = a.p.in_channels;
  for (std::size_t d = 0; d < a.p.rank; ++d) { terms *= a.p.axes[d].weights; }
  for (T& b : bound) { b *= static_cast<T>(2 * (terms + 3)) * std::numeric_limits<T>::epsilon(); }
  return bound;
}

}  // namespace test
