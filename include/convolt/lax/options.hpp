// SPDX-License-Identifier: BSD-3-Clause
/// The named parameters of the lax functions: aggregates for designated initialisers, spelled as in JAX. Empty lists
/// are "not given": dilations 1, output_padding 0, the function's own layout. The executor is who computes: by default
/// the calling thread. `boundary` is what padding brings in: zeros unless given; transposed convolutions, as the
/// adjoint, add what falls beyond the ends to where it would have come from.
/// Layer: lax.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/boundary.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/lax/precision.hpp>

#include <concepts>

namespace convolt::lax {

/// A number of groups, from any integer type.
struct group_count {
  index value = 1;
  constexpr group_count() = default;
  template <Integer I>
  constexpr group_count(I n)  // NOLINT(google-explicit-constructor): a count is an integer
      : value(geometry::to_index(n, "group count")) {}
};

/// A boundary. (The check is a static_assert: of what stands in options compilers do not say why it cannot be
/// converted.)
class boundary_choice {
 public:
  constexpr boundary_choice() = default;
  constexpr boundary_choice(convolt::boundary b) : value_(b) {}  // NOLINT(google-explicit-constructor)
  template <class X>
    requires(!std::same_as<X, boundary_choice>)
  constexpr boundary_choice(X const&) {  // NOLINT(google-explicit-constructor)
    static_assert(sizeof(X) == 0, "convolt: a boundary is as convolt::boundary::reflect");
  }
  constexpr operator convolt::boundary() const { return value_; }  // NOLINT(google-explicit-constructor)

 private:
  convolt::boundary value_ = convolt::boundary::zero;
};

/// Of conv and conv_with_general_padding.
struct conv_options {
  lax::precision precision = {};
  executor_ref executor = {};
  boundary_choice boundary = {};
};

/// Of conv_general_dilated.
struct conv_general_dilated_options {
  steps lhs_dilation = {};
  steps rhs_dilation = {};
  convolt::dimension_numbers dimension_numbers = {};
  group_count feature_group_count = {};
  group_count batch_group_count = {};
  lax::precision precision = {};
  executor_ref executor = {};
  boundary_choice boundary = {};
};

/// Of conv_transpose. Groups, output_padding and output_size go beyond JAX: `output_padding` in [0, max(stride,
/// dilation)) adds outputs at the end of an axis, `output_size` chooses it so that the spatial extents come out as
/// asked; both need forward_padding.
struct conv_transpose_options {
  steps rhs_dilation = {};
  convolt::dimension_numbers dimension_numbers = {};
  bool transpose_kernel = false;
  group_count feature_group_count = {};
  group_count batch_group_count = {};
  steps output_padding = {};
  steps output_size = {};
  lax::precision precision = {};
  executor_ref executor = {};
  boundary_choice boundary = {};
};

/// Of conv_general_dilated_patches and conv_general_dilated_local.
struct patches_options {
  steps lhs_dilation = {};
  steps rhs_dilation = {};
  convolt::dimension_numbers dimension_numbers = {};
  lax::precision precision = {};
};

namespace detail {

/// The parameters of a call: these very arguments and options, which must outlive the result.
inline geometry::conv_arguments parameters(steps const& strides, padding const& pad,
                                           conv_general_dilated_options const& o) {
  return {.strides = strides,
          .pad = pad,
          .lhs_dilation = o.lhs_dilation,
          .rhs_dilation = o.rhs_dilation,
          .layout = o.dimension_numbers,
          .feature_group_count = o.feature_group_count.value,
          .batch_group_count = o.batch_group_count.value};
}

inline geometry::conv_arguments parameters(steps const& strides, padding const& pad, conv_transpose_options const& o) {
  return {.strides = strides,
          .pad = pad,
          .rhs_dilation = o.rhs_dilation,
          .layout = o.dimension_numbers,
          .feature_group_count = o.feature_group_count.value,
          .batch_group_count = o.batch_group_count.value,
          .transpose_kernel = o.transpose_kernel,
          .output_padding = o.output_padding,
          .output_size = o.output_size};
}

inline geometry::conv_arguments parameters(steps const& strides, padding const& pad, patches_options const& o) {
  return {.strides = strides,
          .pad = pad,
          .lhs_dilation = o.lhs_dilation,
          .rhs_dilation = o.rhs_dilation,
          .layout = o.dimension_numbers};
}

}  // namespace detail
}  // namespace convolt::lax
