// SPDX-License-Identifier: BSD-3-Clause
/// An array with its surroundings, and the samples that stand there: copied outwards, or added back to where they came
/// from.
/// Layer: array.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/boundary.hpp>

#include <cstddef>

namespace convolt::arrays {

/// One axis of an array and of the same array with its surroundings.
struct extended_axis {
  index extended = 0;  ///< extent with the surroundings
  index samples = 0;   ///< extent without
  index before = 0;    ///< how many positions of the extended axis come before the first sample; negative crops
  index extended_step = 0;
  index samples_step = 0;
};

using extended_axes = inline_list<extended_axis, max_spatial_rank + 2>;

/// All axes of an array and of one that extends it, which begin at the same sample until `before` is set.
inline extended_axes axes_between(index_list const& extended, index_list const& extended_steps,
                                  index_list const& samples, index_list const& samples_steps) {
  extended_axes axes;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    axes.push_back({.extended = extended[i],
                    .samples = samples[i],
                    .extended_step = extended_steps[i],
                    .samples_step = samples_steps[i]});
  }
  return axes;
}

namespace detail {

template <class E, class S, class F>
void walk_extended(boundary b, extended_axes const& axes, std::size_t d, E* extended, S* samples, F const& f) {
  if (d == axes.size()) {
    f(*extended, *samples);
    return;
  }
  extended_axis const& axis = axes[d];
  for (index j = 0; j < axis.extended; ++j) {
    index const source = geometry::source_of(b, j - axis.before, axis.samples);
    if (source < 0) { continue; }
    walk_extended(b, axes, d + 1, extended + j * axis.extended_step, samples + source * axis.samples_step, f);
  }
}

}  // namespace detail

/// Calls f(e, s) for every element e of the extended array and the sample s that stands there; never where there is
/// none.
template <class E, class S, class F>
void for_each_extended(boundary b, extended_axes const& axes, E* extended, S* samples, F const& f) {
  for (extended_axis const& axis : axes) {
    if (axis.extended == 0 || axis.samples == 0) { return; }  // null pointers must not be moved
  }
  detail::walk_extended(b, axes, 0, extended, samples, f);
}

/// Fills the extended array with the samples that stand there; places where there is none keep what they hold.
template <class T>
void extend(boundary b, extended_axes const& axes, T* extended, T const* samples) {
  for_each_extended(b, axes, extended, samples, [](T& to, T const& from) { to = from; });
}

/// The adjoint of `extend`: adds what the extended array holds to the samples that it came from.
template <class T>
void fold(boundary b, extended_axes const& axes, T const* extended, T* samples) {
  for_each_extended(b, axes, extended, samples, [](T const& from, T& to) { to += from; });
}

}  // namespace convolt::arrays
