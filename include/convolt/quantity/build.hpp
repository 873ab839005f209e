// SPDX-License-Identifier: BSD-3-Clause
/// Quantities made from shapes, ranges and parts. All of them own their memory. The unit is a template argument,
/// `zeros<mV>({2, 3})`, or an argument, `zeros(u, {2, 3})`, where it may be a run-time unit. Shapes in braces (and
/// std::array) give a static rank, vectors a rank known at run time.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/math.hpp>
#include <convolt/quantity/view.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt {

namespace quantities {

template <class T, class S>
auto uninitialised(S const& shape, char const* where) {
  auto const e = extents(shape, where);
  using result = typename owning_array<T, static_rank<S>>::type;
  return result::from_shape(e);
}

}  // namespace quantities

namespace detail {

template <class T, class S>
auto filled(S const& shape, T value, char const* where) {
  auto result = uninitialised<T>(shape, where);
  std::fill(result.data(), result.data() + result.size(), value);
  return result;
}

}  // namespace detail

namespace quantities {

/// A list of extents, as opposed to a unit, a number or a quantity.
template <class S>
concept Extents = !AnyUnit<S> && !Operand<S> && requires(S const& s) {
  std::begin(s);
  requires Integer<std::remove_cvref_t<decltype(*std::begin(s))>>;
};

}  // namespace quantities

namespace detail {

/// What fills an array in the unit U: a plain number in that unit, or a quantity of the dimension.
template <class V, class U>
concept FillValue = Scalar<V> || (AnyQuantity<V> && Scalar<wrapped_t<V>> && ImplicitlyConvertible<V, U, element_t<V>>);
template <class T, class V, class U>
constexpr auto fill_number(V const& value, U const& unit) {
  using number = std::conditional_t<std::is_void_v<T>, element_t<V>, T>;
  if constexpr (Scalar<V>) {
    return static_cast<number>(value);
  } else {
    return static_cast<number>(in(value, unit));
  }
}

}  // namespace detail

namespace detail {
/// The arguments of zeros<mV>(3, 4) as a list.
template <Integer... I>
constexpr auto extents_of(I... n) {
  using widest = std::common_type_t<I...>;
  return std::array<widest, sizeof...(I)>{static_cast<widest>(n)...};
}
}  // namespace detail

/// zeros, ones, empty (uninitialised): by unit and shape.
#define CONVOLT_FILLED(name, expression)                            \
  template <auto U, Scalar T = double, Integer I, std::size_t N>    \
    requires AnyUnit<decltype(U)>                                   \
  auto name(I const(&extents)[N]) {                                 \
    auto const shape = std::to_array(extents);                      \
    return tag(expression, U);                                      \
  }                                                                 \
  template <auto U, Scalar T = double, detail::Extents S>           \
    requires AnyUnit<decltype(U)>                                   \
  auto name(S const& shape) {                                       \
    return tag(expression, U);                                      \
  }                                                                 \
  template <auto U, Scalar T = double, Integer... I>                \
    requires(AnyUnit<decltype(U)> && sizeof...(I) > 0)              \
  auto name(I... extents) {                                         \
    auto const shape = detail::extents_of(extents...);              \
    return tag(expression, U);                                      \
  }                                                                 \
  template <Scalar T = double, AnyUnit U, Integer I, std::size_t N> \
  auto name(U const& unit, I const(&extents)[N]) {                  \
    auto const shape = std::to_array(extents);                      \
    return tag(expression, unit);                                   \
  }                                                                 \
  template <Scalar T = double, AnyUnit U, detail::Extents S>        \
  auto name(U const& unit, S const& shape) {                        \
    return tag(expression, unit);                                   \
  }
template <class I, std::size_t N>
void zeros(I const (&extents)[N]) CONVOLT_REFUSED("zeros of what? Name the unit: zeros<mV>({3, 4}), zeros<one>({3})");
template <class I, std::size_t N>
void ones(I const (&extents)[N]) CONVOLT_REFUSED("ones of what? Name the unit: ones<mV>({3, 4}), ones<one>({3})");
CONVOLT_FILLED(zeros, detail::filled(shape, T(0), "zeros"))
CONVOLT_FILLED(ones, detail::filled(shape, T(1), "ones"))
CONVOLT_FILLED(empty, detail::uninitialised<T>(shape, "empty"))
#undef CONVOLT_FILLED

/// Every element the same: a number in the unit, or a quantity that is converted; of the type that is named,
/// `filled<mV, float>({2, 3}, 1. * V)`, or that of the value. `filled({2, 3}, 1.5 * mV)` takes the unit of the value
/// too.
template <auto U, class T = void, Integer I, std::size_t N, detail::FillValue<std::remove_const_t<decltype(U)>> V>
auto filled(I const (&shape)[N], V const& value) {
  return tag(detail::filled(std::to_array(shape), detail::fill_number<T>(value, U), "filled"), U);
}
template <auto U, class T = void, detail::Extents S, detail::FillValue<std::remove_const_t<decltype(U)>> V>
auto filled(S const& shape, V const& value) {
  return tag(detail::filled(shape, detail::fill_number<T>(value, U), "filled"), U);
}
template <auto U, class T = void, Integer I, detail::FillValue<std::remove_const_t<decltype(U)>> V>
auto filled(I n, V const& value) {
  return tag(detail::filled(detail::extents_of(n), detail::fill_number<T>(value, U), "filled"), U);
}
template <Integer I, std::size_t N, AnyQuantity V>
  requires Scalar<wrapped_t<V>>
auto filled(I const (&shape)[N], V const& value) {
  return tag(detail::filled(std::to_array(shape), element_t<V>(raw(value)), "filled"), unit_of(value));
}
template <detail::Extents S, AnyQuantity V>
  requires Scalar<wrapped_t<V>>
auto filled(S const& shape, V const& value) {
  return tag(detail::filled(shape, element_t<V>(raw(value)), "filled"), unit_of(value));
}

namespace detail {

template <class Q>
auto uninitialised_like(Q const& q) {
  typename owning_t<wrapped_t<Q>>::shape_type shape{};
  xt::resize_container(shape, q.dimension());
  std::copy(q.shape().begin(), q.shape().end(), shape.begin());
  return owning_t<wrapped_t<Q>>::from_shape(shape);
}
template <class Q, class T>
auto filled_like(Q const& q, T number) {
  auto result = uninitialised_like(q);
  std::fill(result.data(), result.data() + result.size(), number);
  return tag(std::move(result), unit_of(q));
}

}  // namespace detail

/// The shape, element type and unit of q.
template <AnyQuantity Q>
  requires ArrayExpression<wrapped_t<Q>>
auto empty_like(Q const& q) {
  return tag(detail::uninitialised_like(q), unit_of(q));
}
template <AnyQuantity Q>
  requires ArrayExpression<wrapped_t<Q>>
auto zeros_like(Q const& q) {
  return detail::filled_like(q, element_t<Q>(0));
}
template <AnyQuantity Q>
  requires ArrayExpression<wrapped_t<Q>>
auto ones_like(Q const& q) {
  return detail::filled_like(q, element_t<Q>(1));
}
template <AnyQuantity Q, AnyQuantity V>
  requires(ArrayExpression<wrapped_t<Q>> && Scalar<wrapped_t<V>> && detail::Summable<Q, V>)
auto full_like(Q const& q, V const& value) {
  return detail::filled_like(q, static_cast<element_t<Q>>(in(value, unit_of(q))));
}
template <AnyQuantity Q, class V>
  requires operands_cannot_be_summed<Q, V>
void full_like(Q const& q, V const& value) CONVOLT_REFUSED("the value measures something else, or has no unit");

namespace detail {

template <class Q>
concept ScalarQuantity = AnyQuantity<Q> && Scalar<wrapped_t<Q>>;

template <class T>
std::size_t whole_count(T count, char const* where) {
  if (!(count < static_cast<T>(std::numeric_limits<index>::max() / 16))) {
    throw parameter_error({.category = "size_overflow",
                           .where = where,
                           .problem = "has too many steps between start and stop",
                           .actual = std::to_string(count),
                           .advice = "take a larger step"});
  }
  return count > T(0) ? static_cast<std::size_t>(count) : 0;
}

/// The number of start, start + step, ... that lie before stop. A quotient that differs from a whole number by rounding
/// errors only is taken for it.
template <class T>
std::size_t count_steps(T start, T stop, T step) {
  if (step == T(0) || step != step) {
    throw parameter_error({.category = "bad_step",
                           .where = "arange",
                           .argument = "step",
                           .problem = "must not be zero",
                           .actual = std::to_string(step)});
  }
  if constexpr (std::integral<T>) {
    bool const none = step > 0 ? stop <= start : stop >= start;
    if (none) { return 0; }
    using W = std::make_unsigned_t<T>;
    W const span = step > 0 ? W(stop) - W(start) : W(start) - W(stop);
    W const stride = step > 0 ? W(step) : W(0) - W(step);
    return static_cast<std::size_t>((span - 1) / stride + 1);
  } else {
    T const quotient = (stop - start) / step;
    T const nearest = std::round(quotient);
    bool const whole = std::abs(quotient - nearest) <= 8 * std::numeric_limits<T>::epsilon() * std::abs(quotient);
    return whole_count(whole ? nearest : std::ceil(quotient), "arange");
  }
}

}  // namespace detail

/// n values from start to stop, both included unless `endpoint` is false, in the unit of start.
template <detail::ScalarQuantity A, detail::ScalarQuantity B, Integer I>
  requires detail::Summable<A, B>
auto linspace(A const& start, B const& stop, I n, bool endpoint = true) {
  using T = detail::floating_t<std::common_type_t<element_t<A>, element_t<B>>>;
  auto const unit = unit_of(start);
  T const first = static_cast<T>(raw(start)), last = static_cast<T>(in(stop, unit));
  auto result = detail::uninitialised<T>(std::array<I, 1>{n}, "linspace");
  auto const steps = static_cast<T>(endpoint ? n - 1 : n);
  for (std::size_t i = 0; i < result.size(); ++i) { result(i) = first + (last - first) * (static_cast<T>(i) / steps); }
  if (result.size() > 0) { result(0) = first; }
  if (endpoint && result.size() > 1) { result(result.size() - 1) = last; }
  return tag(std::move(result), unit);
}

template <class A, class B, Integer I>
  requires(Scalar<A> || Scalar<B>)
void linspace(A const&, B const&, I, bool = true) CONVOLT_REFUSED("give both ends a unit: linspace(0. * s, 1. * s, n)");

/// start, start + step, ... before stop, in the unit of start: `arange(0. * ms, 1. * s, 0.1 * ms)`.
template <detail::ScalarQuantity A, detail::ScalarQuantity B, detail::ScalarQuantity C>
  requires(detail::Summable<A, B> && detail::Summable<A, C>)
auto arange(A const& start, B const& stop, C const& step) {
  using T = std::common_type_t<element_t<A>, element_t<B>, element_t<C>>;
  auto const unit = unit_of(start);
  T const first = static_cast<T>(raw(start)), by = static_cast<T>(in(step, unit));
  std::size_t const n = detail::count_steps<T>(first, static_cast<T>(in(stop, unit)), by);
  auto result = detail::uninitialised<T>(std::array<std::size_t, 1>{n}, "arange");
  for (std::size_t i = 0; i < n; ++i) { result(i) = static_cast<T>(first + static_cast<T>(static_cast<T>(i) * by)); }
  return tag(std::move(result), unit);
}

}  // namespace convolt
