// SPDX-License-Identifier: BSD-3-Clause
/// The class of quantities. What makes them, and the names of common ones, are in quantity/tag.hpp.
/// Layer: quantity.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/quantity/container.hpp>
#include <convolt/quantity/convert.hpp>
#include <convolt/quantity/convertible.hpp>
#include <convolt/quantity/element.hpp>
#include <convolt/quantity/iterator.hpp>
#include <convolt/quantity/lists.hpp>
#include <convolt/quantity/number.hpp>
#include <convolt/quantity/storage.hpp>

#include <initializer_list>
#include <type_traits>
#include <utility>

namespace convolt {

/// A tag around a number, an xtensor container, a view or a lazy expression E that says in which unit U the numbers
/// are. One member, no base class: the numbers stay where and what they were.
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

  constexpr quantity(quantity const&) = default;
  constexpr quantity(quantity&&) = default;
  // A number is assigned by the template below: of the bytes that the default copies clang 14 forgets what they are.
  constexpr quantity& operator=(quantity const&) &
      requires(!detail::StaticNumber<U, E> && detail::Writable<E>) = default;
  constexpr quantity& operator=(quantity&&) & requires(!detail::StaticNumber<U, E> && detail::Writable<E>) = default;
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
      : self_(detail::build<stored>(q.in(detail::target<U>(q))), detail::keep(detail::target<U>(q))) {}
  template <class V, class X>
    requires(!std::is_reference_v<E> && detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> &&
             !array_has_another_rank<X, stored>)
  constexpr quantity(quantity<V, X>&& q)  // NOLINT(google-explicit-constructor)
      : self_(detail::build<stored>(std::move(q).in(detail::target<U>(q))), detail::keep(detail::target<U>(q))) {}

  /// Numbers in the unit U, or quantities, in braces: {1., 2.}, {{1., 2.}, {3., 4.}}.
  template <class X>
    requires detail::ListOfNumbers<std::initializer_list<X>, U, stored>
  quantity(std::initializer_list<X> list) : self_(detail::from_numbers<stored>(list, U{}), {}) {}
  template <class X>
    requires detail::ListOfNumbers<detail::lists<X>, U, stored>
  quantity(std::initializer_list<std::initializer_list<X>> list) : self_(detail::from_numbers<stored>(list, U{}), {}) {}
  template <class X>
    requires detail::ListOfNumbers<detail::lists_of_lists<X>, U, stored>
  quantity(std::initializer_list<std::initializer_list<std::initializer_list<X>>> list)
      : self_(detail::from_numbers<stored>(list, U{}), {}) {}

  /// Quantities of several scales: {{1. * mV, 2. * mV}, {1. * V, 2. * V}}.
  template <class To = stored>
    requires detail::ListOfScales<1, U, To>
  quantity(std::initializer_list<detail::converted<U, element_type>> list)
      : self_(detail::from_scales<stored>(list), {}) {}
  template <class To = stored>
    requires detail::ListOfScales<2, U, To>
  quantity(detail::lists<detail::converted<U, element_type>> list) : self_(detail::from_scales<stored>(list), {}) {}

  /// Quantities of a container of the standard library: `tensor<ms, double, 1> times = spikes;`.
  template <detail::QuantityList C>
    requires detail::ListOfNumbers<C, U, stored>
  quantity(C const& list)  // NOLINT(google-explicit-constructor): as much of an array as {1. * ms, 2. * ms}
      : self_(detail::from_numbers<stored>(list, U{}), {}) {}
  template <detail::ElementIterator<U, stored> I>
  quantity(I first, I last) : self_(detail::from_iterators<stored>(first, last, U{}), {}) {}

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
  quantity(quantity<V, X> const&) = delete;  // they differ in rank: take a view, reshape, or fill(q)
  template <class X, class To = U>
    requires number_has_no_unit<X, To>
  quantity(X const&) = delete;  // a plain number has no unit: multiply it by one
  template <class X>
    requires detail::ShapeOf<stored, std::initializer_list<X>>
  quantity(std::initializer_list<X>) = delete;  // a shape makes no array: zeros<mV>({3, 4}); numbers have a point: {3.}
  template <class... S>
    requires detail::ShapeOf<stored, S...>
  quantity(S const&...) = delete;                      // a shape makes no array: write zeros<mV>({3, 4})
  quantity(refused::any, refused::any) = delete;       // filled<mV>({3}, 0. * mV) fills; v * mV is of a std::vector v
  quantity(std::initializer_list<detail::any_number>)  // {1., 2.}, nested for more axes; or zeros<mV>({3, 4})
    requires(Unit<U> && detail::Resizable<stored>)
  = delete;

  /// Assignment converts as construction does; through a view or a reference it writes the elements there.
  template <class V, class X>
    requires(detail::Writable<E> && detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> &&
             !detail::RankRefused<X, stored>)
  constexpr quantity& operator=(quantity<V, X> const& q) & noexcept(
      detail::StaticNumber<U, E>&& detail::StaticNumber<V, X>) {
    return store(q.in(destination(q)), destination(q));
  }
  template <class V, class X>
    requires(detail::Writable<E> && detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> &&
             !detail::RankRefused<X, stored>)
  constexpr quantity& operator=(quantity<V, X>&& q) & {
    U const u = destination(q);
    return store(std::move(q).in(u), u);
  }
  template <detail::PlainBeside<U> X>
    requires detail::Writable<E>
  constexpr quantity& operator=(X&& x) & {
    return store(std::forward<X>(x), U{});
  }
  /// What was sampled, without its axes: `row(rec, 1) = rec.select<0>(0)`.
  template <detail::SamplesOf<U> S>
    requires detail::Writable<E>
  constexpr quantity& operator=(S const& x) & {
    return *this = x.quantity();
  }
  template <detail::WritesInto<U, E> X>
  constexpr quantity& operator=(X&& x) && {
    return *this = std::forward<X>(x);
  }
  template <class V, class X, class To = U>
    requires units_measure_different_things<V, To>
  quantity& operator=(quantity<V, X> const&) CONVOLT_REFUSED("the units measure different things");
  template <class V, class X, class To = U>
    requires integers_would_lose_their_scale<V, To, typename quantity<V, X>::element_type>
  quantity& operator=(quantity<V, X> const&) CONVOLT_REFUSED("integers change no scale unasked: use .in(unit)");
  template <class V, class X, class To = stored>
    requires(detail::ImplicitlyConvertible<quantity<V, X>, U, element_type> && detail::RankRefused<X, To>)
  quantity& operator=(quantity<V, X> const&) CONVOLT_REFUSED("they differ in rank: take a view, reshape, or fill(q)");
  template <class V, class X, class To = U, class Into = element_type>
    requires(SameDimension<V, To> && std::integral<Into> && !std::integral<typename quantity<V, X>::element_type>)
  quantity& operator=(quantity<V, X> const&) CONVOLT_REFUSED("these numbers are integers, and would lose fractions");
  template <class X, class To = U>
    requires number_has_no_unit<X, To>
  quantity& operator=(X const&) CONVOLT_REFUSED("a plain number has no unit: multiply it by one");
  // Elements that are values are constants.
  template <Operand X, class To = U>
    requires std::same_as<To, any_unit>
  void operator=(X const&) const CONVOLT_REFUSED("with a run-time unit v(i) is a value: write v.assign(q, i...)");
  template <Operand X, class To = U>
    requires Unit<To>
  void operator=(X const&) const CONVOLT_REFUSED("this is constant, or a result that would be gone at once");

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
  // Refused as a number, not as nothing: compilers would go on about what was to be done with that.
  template <class V, class From = U>
    requires units_measure_different_things<From, V>
  double in(V const&) const CONVOLT_REFUSED("the units measure different things");
  template <class V, class From = U>
    requires(SameDimension<From, V> && !detail::ExactConversion<quantity, V>)
  double in(V const&) const CONVOLT_REFUSED("integers would lose their fractions: cast the elements to double first");
  template <class V, class From = U>
    requires(!AnyUnit<V>)
  double in(V const&) const CONVOLT_REFUSED("this is no unit: write the object of one, as in(mV)");

  /// The same quantity in the unit v, lazily.
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V>)
  constexpr auto as(V const& v) const&;
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V>)
  constexpr auto as(V const& v) &&;
  template <class V, class From = U>
    requires units_measure_different_things<From, V>
  void as(V const&) const CONVOLT_REFUSED("the units measure different things");
  template <class V, class From = U>
    requires(!AnyUnit<V>)
  void as(V const&) const CONVOLT_REFUSED("this is no unit: write the object of one, as(mV), as(one / s)");

  /// A number where one is wanted, in 1: of dimensionless quantities of any scale, in floating point. Never an integer
  /// unasked; static_cast<int>(q) asks.
  constexpr operator detail::number_t<U, stored>() const  // NOLINT(google-explicit-constructor)
    requires detail::Number<U, stored>
  {
    return detail::numbers_in_one(raw(), U{});
  }
  template <detail::AnyInteger I>
    requires detail::FractionalNumber<U, stored>
  operator I() const = delete;  // not an integer unasked: static_cast<int>(q), or round(q, one)
  template <detail::AskedInteger I>
    requires detail::FractionalNumber<U, stored>
  constexpr explicit operator I() const {
    return static_cast<I>(detail::numbers_in_one(raw(), U{}));
  }
  /// A plain array in 1 likewise.
  template <class C>
    requires detail::PlainTarget<C, U, stored>
  constexpr operator C() const {  // NOLINT(google-explicit-constructor)
    return C(detail::numbers_in_one(raw(), U{}));
  }
  template <Plain C, class From = U>
    requires unit_must_be_taken_off_with_in<From>
  operator C() const = delete;  // take the unit off with .in(unit)
  template <detail::StandardVector C, class From = U>
    requires ArrayExpression<stored>
  operator C() const = delete;  // copy the numbers: auto a = q.in(mV); std::vector<double> z(a.begin(), a.end())
  template <std::same_as<bool> B, class From = U>
    requires unit_must_be_taken_off_with_in<From>
  operator B() const = delete;  // this is no condition: compare it, as in q > 0. * mV
  template <ArrayExpression C, class From = U>
    requires(SameDimension<From, dimensionless> && detail::IntegersFromFractions<C, stored, From>)
  operator C() const = delete;  // no integers unasked: convolt::cast<int>(q.in(one))

  /// Elements, as references where the array has them and the unit is static: `auto x = v(i)` is a value and
  /// `v(i) = q` writes. With a run-time unit they are values. A scalar is its own element.
  template <class... I>
  constexpr decltype(auto) operator()(I... i) const& {
    return element(*this, detail::number_at(raw(), i...));
  }
  template <class... I>
  constexpr decltype(auto) operator()(I... i) & {
    return element(*this, detail::number_at(raw(), i...));
  }
  template <class... I>
  constexpr decltype(auto) operator()(I... i) && {
    return element_of_temporary(detail::number_at(raw(), i...));
  }
  template <detail::Subscript<stored> I>
  constexpr decltype(auto) operator[](I const& i) const& {
    return element(*this, raw()[detail::subscript(i)]);
  }
  template <detail::Subscript<stored> I>
  constexpr decltype(auto) operator[](I const& i) & {
    return element(*this, raw()[detail::subscript(i)]);
  }
  template <detail::Subscript<stored> I>
  constexpr decltype(auto) operator[](I const& i) && {
    return element_of_temporary(raw()[detail::subscript(i)]);
  }
  template <detail::Mask M>
  value_type operator[](M const&) const CONVOLT_REFUSED("a mask chooses with filter(v, mask), or where(mask, a, b)");

  /// Writes the element at i..., converted to the unit: for run-time units too, of which v(i) is a value.
  template <class Q, class... I>
    requires(detail::ImplicitlyConvertible<Q, U, element_type> || detail::PlainBeside<Q, U>)
  constexpr void assign(Q const& q, I... i) {
    detail::number_at(raw(), i...) = detail::number_in<element_type>(q, unit());
  }
  /// Writes one quantity, converted, into every element.
  template <class Q>
    requires(ArrayExpression<stored> && Scalar<wrapped_t<Q>> &&
             (detail::ImplicitlyConvertible<Q, U, element_type> || detail::PlainBeside<Q, U>))
  constexpr void fill(Q const& q) {
    element_type const number = detail::number_in<element_type>(q, unit());
    for (auto& x : raw()) { x = number; }
  }
  template <Operand Q, class To = U>
    requires units_measure_different_things<unit_t<Q>, To>
  void fill(Q const&) CONVOLT_REFUSED("the units measure different things, or this number has none");

  constexpr auto begin() const
    requires ArrayExpression<stored>
  {
    return detail::iterate<U>(raw().begin(), self_.unit());
  }
  constexpr auto end() const
    requires ArrayExpression<stored>
  {
    return detail::iterate<U>(raw().end(), self_.unit());
  }
  constexpr auto begin()
    requires ArrayExpression<stored>
  {
    return detail::iterate<U>(raw().begin(), self_.unit());
  }
  constexpr auto end()
    requires ArrayExpression<stored>
  {
    return detail::iterate<U>(raw().end(), self_.unit());
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
  /// Containers and numbers of a run-time unit take over the unit that is assigned; views and references keep theirs.
  template <class Q>
  constexpr U destination([[maybe_unused]] Q const& q) const {
    if constexpr (std::is_reference_v<E> || !std::default_initializable<E>) {
      return unit();
    } else {
      return detail::target<U>(q);
    }
  }

  template <class X>
  constexpr quantity& store(X&& x, U const& u) {
    if constexpr (Scalar<stored>) {
      // By reference, as all other functions change it: g++ sees that these are one number, and keeps it in a register.
      stored& number = raw();
      number = detail::build<std::remove_cv_t<stored>>(std::forward<X>(x));
    } else {
      detail::check_rank<stored>(x);
      self_.value = std::forward<X>(x);
    }
    if constexpr (!std::is_reference_v<E>) { self_.set_unit(detail::keep(u)); }
    return *this;
  }

  /// x is an element of the quantity self, or self's number.
  template <class Self, class R>
  static constexpr decltype(auto) element(Self& self, R&& x) {
    if constexpr (std::is_same_v<quantity, value_type>) {
      return (self);
    } else {
      return detail::as_element<U, R>(std::forward<R>(x), self.self_.unit());
    }
  }
  template <class R>
  constexpr decltype(auto) element_of_temporary(R&& x) const {
    if constexpr (detail::OwnsNumbers<E>) {
      return value_type(detail::tag_access{}, x, self_.unit());
    } else {
      return detail::as_element<U, R>(std::forward<R>(x), self_.unit());
    }
  }

  detail::storage<detail::kept_unit<U>, E> self_;
};

}  // namespace convolt
