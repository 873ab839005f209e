// SPDX-License-Identifier: BSD-3-Clause
/// The problems that overlap-save computes, as lines: signals of one axis, each correlated with the kernel of its
/// output channel. All other axes are like the batch: along them the kernel has one tap.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine::methods::overlap_save {

/// Where a line begins, in elements from the first one of the array.
struct line_place {
  index input = 0, output = 0;
};

/// The lines of a problem. They are numbered over the batch and the other axes, for every output channel alike.
struct line_list {
  /// The one along which the kernel extends, with all outputs that it had without its stride: those between are
  /// computed too, and not stored.
  axis_problem axis{};
  index count = 1;  ///< lines per output channel

  struct walk {
    index extent = 1, input_step = 0, output_step = 0;
  };
  std::array<walk, max_spatial_rank + 1> walks{};
  std::size_t walk_count = 0;
  index cropped = 0;  ///< elements of the input before the first line
};

/// Where line `number` of output channel o begins.
[[nodiscard]] constexpr line_place place_of_line(problem const& p, line_list const& lines, index o,
                                                 index number) noexcept {
  line_place place{.input = input_offset(p, 0, o) + lines.cropped, .output = o * p.output_channel_step};
  for (std::size_t i = lines.walk_count; i-- > 0;) {
    line_list::walk const& w = lines.walks[i];
    place.input += number % w.extent * w.input_step;
    place.output += number % w.extent * w.output_step;
    number /= w.extent;
  }
  return place;
}

/// Why a problem does not consist of lines, or null where it does.
[[nodiscard]] constexpr char const* why_no_lines(problem const& p) noexcept {
  if (p.in_channels != 1) { return "an output channel sums over several input channels"; }
  index long_axes = 0;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    if (a.weights == 0) { return "the kernel has no taps"; }
    if (a.weights > 1) {
      ++long_axes;
      if (a.input_dilation != 1) { return "the axis of the kernel is dilated"; }
      if (a.weights_dilation != 1) { return "the kernel is dilated"; }
    } else if (a.output > 0) {
      // The one tap has to meet a sample everywhere.
      bool const inside = a.pad_lo <= 0 && a.input_dilation == 1 && (a.output - 1) * a.stride - a.pad_lo < a.input;
      if (!inside) { return "an axis along which the kernel has one tap is padded"; }
    }
  }
  return long_axes == 1 ? nullptr : "the kernel does not extend along exactly one axis";
}

/// The lines of a problem that has them.
[[nodiscard]] constexpr line_list list_lines(problem const& p) noexcept {
  line_list lines;
  auto const add = [&lines](index extent, index input_step, index output_step) {
    lines.walks[lines.walk_count++] = {.extent = extent, .input_step = input_step, .output_step = output_step};
    lines.count *= extent;
  };
  add(output_batch(p), p.input_batch_step, p.output_batch_step);
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    if (a.weights > 1) {
      lines.axis = a;
      lines.axis.output = a.output == 0 ? 0 : (a.output - 1) * a.stride + 1;
    } else {
      add(a.output, a.stride * a.input_step, a.output_step);
      lines.cropped -= a.pad_lo * a.input_step;
    }
  }
  return lines;
}

}  // namespace convolt::engine::methods::overlap_save
