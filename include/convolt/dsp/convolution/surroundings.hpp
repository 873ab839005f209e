// SPDX-License-Identifier: BSD-3-Clause
/// Signals continued beyond their ends, as far as the kept sums look.
/// Layer: dsp.
#pragma once

#include <convolt/array/extended.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/summation.hpp>
#include <convolt/geometry/boundary.hpp>
#include <convolt/geometry/checks.hpp>

#include <cstddef>
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

/// The signal x of sums s as of_continued(s) takes it: what stands beyond the ends is `outside` where the boundary is
/// zero.
template <class T>
std::vector<T> continued(std::string_view where, summation const& s, boundary b, T const& outside, T const* x) {
  summation const wide = of_continued(s);
  arrays::extended_axes axes;
  index_list shape;
  auto const add = [&](index samples, index extended, index before) {
    axes.push_back({.extended = extended, .samples = samples, .before = before});
    shape.push_back(extended);
  };
  add(s.batch, s.batch, 0);
  for (std::size_t d = 0; d < s.axes.size(); ++d) {
    add(s.axes[d].samples, wide.axes[d].samples, s.axes[d].taps - 1 - s.axes[d].kept.first);
  }
  add(s.channels, s.channels, 0);
  geometry::check_extents(where, "continued signal", {shape.begin(), shape.size()}, sizeof(T));
  index step = 1, samples_step = 1;
  for (std::size_t d = axes.size(); d-- > 0;) {
    axes[d].extended_step = step;
    axes[d].samples_step = samples_step;
    step *= axes[d].extended;
    samples_step *= axes[d].samples;
  }
  std::vector<T> result(static_cast<std::size_t>(step), outside);
  arrays::extend(b, axes, result.data(), x);
  return result;
}

}  // namespace convolt::dsp::detail
