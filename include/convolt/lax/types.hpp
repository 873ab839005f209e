// SPDX-License-Identifier: BSD-3-Clause
/// Which operands go together, and what type the result has: JAX's rules for element types and the rule of units,
/// decided where types decide.
/// Layer: lax.
#pragma once

#include <convolt/core/xt.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/convert.hpp>
#include <convolt/quantity/rank.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/product.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::lax {

/// Stands for "no bias" and for "no preferred element type".
struct no_bias_t {};
inline constexpr no_bias_t no_bias{};

namespace detail {

using convolt::detail::is_complex;

template <class T>
concept Element = engine::Element<T>;

/// `preferred_element_type` P for operands of T: int to int of the same signedness if signed, int to float, float to
/// float, complex to complex; never narrower.
template <class P, class T>
concept SameKindOrIntToFloat =
    (std::integral<T> && std::integral<P> && (std::unsigned_integral<T> || std::signed_integral<P>)) ||
    (std::integral<T> && std::floating_point<P>) || (std::floating_point<T> && std::floating_point<P>) ||
    (is_complex<T> && is_complex<P>);
template <class P, class T>
concept PreferredFor = std::same_as<P, void> || (Element<P> && SameKindOrIntToFloat<P, T> && sizeof(P) >= sizeof(T));

template <class P, class T>
using result_element = std::conditional_t<std::is_void_v<P>, T, P>;

/// An operand with axes: an array, or a quantity of one, of elements that the engine computes with.
template <class Q>
concept ArrayOperand = Operand<Q> && ArrayExpression<wrapped_t<Q>> && Element<element_t<Q>>;

template <class L, class R>
concept OneElementType = std::same_as<element_t<L>, element_t<R>>;

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
concept ScaleFits =
    !Unit<From> || !Unit<To> || !std::integral<T> ||
    (convolt::detail::static_scale<T, From, To>.finite && !convolt::detail::static_scale<T, From, To>.divides);

// ---- rank --------------------------------------------------------------------------------------------------------

using convolt::detail::dynamic_rank;

/// The rank as far as the type of the operand knows it.
template <class Q>
inline constexpr std::size_t static_rank = convolt::detail::rank_of<wrapped_t<Q>>;

template <class L, class R>
inline constexpr std::size_t common_rank = static_rank<L> != dynamic_rank ? static_rank<L> : static_rank<R>;

/// An owning row-major container: of static rank where it is known.
template <class T, std::size_t Rank>
struct owning {
  using type = xt::xtensor<T, Rank, xt::layout_type::row_major>;
};
template <class T>
struct owning<T, dynamic_rank> {
  using type = xt::xarray<T, xt::layout_type::row_major>;
};
template <class T, std::size_t Rank>
using owning_t = typename owning<T, Rank>::type;

// ---- sampled operands ------------------------------------------------------------------------------------------

/// A quantity with axes of samples. A convolution takes its quantity and drops the axes. (Asked for by what it has, so
/// that lax need not include it.)
template <class S>
concept Sampled = !Operand<S> && requires(S const& s) {
  s.axes();
  requires AnyQuantity<decltype(s.quantity())>;
};

template <class Q>
struct bare {
  using type = Q;
};
template <Sampled S>
struct bare<S> {
  using type = std::remove_cvref_t<decltype(std::declval<S const&>().quantity())>;
};
/// What the loops see of an operand, as a type and as an object.
template <class Q>
using bare_t = typename bare<std::remove_cvref_t<Q>>::type;
template <class Q>
constexpr auto const& without_axes(Q const& q) {
  if constexpr (Sampled<Q>) {
    return q.quantity();
  } else {
    return q;
  }
}

// ---- the rules, for operands without axes ------------------------------------------------------------------------

template <class T, class U>
concept Folds = ScaleFits<T, U, folded_unit_t<U>>;

template <class P, class L, class R>
concept BareOperands = ArrayOperand<L> && ArrayOperand<R> && OneElementType<L, R> && PreferredFor<P, element_t<L>> &&
                       Folds<result_element<P, element_t<L>>, product_unit_t<L, R>>;

/// Units that can be one: of one dimension, or known only at run time.
template <class U, class V>
concept MayShareDimension = !Unit<U> || !Unit<V> || SameDimension<U, V>;

template <class B, class P, class L, class R>
concept BareBias = ArrayOperand<B> && std::same_as<element_t<B>, result_element<P, element_t<L>>> &&
                   MayShareDimension<unit_t<B>, product_unit_t<L, R>> &&
                   ScaleFits<element_t<B>, unit_t<B>, folded_unit_t<product_unit_t<L, R>>>;

}  // namespace detail

/// The operands of a convolution whose results have the elements P (void: those of the operands).
template <class P, class L, class R>
concept ConvolutionOperands = detail::BareOperands<P, detail::bare_t<L>, detail::bare_t<R>>;

/// A bias of the element type and the dimension of the result.
template <class B, class P, class L, class R>
concept BiasFor =
    std::same_as<B, no_bias_t> || detail::BareBias<detail::bare_t<B>, P, detail::bare_t<L>, detail::bare_t<R>>;

}  // namespace convolt::lax
