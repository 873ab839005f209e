// SPDX-License-Identifier: BSD-3-Clause
/// Problems with long sums, on data that spoils sums of one accumulator, and what every method has to make of them
/// where precision is asked for: an error that follows the size of a block and not the length of the sum.
#pragma once

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>
#include <unit/engine/exact_blocks.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace test {

/// A line of so many taps over one channel.
inline convolt::engine::problem long_line(convolt::index taps, convolt::index outputs) {
  convolt::engine::problem p;
  p.rank = 1;
  p.axes[0] = {.input = taps + outputs / 2, .weights = taps, .output = outputs, .pad_lo = outputs / 3};
  return p;
}
/// The same in channels that are kept apart.
inline convolt::engine::problem long_lines_apart(convolt::index taps, convolt::index outputs, convolt::index channels) {
  convolt::engine::problem p = long_line(taps, outputs);
  p.feature_groups = p.out_channels = channels;
  return p;
}
/// Many input channels, of a picture.
inline convolt::engine::problem many_channels(convolt::index channels, convolt::index outputs) {
  convolt::engine::problem p;
  p.rank = 2;
  p.in_channels = channels;
  p.out_channels = outputs;
  p.axes[0] = {.input = 3, .weights = 3, .output = 2, .pad_lo = 1};
  p.axes[1] = {.input = 18, .weights = 3, .output = 18, .pad_lo = 1};
  return p;
}

/// Steps without gaps, channels last or lines last.
inline void lay_out_in_order(convolt::engine::problem& p, bool channels_last) {
  auto const place = [](dimensions const& order) {
    convolt::index next = 1;
    for (auto const& [extent, step] : order) {
      *step = next;
      next *= extent;
    }
  };
  for (dimensions all : {input_dimensions(p), output_dimensions(p)}) {
    dimensions order;
    if (channels_last) { order.push_back(all[1]); }
    for (std::size_t d = all.size(); d-- > 2;) { order.push_back(all[d]); }
    if (!channels_last) { order.push_back(all[1]); }
    order.push_back(all[0]);
    place(order);
  }
  place(weights_dimensions(p));
  p.bias_step = 1;
}

enum class long_data { whole, positive, alternating, huge_beside_small };

template <class T>
struct long_arrays {
  exact_block<T> input, weights, bias;

  long_arrays(convolt::engine::problem& p, long_data kind)
      : input(input_dimensions(p), T(0)),
        weights(weights_dimensions(p), T(0)),
        bias({{p.out_channels, &p.bias_step}}, T(0)) {
    std::mt19937_64 random(17);
    auto const fraction = [&random] { return T(0.5) + static_cast<T>(random() % 4099) / T(8198); };
    auto const small = [&random] { return static_cast<T>(convolt::test::pick(random, -2, 2)); };
    for (std::vector<T>* all : {&input.numbers, &weights.numbers, &bias.numbers}) {
      for (T& x : *all) { x = kind == long_data::whole ? small() : fraction(); }
    }
    std::vector<T>& x = input.numbers;
    T const huge = std::is_same_v<T, float> ? T(1e8) : T(1e17);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (kind == long_data::alternating && i % 2 == 1) { x[i] = -x[i]; }
      if (kind == long_data::huge_beside_small && i % 3001 == 7) { x[i] *= huge; }
    }
  }

  [[nodiscard]] convolt::engine::operands<T> operands(T* output) const {
    return {.input = input.first(),
            .weights = weights.first(),
            .bias = bias.first(),
            .output = output,
            .output_scale = T(2),
            .bias_scale = T(-1)};
  }
};

/// The outputs in numbers of W, or the sums of the magnitudes.
template <class W, class T>
std::vector<W> wide_outputs(convolt::engine::problem p, long_arrays<T> const& a, bool magnitudes) {
  auto const wide = [magnitudes](std::vector<T> const& from) {
    std::vector<W> to(from.begin(), from.end());
    for (W& x : to) { x = magnitudes ? std::abs(x) : x; }
    return to;
  };
  std::vector<W> const input = wide(a.input.numbers), weights = wide(a.weights.numbers), bias = wide(a.bias.numbers);
  exact_block<W> out(output_dimensions(p), W(0));
  convolt::engine::run_reference<W>(p, {.input = input.data() + a.input.origin,
                                        .weights = weights.data() + a.weights.origin,
                                        .bias = bias.data() + a.bias.origin,
                                        .output = out.first(),
                                        .output_scale = W(2),
                                        .bias_scale = magnitudes ? W(1) : W(-1)});
  return out.numbers;
}

/// The bound of sums in blocks, in units of eps sum|x||w|.
inline constexpr double error_of_blocks =
    static_cast<double>(2 * convolt::engine::products_per_block + 3 * convolt::engine::blocks_per_level);

/// What a plan makes of it, in any number of shares: exact whole numbers, and errors within the bound.
template <class T, class Plan>
void check_long_sums(convolt::engine::problem p, Plan const& plan) {
  using W = std::conditional_t<std::is_same_v<T, float>, double, long double>;
  for (long_data const kind :
       {long_data::whole, long_data::positive, long_data::alternating, long_data::huge_beside_small}) {
    CAPTURE(static_cast<int>(kind));
    long_arrays<T> const a(p, kind);
    auto const made = plan(convolt::engine::request<T>{
        .p = p, .weights = a.weights.first(), .precision = convolt::engine::precision_level::high});
    REQUIRE(made != nullptr);
    std::vector<W> const expected = wide_outputs<W>(p, a, false), sizes = wide_outputs<W>(p, a, true);
    std::vector<T> once;
    for (convolt::index const shares : {1, 3}) {
      exact_block<T> out(output_dimensions(p), T(-77));
      convolt::engine::workspace space;
      for (convolt::index i = 0; i < shares; ++i) {
        made->run(a.operands(out.first()), space, {.number = i, .count = shares});
      }
      CHECK(space.capacity() <= made->workspace_bytes());
      double worst = 0;
      for (std::size_t i = 0; i < out.numbers.size(); ++i) {
        double const error = static_cast<double>(std::abs(static_cast<W>(out.numbers[i]) - expected[i]));
        worst = std::max(worst, error / static_cast<double>(sizes[i]));
      }
      worst /= static_cast<double>(std::numeric_limits<T>::epsilon());
      CHECK(worst <= (kind == long_data::whole ? 0 : error_of_blocks));
      if (shares == 1) { once = out.numbers; }
      CHECK(out.numbers == once);
    }
  }
}

}  // namespace test
