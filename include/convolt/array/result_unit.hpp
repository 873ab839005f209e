// SPDX-License-Identifier: BSD-3-Clause
/// The unit of a result, which units can be one, and which scales a type of numbers can take in.
/// Layer: array.
#pragma once

#include <convolt/core/xt.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/convert.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/product.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace convolt::arrays {

/// The unit of the sums: unit(lhs) * unit(rhs).
template <class L, class R>
struct product_unit {
  using type = any_unit;
};
template <class L, class R>
  requires(Unit<unit_t<L>> && Unit<unit_t<R>>)
struct product_unit<L, R> {
  using type = unit_product_t<unit_t<L>, unit_t<R>>;
};
template <class L, class R>
using product_unit_t = typename product_unit<L, R>::type;

/// The unit of the result: a product without a dimension becomes `one`, its scale folded into the numbers.
template <class U>
struct folded_unit {
  using type = U;
};
template <class U>
  requires SameDimension<U, dimensionless>
struct folded_unit<U> {
  using type = dimensionless;
};
template <class U>
using folded_unit_t = typename folded_unit<U>::type;

/// Numbers of T in From can be stored as numbers in To: always for floating point, by whole factors for integers.
template <class T, class From, class To>
concept ScaleFits = !Unit<From> || !Unit<To> || !std::integral<T> ||
                    (quantities::static_scale<T, From, To>.finite && !quantities::static_scale<T, From, To>.divides);

/// Numbers of T in U can be stored in the unit of their result.
template <class T, class U>
concept Folds = ScaleFits<T, U, folded_unit_t<U>>;

/// Units that can be one: of one dimension, or known only at run time.
template <class U, class V>
concept MayShareDimension = !Unit<U> || !Unit<V> || SameDimension<U, V>;

/// The unit that an owning result gets: the product, or `one` where that has no dimension. Integers of a run-time unit
/// keep a scale that is not 1, since it cannot be folded into them.
template <class T, class U>
auto result_unit(U const& product) {
  if constexpr (Unit<U>) {
    return folded_unit_t<U>{};
  } else {
    bool const folds = product == any_unit(one) || (product.dimension() == dimension{} && !std::integral<T>);
    return folds ? any_unit(one) : product;
  }
}

/// The numbers of an owning result with their unit; plain where the unit is statically 1.
template <class E, class U>
auto with_unit(E&& numbers, U const& unit) {
  if constexpr (Unit<U> && PlainUnit<U>) {
    return std::forward<E>(numbers);
  } else {
    return tag(std::forward<E>(numbers), unit);
  }
}

}  // namespace convolt::arrays
