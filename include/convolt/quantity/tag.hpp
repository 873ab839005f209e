// SPDX-License-Identifier: BSD-3-Clause
/// `quantity<U, E>`: a tag around a number, an xtensor container, a view or a lazy expression that says in which unit
/// the numbers are. One member, no base class: the numbers stay where and what they were.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/convert.hpp>
#include <convolt/quantity/iterator.hpp>
#include <convolt/quantity/rank.hpp>
#include <convolt/quantity/storage.hpp>

#include <type_traits>
#include <utility>

namespace convolt {

/// The sentences of compile errors: the constraint of a deleted function is what the compiler prints.
template <class From, class To>
concept units_measure_different_things = Unit<From> && Unit<To> && !SameDimension<From, To>;
template <class From, class To, class T>
concept integers_would_lose_their_scale = std::integral<T> && SameDimension<From, To> && !EquivalentUnits<From, To>;
template <class X, class U>
concept number_has_no_unit = Plain<X> && !(Unit<U> && PlainUnit<U>);
template <class U>
concept unit_must_be_taken_off_with_in = !(Unit<U> && PlainUnit<U>);

namespace detail {

/// A quantity Q may become one in U of elements T without being asked: exactly, or up to rounding of floating point.
template <class Q, class U, class T>
concept ImplicitlyConvertible =
    AnyQuantity<Q> && (!Unit<U> || !Unit<unit_t<Q>> || SameDimension<unit_t<Q>, U>)&&!(
                          std::integral<T> &&
                          !std::integral<element_t<Q>>)&&!((std::integral<T> || std::integral<element_t<Q>>)&&Unit<U> &&
                                                           Unit<unit_t<Q>> && !EquivalentUnits<unit_t<Q>, U>);

/// Of the operand too, though it is only the unit that matters: a question about U alone would be answered for every
/// quantity type, wherever one is named.
template <class X, class U>
concept PlainBeside = Plain<X> && Unit<U> && PlainUnit<U>;

/// E made from the numbers x: containers evaluate expressions, numbers take the only element of a 0-d result.
template <class E, class X>
constexpr E build(X&& x) {
  if constexpr (Scalar<E> && Scalar<X>) {
    return static_cast<E>(x);
  } else if constexpr (Scalar<E>) {
    return static_cast<E>(x());
  } else {
    check_rank<E>(x);
    return E(std::forward<X>(x));
  }
}

}  // namespace detail

template <class U, class E>
class quantity {
  using stored = std::remove_reference_t<E>;

 public:
  using unit_type = U;
  using wrapped_type = stored;
  using element_type = typename detail::element_type<std::remove_cv_t<stored>>::type;
  using value_type = quantity<U, element_type>;
  /// xt::eval reads this name while its overloads are compared with convolt::eval.
  using temporary_type = quantity;

  static_assert(Plain<stored>, "convolt: a quantity wraps a number or an xtensor expression");

  /// Numbers that are zero, or an empty container, in U (in `one` for a run-time unit).
  constexpr quantity()
    requires(std::default_initializable<E>)
  = default;

  /// For tag() and tag_ref().
  template <class X>
  constexpr quantity(detail::tag_access, X&& x, detail::kept_unit<U> const& u) : self_(std::forward<X>(x), u) {}

  /// A plain number or array where the unit is 1.
  template <class X>
    requires(detail::PlainBeside<X, U> && !std::is_reference_v<E> && std::constructible_from<stored, X> &&
             !array_has_another_rank<X, stored>)
  constexpr quantity(X&& x)  // NOLINT(google-explicit-constructor): a plain array is a quantity in `one`
      : self_(detail::build<stored>(std::forward<X>(x)), detail::known_unit{}) {}

  /// The same physical value in another unit of the dimension, converted if the scale differs.
  template <class V, class X>
    requires(!std::is_reference_v<E> && detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> &&
             !array_has_another_rank<X, stored>)
  constexpr quantity(quantity<V, X> const& q)  // NOLINT(google-explicit-constructor)
      : self_(detail::build<stored>(q.in(target(q))), detail::keep(target(q))) {}
  template <class V, class X>
    requires(!std::is_reference_v<E> && detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> &&
             !array_has_another_rank<X, stored>)
  constexpr quantity(quantity<V, X>&& q)  // NOLINT(google-explicit-constructor)
      : self_(detail::build<stored>(std::move(q).in(target(q))), detail::keep(target(q))) {}

  // Compilers echo the line of a deleted function and the template arguments it was chosen with: so each says why on
  // its line, and names the unit of this quantity as an argument too.
  template <class V, class X, class To = U>
    requires units_measure_different_things<V, To>
  quantity(quantity<V, X> const&) = delete;  // the units measure different things
  template <class V, class X, class To = U>
    requires integers_would_lose_their_scale<V, To, typename quantity<V, X>::element_type>
  quantity(quantity<V, X> const&) = delete;  // integers do not change their scale unasked: convert with .in(unit)
  template <class V, class X, class To = stored>
    requires(detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> && array_has_another_rank<X, To>)
  quantity(quantity<V, X> const&) = delete;  // the arrays differ in rank: take a view, or reshape it
  template <class X, class To = U>
    requires number_has_no_unit<X, To>
  quantity(X const&) = delete;  // a plain number has no unit: multiply it by one

  /// Assignment converts as construction does; through a view or a reference it writes the elements there.
  template <class V, class X>
    requires(detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> && !detail::RankRefused<X, stored>)
  constexpr quantity& operator=(quantity<V, X> const& q) {
    return assign(q.in(destination(q)), destination(q));
  }
  template <class V, class X>
    requires(detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> && !detail::RankRefused<X, stored>)
  constexpr quantity& operator=(quantity<V, X>&& q) {
    U const u = destination(q);
    return assign(std::move(q).in(u), u);
  }
  template <class X>
    requires detail::PlainBeside<X, U>
  constexpr quantity& operator=(X&& x) {
    return assign(std::forward<X>(x), U{});
  }
  template <class V, class X, class To = U>
    requires units_measure_different_things<V, To>
  quantity& operator=(quantity<V, X> const&) = delete;  // the units measure different things
  template <class V, class X, class To = U>
    requires integers_would_lose_their_scale<V, To, typename quantity<V, X>::element_type>
  quantity& operator=(quantity<V, X> const&) = delete;  // integers do not change their scale unasked: use .in(unit)
  template <class V, class X, class To = stored>
    requires(detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> && detail::RankRefused<X, To>)
  quantity& operator=(quantity<V, X> const&) = delete;  // the arrays differ in rank: take a view, or reshape it
  template <class X, class To = U>
    requires number_has_no_unit<X, To>
  quantity& operator=(X const&) = delete;  // a plain number has no unit: multiply it by one

  constexpr decltype(auto) unit() const {
    if constexpr (Unit<U>) {
      return U{};
    } else {
      return self_.unit();
    }
  }

  /// The numbers as they are, whatever the unit: the one escape hatch.
  constexpr stored const& raw() const& { return self_.value; }
  constexpr stored& raw() & { return self_.value; }
  constexpr E&& raw() && { return static_cast<E&&>(self_.value); }

  /// The numbers in the unit v: the way out. A reference to the wrapped object where no conversion is needed, a lazy
  /// expression on it otherwise. Throws unit_error when a run-time unit has another dimension.
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V> && detail::ExactConversion<quantity, V>)
  constexpr decltype(auto) in(V const& v) const& {
    return detail::convert(raw(), unit(), v);
  }
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V> && detail::ExactConversion<quantity, V>)
  constexpr decltype(auto) in(V const& v) && {
    U const u = unit();
    return detail::convert(std::move(*this).raw(), u, v);
  }
  template <class V, class From = U>
    requires units_measure_different_things<From, V>
  void in(V const&) const = delete;  // the units measure different things
  template <class V, class From = U>
    requires(SameDimension<From, V> && !detail::ExactConversion<quantity, V>)
  void in(V const&) const = delete;  // integers would lose their fractions: cast the elements to double first
  template <class V>
    requires(!AnyUnit<V>)
  void in(V const&) const = delete;  // this is no unit: write the object of one, as in(mV)

  /// The same quantity in the unit v, lazily.
  template <AnyUnit V>
  constexpr auto as(V const& v) const&;
  template <AnyUnit V>
  constexpr auto as(V const& v) &&;

  /// A plain array or number, without being asked only where the unit is exactly 1.
  template <class C>
    requires(detail::PlainBeside<C, U> && std::constructible_from<C, stored const&>)
  constexpr operator C() const {  // NOLINT(google-explicit-constructor)
    return C(raw());
  }
  template <Plain C, class From = U>
    requires unit_must_be_taken_off_with_in<From>
  operator C() const = delete;  // take the unit off with .in(unit)

  /// Elements: values of a constant quantity, references that can be assigned to of another. A scalar is its own
  /// element.
  template <class... I>
  constexpr auto operator()(I... i) const {
    return element(raw_at(raw(), i...));
  }
  template <class... I>
  constexpr auto operator()(I... i) {
    return reference(raw_at(raw(), i...));
  }
  template <class I>
    requires ArrayExpression<stored>
  constexpr auto operator[](I const& i) const {
    return element(raw()[subscript(i)]);
  }
  template <class I>
    requires ArrayExpression<stored>
  constexpr auto operator[](I const& i) {
    return reference(raw()[subscript(i)]);
  }

  constexpr auto begin() const
    requires ArrayExpression<stored>
  {
    return detail::quantity_iterator(raw().begin(), unit());
  }
  constexpr auto end() const
    requires ArrayExpression<stored>
  {
    return detail::quantity_iterator(raw().end(), unit());
  }
  constexpr auto begin()
    requires ArrayExpression<stored>
  {
    return detail::quantity_iterator(raw().begin(), unit());
  }
  constexpr auto end()
    requires ArrayExpression<stored>
  {
    return detail::quantity_iterator(raw().end(), unit());
  }

  constexpr decltype(auto) shape() const
    requires ArrayExpression<stored>
  {
    return raw().shape();
  }
  constexpr std::size_t shape(std::size_t axis) const
    requires ArrayExpression<stored>
  {
    return static_cast<std::size_t>(raw().shape(axis));
  }
  constexpr std::size_t dimension() const
    requires ArrayExpression<stored>
  {
    return raw().dimension();
  }
  constexpr std::size_t size() const
    requires ArrayExpression<stored>
  {
    return static_cast<std::size_t>(raw().size());
  }

 private:
  template <class Q>
  static constexpr U target(Q const& q) {
    if constexpr (Unit<U>) {
      return U{};
    } else {
      return any_unit(q.unit());
    }
  }

  /// Containers and numbers of a run-time unit take over the unit that is assigned; views and references keep theirs.
  template <class Q>
  constexpr U destination(Q const& q) const {
    if constexpr (std::is_reference_v<E> || !std::default_initializable<E>) {
      static_cast<void>(q);
      return unit();
    } else {
      return target(q);
    }
  }

  template <class X>
  constexpr quantity& assign(X&& x, U const& u) {
    if constexpr (Scalar<stored>) {
      self_.value = detail::build<std::remove_cv_t<stored>>(std::forward<X>(x));
    } else {
      detail::check_rank<stored>(x);
      self_.value = std::forward<X>(x);
    }
    if constexpr (!std::is_reference_v<E>) { self_.set_unit(detail::keep(u)); }
    return *this;
  }

  template <class X, class... I>
  static constexpr decltype(auto) raw_at(X& x, I... i) {
    if constexpr (Scalar<X>) {
      static_assert(sizeof...(I) == 0, "convolt: a scalar has no indices");
      return (x);
    } else {
      return x(i...);
    }
  }
  /// Of any integer type, or a list of indices.
  template <class I>
  static constexpr decltype(auto) subscript(I const& i) {
    if constexpr (std::integral<I>) {
      return static_cast<std::size_t>(i);
    } else {
      return (i);
    }
  }
  template <class T>
  constexpr auto element(T const& x) const {
    return quantity<U, std::remove_cv_t<T>>(detail::tag_access{}, x, self_.unit());
  }
  template <class T>
  constexpr auto reference(T&& x) const {
    using R = std::conditional_t<std::is_lvalue_reference_v<T> && !std::is_const_v<std::remove_reference_t<T>>, T,
                                 std::remove_cvref_t<T>>;
    return quantity<U, R>(detail::tag_access{}, std::forward<T>(x), self_.unit());
  }

  detail::storage<detail::kept_unit<U>, E> self_;
};

/// The quantity whose numbers are x, in the unit u. Copies an lvalue, moves an rvalue.
template <Plain X, AnyUnit U>
constexpr auto tag(X&& x, U const& u) {
  return quantity<U, std::remove_cvref_t<X>>(detail::tag_access{}, std::forward<X>(x), detail::keep(u));
}

/// A quantity that looks at x without copying it, and writes to it when it is not const. x must outlive it.
template <Plain X, AnyUnit U>
constexpr auto tag_ref(X& x, U const& u) {
  return quantity<U, X&>(detail::tag_access{}, x, detail::keep(u));
}
template <Plain X, AnyUnit U>
void tag_ref(X const&& x, U const& u) = delete;  // a temporary would be gone before the reference to it

template <class U, class E>
template <AnyUnit V>
constexpr auto quantity<U, E>::as(V const& v) const& {
  return tag(in(v), v);
}
template <class U, class E>
template <AnyUnit V>
constexpr auto quantity<U, E>::as(V const& v) && {
  return tag(std::move(*this).in(v), v);
}

/// The unit, the raw numbers, and the numbers in a unit, of quantities and of plain operands alike.
template <Operand Q>
constexpr auto unit_of(Q const& q) {
  if constexpr (AnyQuantity<Q>) {
    return unit_t<Q>(q.unit());
  } else {
    return one;
  }
}

template <Operand Q>
constexpr decltype(auto) raw(Q&& q) {
  if constexpr (AnyQuantity<Q>) {
    return std::forward<Q>(q).raw();
  } else {
    return detail::pass<Q>(std::forward<Q>(q));
  }
}

template <Operand Q, AnyUnit V>
  requires(!units_measure_different_things<unit_t<Q>, V> && detail::ExactConversion<std::remove_cvref_t<Q>, V>)
constexpr decltype(auto) in(Q&& q, V const& v) {
  if constexpr (AnyQuantity<Q>) {
    return std::forward<Q>(q).in(v);
  } else {
    return detail::convert(std::forward<Q>(q), one, v);
  }
}
template <Operand Q, class V>
  requires units_measure_different_things<unit_t<Q>, V>
void in(Q const& q, V const& v) = delete;  // the units measure different things

/// `convolt::tensor<mV, float, 3>`: an owning quantity of static rank; `convolt::array<mV, float>`: of any rank.
template <auto U, class T, std::size_t Rank>
using tensor = quantity<std::remove_cv_t<decltype(U)>, xt::xtensor<T, Rank, xt::layout_type::row_major>>;
template <auto U, class T>
using array = quantity<std::remove_cv_t<decltype(U)>, xt::xarray<T, xt::layout_type::row_major>>;
/// `convolt::scalar<mV>`: one number, for members and parameters.
template <auto U, class T = double>
using scalar = quantity<std::remove_cv_t<decltype(U)>, T>;

}  // namespace convolt
