// SPDX-License-Identifier: BSD-3-Clause
/// Products and powers of units. Products are flattened, merged and sorted, so that mV*nS and nS*mV are one type.
/// Layer: units.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/units/unit.hpp>

#include <type_traits>

namespace convolt {

/// U^(N/D), D one of the divisors of 12, the fraction reduced.
template <Unit U, int N, int D = 1>
struct unit_power {
  using unit_factors = unit_power;
  static constexpr dimension dimension_value = dimension_of<U>.raised(N, D);
  static constexpr magnitude magnitude_value = magnitude_of<U>.raised(N, D);
  static constexpr std::string_view symbol();
};

/// A product of two or more distinct units and powers of units, sorted by symbol.
template <Unit... Factors>
struct unit_product {
  using unit_factors = unit_product;
  static constexpr dimension dimension_value = (dimension{} * ... * dimension_of<Factors>);
  static constexpr magnitude magnitude_value = (magnitude{} * ... * magnitude_of<Factors>);
  static constexpr std::string_view symbol();
};

namespace detail {

template <class... F>
struct factor_list {};

/// A factor of a product: a unit with its exponent.
template <class U>
struct factor {
  using unit = U;
  static constexpr int n = 1, d = 1;
};
template <class U, int N, int D>
struct factor<unit_power<U, N, D>> {
  using unit = U;
  static constexpr int n = N, d = D;
};

template <class U>
struct factors {
  using type = factor_list<U>;
};
template <>
struct factors<dimensionless> {
  using type = factor_list<>;
};
template <class... F>
struct factors<unit_product<F...>> {
  using type = factor_list<F...>;
};

constexpr int reduced_by(int n, int d) {
  return static_cast<int>(
      greatest_common_divisor(static_cast<std::uint64_t>(n < 0 ? -n : n), static_cast<std::uint64_t>(d)));
}

/// U^(N/D) in its simplest form, as a list of no or one factor.
template <class U, int N, int D, int G = reduced_by(N, D)>
struct simplest_power {
  using type = factor_list<unit_power<U, N / G, D / G>>;
};
template <class U, int D>
struct simplest_power<U, 0, D, D> {
  using type = factor_list<>;
};
template <class U, int N>
struct simplest_power<U, N, N, N> {
  using type = factor_list<U>;
};

template <class T>
constexpr std::string_view type_name() {
  return CONVOLT_FUNCTION_SIGNATURE;
}

/// The order of factors in a product: by symbol, and by the name of the type where two units share a symbol.
template <class U, class V>
constexpr int compare_units() {
  int const by_symbol = unit_traits<U>::symbol().compare(unit_traits<V>::symbol());
  return by_symbol != 0 ? by_symbol : type_name<U>().compare(type_name<V>());
}
template <class U, class V>
inline constexpr int unit_order = compare_units<U, V>();
template <class U>
inline constexpr int unit_order<U, U> = 0;

template <class Done, class A, class B>
struct merge;
template <class... Done>
struct merge<factor_list<Done...>, factor_list<>, factor_list<>> {
  using type = factor_list<Done...>;
};
template <class... Done, class A, class... As>
struct merge<factor_list<Done...>, factor_list<A, As...>, factor_list<>> {
  using type = factor_list<Done..., A, As...>;
};
template <class... Done, class B, class... Bs>
struct merge<factor_list<Done...>, factor_list<>, factor_list<B, Bs...>> {
  using type = factor_list<Done..., B, Bs...>;
};
template <class A, class B>
struct append_list;
template <class... A, class... B>
struct append_list<factor_list<A...>, factor_list<B...>> {
  using type = factor_list<A..., B...>;
};

/// Both lists begin with powers of one unit.
template <class Done, class A, class As, class B, class Bs>
struct merge_powers {
  using sum = typename simplest_power<typename A::unit, A::n * B::d + B::n * A::d, A::d * B::d>::type;
  using type = typename merge<typename append_list<Done, sum>::type, As, Bs>::type;
};

/// One of three steps, named and not yet made.
template <int Order>
struct merge_step {
  template <class TakeFirst, class TakeSecond, class TakeBoth>
  using chosen = TakeBoth;
};
template <>
struct merge_step<-1> {
  template <class TakeFirst, class TakeSecond, class TakeBoth>
  using chosen = TakeFirst;
};
template <>
struct merge_step<1> {
  template <class TakeFirst, class TakeSecond, class TakeBoth>
  using chosen = TakeSecond;
};
constexpr int sign(int n) { return (n > 0) - (n < 0); }

template <class... Done, class A, class... As, class B, class... Bs>
struct merge<factor_list<Done...>, factor_list<A, As...>, factor_list<B, Bs...>> {
  using step = merge_step<sign(unit_order<typename factor<A>::unit, typename factor<B>::unit>)>;
  using type = typename step::template chosen<
      merge<factor_list<Done..., A>, factor_list<As...>, factor_list<B, Bs...>>,
      merge<factor_list<Done..., B>, factor_list<A, As...>, factor_list<Bs...>>,
      merge_powers<factor_list<Done...>, factor<A>, factor_list<As...>, factor<B>, factor_list<Bs...>>>::type;
};

template <class List>
struct product_of;
template <>
struct product_of<factor_list<>> {
  using type = dimensionless;
};
template <class F>
struct product_of<factor_list<F>> {
  using type = F;
};
template <class... F>
struct product_of<factor_list<F...>> {
  using type = unit_product<F...>;
};

template <class U, class V>
using product_t = typename product_of<
    typename merge<factor_list<>, typename factors<U>::type, typename factors<V>::type>::type>::type;

template <class List, int N, int D>
struct raise_list;
template <class... F, int N, int D>
struct raise_list<factor_list<F...>, N, D> {
  template <class A>
  using raised = typename simplest_power<typename factor<A>::unit, factor<A>::n * N, factor<A>::d * D>::type;
  template <class... L>
  struct concat;
  template <class L>
  struct concat<L> {
    using type = L;
  };
  template <class L, class M, class... R>
  struct concat<L, M, R...> : concat<typename append_list<L, M>::type, R...> {};
  using type = typename concat<factor_list<>, raised<F>...>::type;
};

template <class U, int N, int D>
using raised_t = typename product_of<typename raise_list<typename factors<U>::type, N, D>::type>::type;
template <class U, class V>
using quotient_t = product_t<U, raised_t<V, -1, 1>>;

}  // namespace detail

/// The type of u^(N/D), of u*v and of u/v.
template <Unit U, int N, int D = 1>
  requires(D > 0 && 12 % D == 0)
using unit_power_t = detail::raised_t<U, N, D>;
template <Unit U, Unit V>
using unit_product_t = detail::product_t<U, V>;
template <Unit U, Unit V>
using unit_quotient_t = detail::quotient_t<U, V>;

// The results are computed in the bodies: clang 14 would form a written return type before it looks at the constraint.
template <Unit U, Unit V>
constexpr auto operator*(U, V) {
  return unit_product_t<U, V>{};
}
template <Unit U, Unit V>
constexpr auto operator/(U, V) {
  return unit_quotient_t<U, V>{};
}
/// u^(N/D) of a unit: `pow<2>(cm)`, `pow<1, 2>(Hz)`.
template <int N, int D = 1, Unit U>
constexpr auto pow(U) {
  return unit_power_t<U, N, D>{};
}
template <Unit U>
constexpr auto sqrt(U) {
  return unit_power_t<U, 1, 2>{};
}
template <Unit U>
constexpr auto square(U) {
  return unit_power_t<U, 2, 1>{};
}
/// The sentence of `uF / cm^2`.
template <class A, class B>
concept caret_is_no_power = Unit<A> && std::is_arithmetic_v<std::remove_cvref_t<B>>;
template <class A, class B>
  requires caret_is_no_power<A, B>
void operator^(A&& unit, B&& power) CONVOLT_REFUSED("^ is no power in C++: write pow<2>(cm)");
/// Units are equal when the same numbers mean the same thing in both: `mV * nS == pA`.
template <Unit U, Unit V>
constexpr bool operator==(U, V) {
  return EquivalentUnits<U, V>;
}

}  // namespace convolt
