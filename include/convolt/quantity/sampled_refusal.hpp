// SPDX-License-Identifier: BSD-3-Clause
/// The sentences with which functions of sampled quantities refuse arguments. They stand in bodies: of a deleted
/// function clang prints every candidate beside it, of a macro both compilers print where it was expanded.
/// Layer: quantity.
#pragma once

namespace convolt::detail {

template <class...>
inline constexpr bool refused = false;

template <class X>
constexpr void refuse_axis_argument() {
  static_assert(refused<X>, "convolt: the dimension is a template argument, as in x.mean<1>()");
}
template <class X>
constexpr void refuse_option() {
  static_assert(refused<X>, "convolt: the options are convolt::keepdims and, of var and stddev, convolt::ddof{1}");
}
template <class X>
constexpr void refuse_no_dimension() {
  static_assert(refused<X>, "convolt: say along which dimension, as in x.cumsum<1>()");
}
template <class X>
constexpr void refuse_rounding_without_unit() {
  static_assert(refused<X>, "convolt: the result depends on the unit: say which one, as in round(v, mV)");
}
template <class X>
constexpr void refuse_dimension() {
  static_assert(refused<X>, "convolt: the argument has a dimension: divide it by a quantity of that dimension first");
}
template <class A, class B>
constexpr void refuse_other_dimension() {
  static_assert(refused<A, B>, "convolt: the operands measure different things, or one has no unit");
}
template <class M>
constexpr void refuse_mask_without_axes() {
  static_assert(refused<M>, "convolt: the mask has no axes: compare sampled quantities");
}

}  // namespace convolt::detail
