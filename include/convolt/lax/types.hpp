// SPDX-License-Identifier: BSD-3-Clause
/// Which operands go together, and what type the result has: JAX's rules for element types and the rule of units,
/// decided where types decide.
/// Layer: lax.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/lax/fwd.hpp>
#include <convolt/quantity/concepts.hpp>

#include <complex>
#include <concepts>
#include <type_traits>

namespace convolt::lax {

namespace detail {

/// `preferred_element_type` P for operands of T: int to int of the same signedness if signed, int to float, float to
/// float, complex to complex; never narrower.
template <class P, class T>
concept SameKindOrIntToFloat =
    (std::integral<T> && std::integral<P> && (std::unsigned_integral<T> || std::signed_integral<P>)) ||
    (std::integral<T> && std::floating_point<P>) || (std::floating_point<T> && std::floating_point<P>) ||
    (quantities::is_complex<T> && quantities::is_complex<P>);
template <class P, class T>
concept PreferredFor =
    std::same_as<P, void> || (arrays::Element<P> && SameKindOrIntToFloat<P, T> && sizeof(P) >= sizeof(T));

template <class P, class T>
using result_element = std::conditional_t<std::is_void_v<P>, T, P>;

/// One type; or real weights beside complex signals of their precision, which stay real.
template <class L, class R>
concept OneElementType =
    std::same_as<element_t<L>, element_t<R>> || std::same_as<element_t<L>, std::complex<element_t<R>>>;

/// What the loops see of weights R beside numbers of T.
template <class T, class R>
struct weights_element {
  using type = T;
};
template <class F, class R>
  requires((std::same_as<F, float> || std::same_as<F, double>) && std::floating_point<element_t<R>>)
struct weights_element<std::complex<F>, R> {
  using type = F;
};
template <class T, class R>
using weights_element_t = typename weights_element<T, R>::type;

// ---- the rules, for operands without axes ------------------------------------------------------------------------

template <class P, class L, class R>
concept BareOperands =
    arrays::ArrayOperand<L> && arrays::ArrayOperand<R> && OneElementType<L, R> && PreferredFor<P, element_t<L>> &&
    arrays::Folds<result_element<P, element_t<L>>, arrays::product_unit_t<L, R>>;

template <class B, class P, class L, class R>
concept BareBias = arrays::ArrayOperand<B> && std::same_as<element_t<B>, result_element<P, element_t<L>>> &&
                   arrays::MayShareDimension<unit_t<B>, arrays::product_unit_t<L, R>> &&
                   arrays::ScaleFits<element_t<B>, unit_t<B>, arrays::folded_unit_t<arrays::product_unit_t<L, R>>>;

}  // namespace detail

/// The operands of a convolution whose results have the elements P (void: those of the operands).
template <class P, class L, class R>
concept ConvolutionOperands = detail::BareOperands<P, arrays::bare_t<L>, arrays::bare_t<R>>;

/// A bias of the element type and the dimension of the result.
template <class B, class P, class L, class R>
concept BiasFor =
    std::same_as<B, no_bias_t> || detail::BareBias<arrays::bare_t<B>, P, arrays::bare_t<L>, arrays::bare_t<R>>;

}  // namespace convolt::lax
