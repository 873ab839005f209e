// SPDX-License-Identifier: BSD-3-Clause
/// What stands where a convolution looks beyond its input: a boundary, or its name as PyTorch spells it. Forward
/// convolutions gather from there; transposed ones are the adjoint and add what falls there to where it would have come
/// from.
/// Layer: nn.
#pragma once

#include <convolt/geometry/boundary.hpp>
#include <convolt/geometry/padding.hpp>

#include <string_view>

namespace convolt::nn {

/// PyTorch's name for it: `nn::padding_mode::reflect` is `boundary::reflect`.
using padding_mode = boundary;

/// A mode, or its name.
class padding_mode_argument {
 public:
  constexpr padding_mode_argument() = default;
  constexpr padding_mode_argument(boundary mode) : value_(mode) {}  // NOLINT(google-explicit-constructor)
  /// "zeros" and the names of the others. Throws parameter_error "bad_padding_mode".
  template <geometry::NameText S>
  constexpr padding_mode_argument(S const& name)  // NOLINT(google-explicit-constructor): PyTorch users write names
      : value_(geometry::boundary_named(name, "nn::padding_mode", "padding_mode")) {}
  constexpr boundary value() const { return value_; }

  friend constexpr bool operator==(padding_mode_argument, padding_mode_argument) = default;

 private:
  boundary value_ = boundary::zero;
};

namespace detail {

/// As PyTorch writes it, in files and texts of layers.
constexpr std::string_view mode_text(boundary mode) { return mode == boundary::zero ? "zeros" : name_of(mode); }

}  // namespace detail
}  // namespace convolt::nn
