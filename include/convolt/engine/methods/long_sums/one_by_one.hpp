// SPDX-License-Identifier: BSD-3-Clause
/// Long sums one after the other, for translation units that take no gradients: a small part of the code of the tiles,
/// and a fair part of their speed where there are few outputs. Input channels are taps of one more axis here. Lanes are
/// taps along a line, or channels that do not mix.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/long_sums/layout.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/dense_weights.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine::methods::long_sums {

/// The same sums with the input channels as one more axis, and the longest lines along the last one.
[[nodiscard]] CONVOLT_COLD constexpr problem with_channels_as_taps(problem p, lane_use use) noexcept {
  p.axes[p.rank] = {.input = p.in_channels,
                    .weights = p.in_channels,
                    .output = 1,
                    .input_step = p.input_channel_step,
                    .weights_step = p.weights_in_step,
                    .output_step = 0};
  ++p.rank;
  p.input_channel_step *= p.in_channels;  // from a group to the next
  p.in_channels = 1;
  return with_lines_last(p, use);
}

/// The sum over a line: x[i * x_step] * w[i * w_step]. Long ones are summed in halves: their rounding errors grow with
/// the logarithm of the length.
template <VectorElement T, class Arch>
[[nodiscard]] CONVOLT_NOINLINE T sum_line(T const* x, index x_step, T const* w, index w_step, index count) {
  using vec = simd<T, Arch>;
  constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (count > 2 * products_per_block) {
    index const half = ceil_divide(count / 2, 2 * width) * 2 * width;
    return sum_line<T, Arch>(x, x_step, w, w_step, half) +
           sum_line<T, Arch>(x + half * x_step, x_step, w + half * w_step, w_step, count - half);
  }
  T sum{};
  index i = 0;
  if (x_step == 1 && w_step == 1 && count >= width) {
    vec a(T(0)), b(T(0));  // two sums, so that not every product waits for the one before
    for (; i + 2 * width <= count; i += 2 * width) {
      add_product<T, Arch>(a, vec::load_unaligned(x + i), vec::load_unaligned(w + i));
      add_product<T, Arch>(b, vec::load_unaligned(x + i + width), vec::load_unaligned(w + i + width));
    }
    std::array<T, lanes<T, Arch>> parts;
    (a + b).store_unaligned(parts.data());
    for (T const part : parts) { sum += part; }
  }
  for (; i < count; ++i) { sum = multiply_add(x[i * x_step], w[i * w_step], sum); }
  return sum;
}

/// sums[i] += x[i] * w[i]
template <VectorElement T, class Arch>
void add_products_of_channels(T const* x, T const* w, index count, T* sums) {
  using vec = simd<T, Arch>;
  constexpr index width = static_cast<index>(lanes<T, Arch>);
  index i = 0;
  for (; i + width <= count; i += width) {
    vec sum = vec::load_unaligned(sums + i);
    add_product<T, Arch>(sum, vec::load_unaligned(x + i), vec::load_unaligned(w + i));
    sum.store_unaligned(sums + i);
  }
  for (; i < count; ++i) { sums[i] = multiply_add(x[i], w[i], sums[i]); }
}

/// Computes outputs of a problem `with_channels_as_taps`.
template <VectorElement T, class Arch>
class window_sums {
 public:
  window_sums(problem const& p, lane_use use, operands<T> const& x) : p_(p), use_(use), x_(x) {}

  CONVOLT_COLD void run(share part) {
    block_ = use_ == lane_use::taps ? 1 : std::min(p_.out_channels, most_channels);
    index const blocks = ceil_divide(p_.out_channels, block_);
    index const end = part.end(blocks * output_batch(p_));
    for (index i = part.first(blocks * output_batch(p_)); i < end; ++i) {
      index const n = i / blocks, o = i % blocks * block_;
      engine::detail::for_each_output_position(p_, [&](engine::detail::coordinates const& t) { compute(t, n, o); });
    }
  }

 private:
  static constexpr index most_channels = 64;  // whose sums stay in the nearest cache

  CONVOLT_COLD void compute(engine::detail::coordinates const& t, index n, index o) {
    window_ = engine::detail::window_at(p_, t);
    count_ = std::min(block_, p_.out_channels - o);
    std::fill_n(sums_.begin(), count_, T(0));
    if (!engine::detail::has_no_terms(p_, window_)) {
      add(0, x_.input + input_offset(p_, n, o), x_.weights + weights_offset(p_, o));
    }
    for (index i = 0; i < count_; ++i) {
      x_.output[engine::detail::output_offset(p_, t, n, o + i)] =
          engine::detail::finish(p_, x_, o + i, sums_[static_cast<std::size_t>(i)]);
    }
  }

  /// The products of the axes d, d + 1, ...
  CONVOLT_NOINLINE void add(std::size_t d, T const* input, T const* weights) {
    tap_range const& range = window_[d];
    index const x_step = range.input_step * p_.axes[d].input_step, w_step = range.tap_step * p_.axes[d].weights_step;
    T const* const x = input + range.first_input * p_.axes[d].input_step;
    T const* const w = weights + range.first_tap * p_.axes[d].weights_step;
    bool const is_line = d + 1 == p_.rank;
    if (is_line && use_ == lane_use::taps) {
      sums_[0] += sum_line<T, Arch>(x, x_step, w, w_step, range.count);
      return;
    }
    for (index k = 0; k < range.count; ++k) {
      if (is_line) {
        add_products_of_channels<T, Arch>(x + k * x_step, w + k * w_step, count_, sums_.data());
      } else {
        add(d + 1, x + k * x_step, w + k * w_step);
      }
    }
  }

  problem const& p_;
  lane_use use_;
  operands<T> const& x_;
  index block_ = 1, count_ = 1;  ///< channels that are summed together
  engine::detail::window window_{};
  std::array<T, static_cast<std::size_t>(most_channels)> sums_{};
};

/// What the lanes are in such a problem.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD lane_use lanes_of(problem const& p) {
  return has_channels_as_lanes(p, static_cast<index>(lanes<T, Arch>)) ? lane_use::channels : lane_use::taps;
}

/// With a copy of the weights in which lines of taps, or channels, are neighbours.
template <VectorElement T, class Arch>
class prepared_one_by_one final : public planned<T> {
 public:
  CONVOLT_COLD explicit prepared_one_by_one(request<T> const& r) : planned<T>(r.p), use_(lanes_of<T, Arch>(r.p)) {
    problem const from = with_channels_as_taps(r.p, use_);
    own_ = on_dense_weights(from);
    if (use_ == lane_use::channels) {
      own_.weights_out_step = own_.weights_group_step = 1;
      for (std::size_t d = 0; d < own_.rank; ++d) { own_.axes[d].weights_step *= own_.out_channels; }
    }
    index const taps = plane_size(own_, &axis_problem::weights).value;
    weights_ = aligned_array<T>(static_cast<std::size_t>(own_.out_channels * taps));
    for (index o = 0; o < own_.out_channels; ++o) {
      copy_taps(from, own_, 0, r.weights + weights_offset(from, o), weights_.data() + weights_offset(own_, o));
    }
  }

  CONVOLT_COLD void run(operands<T> const& x, workspace&, share part) const override {
    operands<T> own = x;
    own.weights = weights_.data();
    window_sums<T, Arch>(own_, use_, own).run(part);
  }
  std::size_t memory() const override { return weights_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return 0; }
  std::string details() const override {
    return use_ == lane_use::taps ? "  one by one; lanes are taps\n" : "  one by one; lanes are channels\n";
  }

 private:
  lane_use use_;
  problem own_;
  aligned_array<T> weights_;
};

/// The method, under the name of the one with tiles.
template <VectorElement T, class Arch>
struct one_by_one {
  static constexpr char const* name = "long_sums";
  static constexpr bool same_in_parts = false;  ///< as that of the tiles
  static constexpr weights_use single_run = weights_use::in_place;
  static constexpr char const* about = "few outputs with long sums, lanes are taps or channels";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    if (p.rank == 0 || p.rank == max_spatial_rank) { return verdict::decline("there is no axis, or none left"); }
    checked_index const outputs = plane_size(p, &axis_problem::output), taps = plane_size(p, &axis_problem::weights);
    if (outputs.overflowed || taps.overflowed || outputs.value >= taps.value) {
      return verdict::decline("there are more outputs than taps");
    }
    checked_index const weights = taps * p.out_channels * p.in_channels;
    if (weights.overflowed || weights.value > most_weights) {
      return verdict::decline("the copied weights would not fit in memory");
    }
    lane_use const use = lanes_of<T, Arch>(p);
    problem const q = with_channels_as_taps(p, use);
    axis_problem const& line = q.axes[q.rank - 1];
    index const together =
        use == lane_use::taps ? std::max<index>(line.weights, 1) : 1;  // the lines are added one by one
    if (sums_in_blocks(r.precision, weights.value / std::max<index>(p.out_channels, 1) / together)) {
      return verdict::decline("its sums are too long for the precision that is asked for");
    }
    if (use == lane_use::taps && !(reads_samples_in_place(line) && reads_weights_in_place(line))) {
      return verdict::decline("neither taps nor channels are neighbours");
    }
    return verdict::accept(estimate_cycles(q, use, static_cast<double>(outputs.value)));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) {
    return make_planned<T, prepared_one_by_one<T, Arch>>(r);
  }

  /// With the weights where they are.
  CONVOLT_COLD static bool run_once(request<T> const& r, operands<T> const& x, workspace&) {
    lane_use const use = lanes_of<T, Arch>(r.p);
    problem const p = with_channels_as_taps(r.p, use);
    window_sums<T, Arch>(p, use, x).run({});
    return true;
  }

 private:
  static constexpr index most_weights = index{1} << 32;

  /// Of vectors, of lines or of the blocks of channels of a tap, and of outputs.
  CONVOLT_COLD static double estimate_cycles(problem const& p, lane_use use, double positions) {
    namespace c = costs::long_sums;
    axis_problem const& line = p.axes[p.rank - 1];
    double const products = static_cast<double>(useful_multiply_adds(p).value);
    index const together = use == lane_use::taps ? std::min(line.input, line.weights) : p.out_channels;
    double const outputs = positions * static_cast<double>(p.out_channels) * static_cast<double>(output_batch(p));
    return c::cycles_per_call + products / static_cast<double>(lanes<T, Arch>) * c::cycles_per_product_alone +
           products / static_cast<double>(together) * c::cycles_per_border + outputs * c::cycles_per_output;
  }
};

}  // namespace convolt::engine::methods::long_sums
