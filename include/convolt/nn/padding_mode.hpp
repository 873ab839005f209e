// SPDX-License-Identifier: BSD-3-Clause
/// What stands where a convolution looks beyond its input: zeros, or the input reflected, its border repeated, or the
/// input again as on a circle. Forward convolutions gather from there; transposed ones are the adjoint and add what
/// falls there to where it would have come from.
/// Layer: nn.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/text.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace convolt::nn {

enum class padding_mode { zeros, reflect, replicate, circular };

constexpr std::string_view name_of(padding_mode mode) {
  constexpr std::array<std::string_view, 4> names{"zeros", "reflect", "replicate", "circular"};
  return names[static_cast<std::size_t>(mode)];
}

/// A mode, or its name.
class padding_mode_argument {
 public:
  constexpr padding_mode_argument() = default;
  constexpr padding_mode_argument(padding_mode mode) : value_(mode) {}  // NOLINT(google-explicit-constructor)
  /// Throws parameter_error "bad_padding_mode".
  template <geometry::NameText S>
  constexpr padding_mode_argument(S const& name) : value_(mode_of(name)) {}  // NOLINT(google-explicit-constructor)
  constexpr padding_mode value() const { return value_; }

  friend constexpr bool operator==(padding_mode_argument, padding_mode_argument) = default;

 private:
  static constexpr padding_mode mode_of(std::string_view name) {
    for (padding_mode mode : {padding_mode::reflect, padding_mode::replicate, padding_mode::circular}) {
      if (name == name_of(mode)) { return mode; }
    }
    if (name != name_of(padding_mode::zeros)) { throw_unknown_name(name); }
    return padding_mode::zeros;
  }
  [[noreturn]] static void throw_unknown_name(std::string_view name) {
    geometry::throw_parameter_error({.where = "nn::padding_mode", .argument = "padding_mode"},
                                    {.category = "bad_padding_mode",
                                     .problem = "is not known",
                                     .expected = "'zeros', 'reflect', 'replicate' or 'circular'",
                                     .actual = geometry::quoted(name)});
  }

  padding_mode value_ = padding_mode::zeros;
};

namespace detail {

/// i modulo n, never negative; n > 0.
constexpr index positive_remainder(index i, index n) {
  index const rest = i % n;
  return rest < 0 ? rest + n : rest;
}

/// Which of n samples stands at position i, which may be outside of [0, n); -1 where there is nothing but zeros.
/// Paddings longer than the input go round, or back and forth, again.
constexpr index source_of(padding_mode mode, index i, index n) {
  if (i >= 0 && i < n) { return i; }
  if (n == 0 || mode == padding_mode::zeros) { return -1; }
  if (mode == padding_mode::circular) { return positive_remainder(i, n); }
  if (mode == padding_mode::replicate) { return i < 0 ? 0 : n - 1; }
  if (n == 1) { return 0; }
  index const there_and_back = positive_remainder(i, 2 * (n - 1));  // the border itself is not repeated
  return there_and_back < n ? there_and_back : 2 * (n - 1) - there_and_back;
}

/// One axis of an array and of the same array with its surroundings.
struct extended_axis {
  index extended = 0;  ///< extent with the surroundings
  index samples = 0;   ///< extent without
  index before = 0;    ///< how many positions of the extended axis come before the first sample; negative crops
  index extended_step = 0;
  index samples_step = 0;
};

using extended_axes = inline_list<extended_axis, max_spatial_rank + 2>;

template <class E, class S, class F>
void walk_extended(padding_mode mode, extended_axes const& axes, std::size_t d, E* extended, S* samples, F const& f) {
  if (d == axes.size()) {
    f(*extended, *samples);
    return;
  }
  extended_axis const& axis = axes[d];
  for (index j = 0; j < axis.extended; ++j) {
    index const source = source_of(mode, j - axis.before, axis.samples);
    if (source < 0) { continue; }
    walk_extended(mode, axes, d + 1, extended + j * axis.extended_step, samples + source * axis.samples_step, f);
  }
}

/// Calls f(e, s) for every element e of the extended array and the sample s that stands there; never where there is
/// none.
template <class E, class S, class F>
void for_each_extended(padding_mode mode, extended_axes const& axes, E* extended, S* samples, F const& f) {
  for (extended_axis const& axis : axes) {
    if (axis.extended == 0 || axis.samples == 0) { return; }  // null pointers must not be moved
  }
  walk_extended(mode, axes, 0, extended, samples, f);
}

/// Fills the extended array with the samples that stand there; places where there is none keep what they hold.
template <class T>
void extend(padding_mode mode, extended_axes const& axes, T* extended, T const* samples) {
  for_each_extended(mode, axes, extended, samples, [](T& to, T const& from) { to = from; });
}

/// The adjoint of `extend`: adds what the extended array holds to the samples that it came from.
template <class T>
void fold(padding_mode mode, extended_axes const& axes, T const* extended, T* samples) {
  for_each_extended(mode, axes, extended, samples, [](T const& from, T& to) { to += from; });
}

}  // namespace detail
}  // namespace convolt::nn
