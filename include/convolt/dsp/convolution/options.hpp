// SPDX-License-Identifier: BSD-3-Clause
/// How much of a convolution is kept, along which axes it goes, and what stands for samples that are not there.
/// Layer: dsp.
#pragma once

#include <convolt/array/boundary_value.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/lax/precision.hpp>

#include <cstddef>
#include <initializer_list>

namespace convolt::dsp {

/// Which of the sums are kept: `convolt::same`, `valid`, `full` or `causal`.
///
///     same     at the places of the signal's samples, on its own axis
///     causal   as same, of a kernel that has nothing before lag 0; plain taps begin there
///     valid    where the whole kernel meets samples
///     full     where any of it does
class mode {
 public:
  constexpr mode() = default;
  constexpr mode(same_t) {}                                  // NOLINT(google-explicit-constructor)
  constexpr mode(valid_t) : kind_(padding_kind::valid) {}    // NOLINT(google-explicit-constructor)
  constexpr mode(full_t) : kind_(padding_kind::full) {}      // NOLINT(google-explicit-constructor)
  constexpr mode(causal_t) : kind_(padding_kind::causal) {}  // NOLINT(google-explicit-constructor)

  template <class M>
  constexpr mode(M) = delete;  // a mode is convolt::same, valid, full or causal

  constexpr padding_kind kind() const { return kind_; }
  friend constexpr bool operator==(mode, mode) = default;

 private:
  padding_kind kind_ = padding_kind::same;
};

/// The axes that a kernel goes along: `.axis = 0`, `.axis = -1`, `.axis = {0, 1}`; negative ones count from the last.
class axis_choice {
 public:
  /// The one that is meant where no other can be: see convolve.
  constexpr axis_choice() = default;
  template <Integer I>
  constexpr axis_choice(I axis) {  // NOLINT(google-explicit-constructor): an axis is a number
    add(axis);
  }
  template <Integer I>
  constexpr axis_choice(std::initializer_list<I> axes) {
    for (I const axis : axes) { add(axis); }
  }

  constexpr bool is_given() const { return count_ > 0; }
  /// How many were given; may exceed the number of axes that a convolution can have.
  constexpr std::size_t size() const { return count_; }
  constexpr index operator[](std::size_t i) const { return axes_[i]; }

 private:
  template <class I>
  constexpr void add(I axis) {
    if (axes_.size() < axes_.capacity()) { axes_.push_back(geometry::to_index(axis, "axis")); }
    ++count_;
  }

  index_list axes_;
  std::size_t count_ = 0;
};

/// What becomes of samples that are NaN or masked.
///
///     propagate     the results that they enter are NaN, and no others
///     renormalise   they are left out, and the others weigh more: y = (sum over valid of w x) (sum of all w / sum of
///                   valid w), with w = h dt under an integral; NaN where nothing is valid. No weight may be negative
///     refuse        throws parameter_error "missing_samples"
enum class missing { propagate, renormalise, refuse };

/// The options of convolve and correlate.
struct convolve_options {
  dsp::mode mode = {};
  axis_choice axis = {};
  boundary_argument boundary = {};
  dsp::missing missing = dsp::missing::propagate;
  lax::precision precision = {};
  executor_ref executor = {};
};

}  // namespace convolt::dsp
