// SPDX-License-Identifier: BSD-3-Clause
/// Planes as lines. Samples with zeros around them, and weights with zeros behind each line such that their lines are
/// as far apart as those of the samples: then the taps of all axes follow each other, and an output reads the samples
/// at one distance from the weights, all along. There are no borders and no short lines. Where taps are dilated, the
/// samples of each residue class are a plane of their own. Where lanes are channels, vectors of these take the place of
/// numbers.
///
/// The zeros are multiplied, so that this is for planes of finite numbers only.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/problem/blocks.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::long_sums {

/// An axis of such planes.
struct flat_axis {
  index classes = 1;
  index least = 0;   ///< of the windows' first samples, counted in their class
  index extent = 1;  ///< samples of a class
  index step = 1;    ///< from one to the next, and from a tap to the next

  /// The class of a position, and which of its samples it is.
  [[nodiscard]] constexpr index class_of(index position) const noexcept { return positive_mod(position, classes); }
  [[nodiscard]] constexpr index number_of(index position) const noexcept {
    return floor_divide(position, classes) - least;
  }
};

struct flat_planes {
  bool possible = false;
  bool vectors = false;  ///< in the place of numbers
  std::array<flat_axis, max_spatial_rank> axes{};
  index plane = 1;    ///< numbers of a class
  index samples = 1;  ///< and of all classes
  index weights = 1;  ///< from the first to the last one

  /// Where the samples of tap 0 of output t are.
  [[nodiscard]] constexpr index input_of(problem const& p,
                                         std::array<index, max_spatial_rank> const& t) const noexcept {
    index number = 0, at = 0;
    for (std::size_t d = 0; d < p.rank; ++d) {
      index const position = t[d] * p.axes[d].stride - p.axes[d].pad_lo;
      number = number * axes[d].classes + axes[d].class_of(position);
      at += axes[d].number_of(position) * axes[d].step;
    }
    return number * plane + at;
  }
};

/// The planes of a problem that has products and no dilated input; they are not possible where most of them would be
/// zeros. Needed: they are a copy of what cannot be read where it is.
[[nodiscard]] CONVOLT_COLD constexpr flat_planes flat_planes_of(problem const& p, bool vectors,
                                                                bool needed = false) noexcept {
  constexpr index most_classes = 64, farthest_window = index{1} << 40;
  flat_planes flat{.vectors = vectors};
  double samples = 1, numbers = 1, weights = 1, outputs = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    axis_problem const& a = p.axes[d];
    index const last = (a.output - 1) * a.stride - a.pad_lo;
    bool const near = a.pad_lo < farthest_window && last < farthest_window;
    if (a.input_dilation != 1 || a.weights_dilation > most_classes || a.pad_lo < -farthest_window || !near) {
      return {};
    }
    flat_axis& f = flat.axes[d];
    f.classes = a.weights_dilation;
    f.least = floor_divide(-a.pad_lo, f.classes);
    f.extent = floor_divide(last, f.classes) - f.least + a.weights;
    samples *= static_cast<double>(f.extent) * static_cast<double>(f.classes);
    numbers *= static_cast<double>(a.input);
    weights *= static_cast<double>(a.weights);
    outputs *= static_cast<double>(a.output);
  }
  constexpr double few = 4096, most = 1e7, products_per_copy = 4;
  if (p.rank < (needed ? 1 : 2) || samples > 2 * numbers + few || samples > most) { return {}; }
  // Vectors can be read where they are: that costs less where there are few products for each.
  if (vectors && !needed && outputs * weights < products_per_copy * (samples + weights)) { return {}; }
  for (std::size_t d = p.rank; d-- > 0;) {
    flat_axis& f = flat.axes[d];
    f.step = flat.plane;
    flat.plane *= f.extent;
    flat.weights += (p.axes[d].weights - 1) * f.step;
    flat.samples *= f.classes;
  }
  flat.possible = static_cast<double>(flat.weights) <= 2 * weights + few;
  flat.samples *= flat.plane;
  return flat;
}

/// Copies numbers, or vectors of channels; of these, if there is a `pick`, one channel of each group.
template <class T, class Arch>
struct element_copier {
  bool vectors = false;
  one_of_each_group<T, Arch> const* pick = nullptr;

  /// `count` of them that are `step` numbers apart.
  void copy(T const* from, index step, T* to, index count) const {
    if (!vectors) { return copy_apart<T, Arch>(from, step, to, count); }
    constexpr index width = static_cast<index>(lanes<T, Arch>);
    as_they_lie<T, Arch> const plain;
    for (index i = 0; pick == nullptr && i < count; ++i) { plain.load(from + i * step).store_aligned(to + i * width); }
    for (index i = 0; pick != nullptr && i < count; ++i) { pick->load(from + i * step).store_aligned(to + i * width); }
  }
};

/// Copies the samples of the axes from d on to their places among zeros, which are not written.
template <class T, class Arch>
CONVOLT_COLD void copy_flat_samples(problem const& p, flat_planes const& flat, element_copier<T, Arch> const& copier,
                                    std::size_t d, index number, T const* from, T* to) {
  index const size = flat.vectors ? static_cast<index>(lanes<T, Arch>) : 1;
  axis_problem const& a = p.axes[d];
  flat_axis const& f = flat.axes[d];
  for (index c = 0; c < f.classes; ++c) {
    index const all = number * f.classes + c;
    index const first = std::clamp<index>(ceil_divide(-c, f.classes) - f.least, 0, f.extent);
    index const end = std::clamp<index>(ceil_divide(a.input - c, f.classes) - f.least, first, f.extent);
    T const* const source = from + ((first + f.least) * f.classes + c) * a.input_step;
    if (d + 1 == p.rank) {
      if (first < end) {
        copier.copy(source, f.classes * a.input_step, to + (all * flat.plane + first) * size, end - first);
      }
      continue;
    }
    for (index i = first; i < end; ++i) {
      T const* const next = source + (i - first) * f.classes * a.input_step;
      copy_flat_samples<T, Arch>(p, flat, copier, d + 1, all, next, to + i * f.step * size);
    }
  }
}

/// The same for weights.
template <class T, class Arch>
CONVOLT_COLD void copy_flat_weights(problem const& p, flat_planes const& flat, std::size_t d, T const* from, T* to) {
  axis_problem const& a = p.axes[d];
  index const size = flat.vectors ? static_cast<index>(lanes<T, Arch>) : 1;
  if (d + 1 == p.rank) {
    return element_copier<T, Arch>{.vectors = flat.vectors}.copy(from, a.weights_step, to, a.weights);
  }
  for (index q = 0; q < a.weights; ++q) {
    copy_flat_weights<T, Arch>(p, flat, d + 1, from + q * a.weights_step, to + q * flat.axes[d].step * size);
  }
}

}  // namespace convolt::engine::methods::long_sums
