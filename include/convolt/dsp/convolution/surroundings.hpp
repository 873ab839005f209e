// SPDX-License-Identifier: BSD-3-Clause
/// Signals continued beyond their ends, as far as the kept sums look.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/summation.hpp>
#include <convolt/geometry/boundary.hpp>
#include <convolt/geometry/checks.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace convolt::dsp::detail {

/// Whether a kept sum looks beyond the ends.
inline bool looks_outside(summation const& s) {
  for (summed_axis const& axis : s.axes) {
    index const first = axis.kept.first - (axis.taps - 1), last = axis.kept.first + axis.kept.count - 1;
    if (axis.kept.count > 0 && (first < 0 || last >= axis.samples)) { return true; }
  }
  return false;
}

/// The same sums of a signal that has been continued: none of them looks beyond its ends.
inline summation of_continued(summation s) {
  for (summed_axis& axis : s.axes) {
    axis.samples = axis.kept.count == 0 ? 0 : axis.kept.count + axis.taps - 1;
    axis.kept = {axis.taps - 1, axis.kept.count};
  }
  return s;
}

/// One dimension of a signal and of what it becomes.
struct continued_axis {
  index samples = 1, extended = 1;
  index before = 0;  ///< positions ahead of the first sample; negative: samples that are left out
};

/// Copies samples to where they stand, rows of the innermost axis that is continued at a time. `width`: what one step
/// along it takes in memory.
template <class T>
void continue_along(boundary b, std::span<continued_axis const> axes, index width, T const* from, T* to) {
  continued_axis const& axis = axes.front();
  index from_step = width, to_step = width;
  for (continued_axis const& inner : axes.subspan(1)) {
    from_step *= inner.samples;
    to_step *= inner.extended;
  }
  auto const put = [&](index position, index source) {
    if (axes.size() > 1) {
      continue_along(b, axes.subspan(1), width, from + source * from_step, to + position * to_step);
    } else {
      std::copy_n(from + source * width, width, to + position * width);
    }
  };
  index const begin = std::clamp<index>(axis.before, 0, axis.extended);
  index const end = std::clamp<index>(axis.before + axis.samples, begin, axis.extended);
  auto const put_outside = [&](index first, index last) {
    for (index j = first; j < last; ++j) {
      index const source = geometry::source_of(b, j - axis.before, axis.samples);
      if (source >= 0) { put(j, source); }
    }
  };
  put_outside(0, begin);
  if (axes.size() == 1 && end > begin) {
    std::copy_n(from + (begin - axis.before) * width, (end - begin) * width, to + begin * width);
  } else {
    for (index j = begin; j < end; ++j) { put(j, j - axis.before); }
  }
  put_outside(end, axis.extended);
}

/// The signal x of sums s as of_continued(s) takes it: what stands beyond the ends is `outside` where the boundary is
/// zero.
template <class T>
std::vector<T> continued(std::string_view where, summation const& s, boundary b, T const& outside, T const* x) {
  summation const wide = of_continued(s);
  std::vector<continued_axis> axes{{.samples = s.batch, .extended = s.batch}};
  index_list shape{s.batch};
  for (std::size_t d = 0; d < s.axes.size(); ++d) {
    summed_axis const& axis = s.axes[d];
    axes.push_back({axis.samples, wide.axes[d].samples, axis.taps - 1 - axis.kept.first});
    shape.push_back(wide.axes[d].samples);
  }
  shape.push_back(s.channels);
  geometry::check_extents(where, "continued signal", {shape.begin(), shape.size()}, sizeof(T));
  std::vector<T> result(static_cast<std::size_t>(s.batch * input_points(wide) * s.channels), outside);
  if (!result.empty() && input_points(s) > 0) { continue_along<T>(b, axes, s.channels, x, result.data()); }
  return result;
}

}  // namespace convolt::dsp::detail
