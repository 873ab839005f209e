// SPDX-License-Identifier: BSD-3-Clause
/// Arrays of the caller that results are written into: which types can be, and which shapes and layouts are good.
/// Layer: array.
#pragma once

#include <convolt/array/overlap.hpp>
#include <convolt/array/refusals.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/quantity/tag.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::arrays {

/// An array in memory, plain or with a unit, whose elements may be written.
template <class Out>
concept WritableArray = Operand<Out> && ArrayExpression<wrapped_t<Out>> && requires(Out& out) {
  requires InMemory<std::remove_reference_t<decltype(raw(out))>>;
} && !std::is_const_v<std::remove_reference_t<decltype(raw(std::declval<Out&>()).data()[0])>>;

// A container of xtensor, or a quantity that holds one.
template <class E>
inline constexpr bool owns_numbers = requires {
  requires std::same_as<E, typename E::temporary_type>;
};
template <class U, class E>
inline constexpr bool owns_numbers<quantity<U, E>> = requires {
  requires std::same_as<E, typename E::temporary_type>;
};

/// A temporary with numbers of its own, as an argument that is deduced as Out&&: what is written into it is lost. A
/// view times a unit is one, since it copies.
template <class Out>
concept OwnTemporary = !std::is_reference_v<Out> && owns_numbers<std::remove_cv_t<Out>>;

/// A destination for results of T in U: an array of T, of the dimension of U.
template <class Out, class T, class U>
concept Destination =
    WritableArray<std::remove_reference_t<Out>> && !OwnTemporary<Out> && std::same_as<element_t<Out>, T> &&
    MayShareDimension<unit_t<Out>, U> && ScaleFits<T, U, unit_t<Out>>;

/// The memory of a destination whose shape is right and whose elements are all distinct.
template <class Out>
auto checked_destination(std::string_view where, Out& out, index_list const& shape)
    -> decltype(look_at(where, "out", raw(out))) {
  auto view = look_at(where, "out", raw(out));
  if (!(view.shape == shape)) { throw_output_shape(where, shape, view.shape); }
  if (overlaps_itself(view)) { throw_output_overlaps_itself(where); }
  return view;
}

}  // namespace convolt::arrays
