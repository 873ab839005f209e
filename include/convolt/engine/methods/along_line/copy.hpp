// SPDX-License-Identifier: BSD-3-Clause
/// Copies the samples of a box with zeros around them, line by line.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/along_line/plan.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::along_line {

/// Copy a line, which may be too short for a call.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void copy_line(T const* from, index from_step, index count, T* to, index to_step) {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (from_step == 1 && to_step == 1 && count >= width) {
    for (index i = 0; i + width < count; i += width) { vec::load_unaligned(from + i).store_unaligned(to + i); }
    vec::load_unaligned(from + (count - width)).store_unaligned(to + (count - width));
  } else {
    for (index i = 0; i < count; ++i) { to[i * to_step] = from[i * from_step]; }
  }
}

/// Zeros, samples and zeros of an axis of a box.
struct padded_axis {
  index before = 0, count = 0, behind = 0;
  index from_step = 0, to_step = 0;

  [[nodiscard]] index size() const noexcept { return before + count + behind; }
};

/// Those of all axes, and where the first sample of the box lies.
struct padded_axes {
  std::array<padded_axis, max_spatial_rank> axes{};
  index origin = 0;

  padded_axes(plan const& plan, output_box const& box) {
    for (std::size_t d = 0; d < plan.p.rank; ++d) {
      axis_problem const& a = plan.p.axes[d];
      index_range const wanted = padded_samples(a, box.outputs[d]);
      index const first = std::clamp<index>(0, wanted.first, wanted.end);
      index const end = std::clamp<index>(a.input, first, wanted.end);
      axes[d] = {.before = first - wanted.first,
                 .count = end - first,
                 .behind = wanted.end - end,
                 .from_step = a.input_step,
                 .to_step = plan.steps[d]};
      origin += end > first ? first * a.input_step : 0;
    }
  }
};

/// A box of samples with zeros around them, of one channel.
template <class T, class Arch>
class padded_box {
 public:
  padded_box(plan const& plan, output_box const& box) : rank_(plan.p.rank), box_(plan, box) {}

  /// `from` is where sample 0 of all axes lies.
  void copy(T const* from, T* to) const { copy_axis(0, from + box_.origin, to); }

 private:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  CONVOLT_NOINLINE void copy_axis(std::size_t d, T const* from, T* to) const {
    padded_axis const& a = box_.axes[d];
    if (a.before > 0) { std::fill_n(to, a.before * a.to_step, T(0)); }
    to += a.before * a.to_step;
    if (a.behind > 0) { std::fill_n(to + a.count * a.to_step, a.behind * a.to_step, T(0)); }
    if (d + 2 == rank_) {
      copy_lines(a, from, to);
      return;
    }
    for (index i = 0; i < a.count; ++i) { copy_axis(d + 1, from + i * a.from_step, to + i * a.to_step); }
  }

  void copy_lines(padded_axis const& lines, T const* from, T* to) const {
    padded_axis const line = box_.axes[rank_ - 1];
    index const size = line.size();
    bool const vectors = line.from_step == 1 && line.count >= width && line.before <= width && line.behind <= width;
    for (index i = 0; i < lines.count; ++i, to += lines.to_step) {
      T const* const samples = from + i * lines.from_step;
      if (vectors) {
        // Whole vectors of zeros first, over which the samples go.
        simd<T, Arch>(T(0)).store_unaligned(to);
        simd<T, Arch>(T(0)).store_unaligned(to + (size - width));
      } else {
        std::fill_n(to, line.before, T(0));
        std::fill_n(to + (size - line.behind), line.behind, T(0));
      }
      copy_line<T, Arch>(samples, line.from_step, line.count, to + line.before, 1);
    }
  }

  std::size_t rank_;
  padded_axes box_;
};

}  // namespace convolt::engine::methods::along_line
