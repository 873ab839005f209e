// SPDX-License-Identifier: BSD-3-Clause
/// Arrays of any layout in blocks of memory that hold not one number more than the arrays reach, so that a sanitizer
/// sees what is read or written beyond. Numbers in the gaps of a block belong to nobody: they are a mark of which the
/// test says what it is.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

namespace test {

/// One dimension of an array. `step` is where its distance in memory is kept.
struct dimension_of {
  convolt::index extent = 0;
  convolt::index* step = nullptr;
};
using dimensions = std::vector<dimension_of>;

/// Steps for the dimensions, the first one fastest, without an overlap: some run backwards, some leave gaps.
inline void lay_out(std::mt19937_64& random, dimensions const& order) {
  convolt::index next = 1;
  for (auto const& [extent, step] : order) {
    *step = random() % 8 == 0 ? -next : next;
    next *= std::max<convolt::index>(extent, 1);
    if (random() % 4 == 0) { next += static_cast<convolt::index>(random() % 4); }
  }
}

/// The memory of an array, and where in it the element lies whose indices are all 0. No memory if it has no elements.
template <class T>
struct exact_block {
  std::vector<T> numbers;
  convolt::index origin = 0;

  /// `mark` everywhere.
  exact_block(dimensions const& all, T mark) {
    convolt::index last = 0;
    for (auto const& [extent, step] : all) {
      if (extent == 0) { return; }
      origin -= std::min<convolt::index>((extent - 1) * *step, 0);
      last += std::max<convolt::index>((extent - 1) * *step, 0);
    }
    numbers.assign(static_cast<std::size_t>(origin + last) + 1, mark);
  }

  /// Every element anew, none of the gaps.
  template <class Value>
  void fill(dimensions const& all, Value value) {
    if (!numbers.empty()) { fill_from(all, 0, numbers.data() + origin, value); }
  }

  /// Null if there are no elements.
  [[nodiscard]] T* first() { return numbers.empty() ? nullptr : numbers.data() + origin; }
  [[nodiscard]] T const* first() const { return numbers.empty() ? nullptr : numbers.data() + origin; }

 private:
  template <class Value>
  static void fill_from(dimensions const& all, std::size_t d, T* at, Value& value) {
    if (d == all.size()) {
      *at = static_cast<T>(value());
      return;
    }
    for (convolt::index i = 0; i < all[d].extent; ++i) { fill_from(all, d + 1, at + i * *all[d].step, value); }
  }
};

/// The dimensions of the arrays of a problem, whose steps they refer to: the batch, the channels, the axes.
inline dimensions input_dimensions(convolt::engine::problem& p) {
  dimensions all = {{p.batch, &p.input_batch_step}, {p.in_channels * p.feature_groups, &p.input_channel_step}};
  for (std::size_t d = 0; d < p.rank; ++d) { all.push_back({p.axes[d].input, &p.axes[d].input_step}); }
  return all;
}
inline dimensions output_dimensions(convolt::engine::problem& p) {
  dimensions all = {{output_batch(p), &p.output_batch_step}, {p.out_channels, &p.output_channel_step}};
  for (std::size_t d = 0; d < p.rank; ++d) { all.push_back({p.axes[d].output, &p.axes[d].output_step}); }
  return all;
}
/// The groups, the output channels of a group, the input channels, the axes.
inline dimensions weights_dimensions(convolt::engine::problem& p) {
  dimensions all = {{p.feature_groups, &p.weights_group_step},
                    {out_channels_per_group(p), &p.weights_out_step},
                    {p.in_channels, &p.weights_in_step}};
  for (std::size_t d = 0; d < p.rank; ++d) { all.push_back({p.axes[d].weights, &p.axes[d].weights_step}); }
  return all;
}

}  // namespace test
