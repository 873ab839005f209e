// SPDX-License-Identifier: BSD-3-Clause
/// `sampled`: a quantity that knows where its numbers were taken. It owns an array and one axis per dimension; slicing,
/// selecting and reducing keep both right.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/print.hpp>
#include <convolt/quantity/sampled_along.hpp>
#include <convolt/quantity/sampled_reduce.hpp>
#include <convolt/quantity/step_difference.hpp>

#include <array>
#include <concepts>
#include <ostream>
#include <tuple>
#include <utility>

namespace convolt {

namespace detail {
/// What `sampled(v, t)` cannot be made of: no array, and what is no axis behind one.
template <class Q, class... A>
concept samples_of_no_array = sizeof...(A) > 0 && !ArrayOperand<Q> && !is_sampled<std::remove_cvref_t<Q>>;
template <class... A>
concept samples_without_axes = sizeof...(A) == 0 || !(DimensionAxis<A> && ...);

/// The numbers of a sampled quantity, to be changed in place.
struct sampled_access {
  template <class S>
  static auto& numbers(S& s) {
    return s.quantity_;
  }
};
}  // namespace detail

/// A quantity with an axis per dimension: `sampled(v, t)`, `sampled(v, no_axis, t)`. T is the type of the numbers, U
/// their unit, and each of Axes an `axis` or `no_axis_t`.
///
/// The array is copied in (moved, where it is an xt::xtensor in row-major order), lazy expressions are evaluated.
template <AnyUnit U, class T, detail::DimensionAxis... Axes>
class sampled : public detail::sampled_reductions<U, T, Axes...>, public detail::sampled_along<U, T, Axes...> {
 public:
  static constexpr std::size_t rank = sizeof...(Axes);
  static_assert(rank > 0, "convolt: sampled needs an axis, or no_axis, for each dimension");

 private:
  /// A number where no axis is in numbers.
  template <class Q>
  static constexpr bool is_bare =
      Scalar<Q> && quantities::dimension_of_unit<dimensionless, Axes...>() == quantities::no_dimension;

 public:
  using unit_type = U;
  using element_type = T;
  using array_type = xt::xtensor<T, rank, xt::layout_type::row_major>;
  using quantity_type = convolt::quantity<U, array_type>;

  /// No samples.
  sampled()
    requires(std::default_initializable<Axes> && ...)
  = default;

  sampled(sampled const&) = default;
  sampled(sampled&&) = default;
  ~sampled() = default;
  sampled& operator=(sampled const&) & = default;
  sampled& operator=(sampled&&) & = default;
  /// What select, slice, at and the like return is a copy.
  template <class Q>
  void operator=(Q const&) && CONVOLT_REFUSED("this is a copy: write to row(x, i), view(x, ...) or x(i, j)");
  template <detail::ArrayOperand Q>
    requires(!detail::is_sampled<std::remove_cvref_t<Q>>)
  void operator=(Q const&) & CONVOLT_REFUSED("an array has no axes: x.map(f) keeps them, view(x, xt::all()) = q too");

  /// Throws shape_error where the array has another rank than there are axes, or an axis another count than the array.
  template <detail::ArrayOperand Q>
    requires(std::constructible_from<quantity_type, Q> && detail::may_have_rank<wrapped_t<Q>, rank>)
  explicit sampled(Q&& q, Axes const&... axes)
      : quantity_(quantity_type(detail::of_rank<rank>(std::forward<Q>(q)))), axes_(axes...) {
    check_extents(std::index_sequence_for<Axes...>{});
  }

  template <class Q, class... A>
    requires detail::samples_of_no_array<Q, A...>
  explicit sampled(Q&&, A const&...) = delete;  // the first argument is an array: v * mV makes one of a std::vector v
  template <detail::ArrayOperand Q, class... A>
    requires detail::samples_without_axes<A...>
  explicit sampled(Q&&, A const&...) = delete;  // an axis is axis(0. * ms, 0.1 * ms, n), and no_axis stands for none
  template <detail::ArrayOperand Q, class... A>
    requires(!detail::samples_without_axes<A...> && !detail::may_have_rank<wrapped_t<Q>, sizeof...(A)>)
  explicit sampled(Q&&, A const&...) = delete;  // one axis, or no_axis, for each dimension of the array

  /// The same samples with another unit, type of numbers and units of axes, as far as quantities convert unasked.
  template <AnyUnit V, class S, class... B>
    requires(sizeof...(B) == rank && (detail::axis_converts<B, Axes> && ...) &&
             detail::ImplicitlyConvertible<typename sampled<V, S, B...>::quantity_type, U, T>)
  sampled(sampled<V, S, B...> const& other)  // NOLINT(google-explicit-constructor)
      : quantity_(other.quantity()),
        axes_(
            std::apply([](B const&... b) { return std::tuple<Axes...>(detail::axis_as<Axes>(b)...); }, other.axes())) {}
  template <AnyUnit V, class S, class... B, class Why = step_difference<V, U, B...>>
    requires units_measure_different_things<V, U>
  sampled(sampled<V, S, B...> const&) = delete;  // the units measure different things

  /// The numbers in a unit of their dimension, without the axes.
  template <AnyUnit V, class E>
    requires(!units_measure_different_things<U, V> && std::convertible_to<quantity_type, convolt::quantity<V, E>>)
  operator convolt::quantity<V, E>() const {  // NOLINT(google-explicit-constructor): as much of an array as a quantity
    return quantity_;
  }
  template <AnyUnit V, class E, class Why = step_difference<U, V, Axes...>>
    requires units_measure_different_things<U, V>
  operator convolt::quantity<V, E>() const = delete;  // this unit does not measure what was sampled

  /// The numbers with their unit, without the axes.
  quantity_type const& quantity() const& { return quantity_; }
  quantity_type quantity() && { return std::move(quantity_); }

  /// The axis of a dimension: `x.axis<1>()`, `x.axis<-1>()`, `x.axis<ms>()`.
  template <auto D>
    requires detail::DimensionChoice<D>
  auto const& axis() const {
    return std::get<number<D>>(axes_);
  }
  std::tuple<Axes...> const& axes() const { return axes_; }

  constexpr U unit() const { return quantity_.unit(); }
  array_type const& raw() const& { return quantity_.raw(); }
  array_type raw() && { return std::move(quantity_).raw(); }
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V> && detail::ExactConversion<quantity_type, V>)
  decltype(auto) in(V const& v) const& {
    return quantity_.in(v);
  }
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V> && detail::ExactConversion<quantity_type, V>)
  auto in(V const& v) && {
    return std::move(quantity_).in(v);
  }
  template <class V, class Why = step_difference<U, V, Axes...>>
    requires units_measure_different_things<U, V>
  void in(V const&) const CONVOLT_REFUSED("this unit does not measure what was sampled");

  /// The same samples in another unit of the dimension.
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V> && detail::ExactConversion<quantity_type, V>)
  auto as(V const& v) const {
    return map([&v](quantity_type const& q) { return q.as(v); });
  }

  auto const& shape() const { return quantity_.raw().shape(); }
  std::size_t shape(std::size_t d) const { return quantity_.shape(d); }
  std::size_t size() const { return quantity_.size(); }

  /// Elements, as those of a quantity; assign to them to change a number. Of comparisons, plain booleans.
  template <Integer... I>
    requires(sizeof...(I) == rank)
  decltype(auto) operator()(I... i) const& {
    if constexpr (std::same_as<T, bool>) {
      return bool(raw()(i...));
    } else {
      return quantity_(i...);
    }
  }
  template <Integer... I>
    requires(sizeof...(I) == rank)
  decltype(auto) operator()(I... i) & {
    return quantity_(i...);
  }
  template <Integer... I>
    requires(sizeof...(I) == rank)
  auto operator()(I... i) && {
    return std::move(quantity_)(i...);
  }
  /// Of one dimension.
  template <Integer I>
    requires(rank == 1)
  decltype(auto) operator[](I i) const& {
    return (*this)(i);
  }
  template <Integer I>
    requires(rank == 1)
  decltype(auto) operator[](I i) & {
    return (*this)(i);
  }
  template <Integer I>
    requires(rank == 1)
  auto operator[](I i) && {
    return std::move(*this)(i);
  }
  template <class Q, class... More>
    requires(AnyQuantity<Q> && (AnyQuantity<More> && ...))
  void operator()(Q const&, More const&...) const CONVOLT_REFUSED("x(i) takes sample numbers: write x.at(10. * ms)");
  template <class Q>
    requires AnyQuantity<Q>
  void operator[](Q const&) const CONVOLT_REFUSED("x[i] takes a sample number: write x.at(10. * ms)");
  template <class M>
    requires detail::Mask<M>
  void operator[](M const&) const CONVOLT_REFUSED("a mask chooses with filter(x, mask), or where(mask, a, b)");
  template <std::size_t N>
  void operator[](char const (&)[N]) const CONVOLT_REFUSED("axes have units and no names, as x.axis<ms>()");
  template <Integer I>
    requires(rank > 1)
  void operator[](I) const CONVOLT_REFUSED("x(i, j) takes a sample number for each dimension, x.select<0>(i) of one");
  template <class... I>
    requires(!(AnyQuantity<I> && ...) && !(sizeof...(I) == rank && (Integer<I> && ...)))
  void operator()(I const&...) const CONVOLT_REFUSED("x(i, j) takes a sample number for each dimension");
  /// Writes an element, converted: for run-time units too, of which v(i) is a value.
  template <class Q, Integer... I>
    requires(sizeof...(I) == rank)
  void assign(Q const& q, I... i) {
    quantity_.assign(q, i...);
  }

  /// The elements one after the other, in row-major order.
  auto begin() const { return elements(*this).begin(); }
  auto end() const { return elements(*this).end(); }
  auto begin() { return elements(*this).begin(); }
  auto end() { return elements(*this).end(); }

  /// f(quantity) with these axes: `v.map([](auto const& q) { return q * q; })`.
  template <class F>
  auto map(F const& f) const {
    return std::apply([&](Axes const&... a) { return convolt::sampled(f(quantity_), a...); }, axes_);
  }

  /// Samples first, first + stride, ... of dimension D, `count` of them. Throws parameter_error when they are not all
  /// there.
  template <auto D, Integer First, Integer Count, Integer Stride = int>
    requires detail::DimensionChoice<D>
  sampled slice(First first, Count count, Stride stride = 1) const {
    constexpr std::size_t d = number<D>;
    std::tuple<Axes...> axes = axes_;
    if constexpr (detail::is_axis<axis_type<d>>) {
      std::get<d>(axes) = axis<d>().slice(first, count, stride);
    } else {
      static_cast<void>(sample_numbers<d>().slice(first, count, stride));
    }
    auto extents = shape();
    extents[d] = static_cast<std::size_t>(count);
    array_type kept(extents);
    detail::copy_along(raw().data(), detail::block_along(shape(), d), static_cast<index>(first),
                       static_cast<index>(count), static_cast<index>(stride), kept.data());
    return detail::with_axes(std::move(kept), unit(), axes);
  }

  /// The samples of dimension D with coordinates in [from, to): `axis::between` says what that is and what it throws.
  template <auto D, detail::Coordinate From, detail::Coordinate To>
    requires detail::DimensionChoice<D>
  sampled between(From const& from, To const& to) const {
    static_assert(detail::is_axis<axis_type<number<D>>>,
                  "convolt: this dimension has no axis; give sample numbers to slice()");
    sample_run const run = axis<D>().between(from, to);
    return slice<D>(run.first, run.count);
  }
  /// The same along the only axis that is measured in such units: `trace.between(10. * ms, 20. * ms)`.
  template <detail::Coordinate From, detail::Coordinate To>
    requires(Unit<unit_t<From>> && !is_bare<From>)
  sampled between(From const& from, To const& to) const {
    return between<unit_t<From>{}>(from, to);
  }
  template <class From, class To>
    requires is_bare<From>
  void between(From, To) const CONVOLT_REFUSED("coordinates have units: between(1. * ms, 2. * ms), or slice<0>(i, n)");

  /// What was sampled nearest to a coordinate: dimension D is gone. A copy, of one sample a constant. Throws as
  /// `axis::index_of`.
  template <auto D, detail::Coordinate Q>
    requires detail::DimensionChoice<D>
  decltype(auto) at(Q const& t) const {
    static_assert(detail::is_axis<axis_type<number<D>>>,
                  "convolt: this dimension has no axis; select() a sample number");
    return select<D>(axis<D>().index_of(t));
  }
  /// The same along the only axis that is measured in such units: `trace.at(7. * ms)`.
  template <detail::Coordinate Q>
    requires(Unit<unit_t<Q>> && !is_bare<Q>)
  decltype(auto) at(Q const& t) const {
    return at<unit_t<Q>{}>(t);
  }
  template <class Q>
    requires is_bare<Q>
  void at(Q) const CONVOLT_REFUSED("coordinates have units: x.at(10. * ms); of sample numbers x(i), or select<0>(i)");
  /// A copy of sample i of dimension D, which is gone from the result. Throws parameter_error when there is no such
  /// sample.
  template <auto D, Integer I>
    requires detail::DimensionChoice<D>
  decltype(auto) select(I i) const {
    constexpr std::size_t d = number<D>;
    static_cast<void>(sample_numbers<d>()(i));
    xt::xtensor<T, rank - 1, xt::layout_type::row_major> chosen(detail::extents_without(shape(), d));
    detail::copy_along(raw().data(), detail::block_along(shape(), d), static_cast<index>(i), 1, 1, chosen.data());
    return constant(detail::with_axes(std::move(chosen), unit(), detail::tuple_without<d>(axes_)));
  }

  /// The numbers, the unit, and a line for each dimension.
  friend std::ostream& operator<<(std::ostream& os, sampled const& s) {
    os << s.quantity();
    s.print_axes(os, std::index_sequence_for<Axes...>{});
    return os;
  }

 private:
  friend struct detail::sampled_access;

  template <std::size_t D>
  using axis_type = std::tuple_element_t<D, std::tuple<Axes...>>;
  template <auto D>
  static constexpr std::size_t number = detail::chosen_dimension<D, Axes...>;

  template <std::size_t... D>
  void check_extents(std::index_sequence<D...>) const {
    (detail::check_extent(std::get<D>(axes_), D, shape(D)), ...);
  }

  /// Of one sample a constant, which nobody can assign to in the belief that it is in the array.
  template <AnyUnit V, class X>
  static convolt::quantity<V, X> const constant(convolt::quantity<V, X>&& q) {
    return std::move(q);
  }
  template <class X>
  static X constant(X&& x) {
    return std::move(x);
  }

  /// 0, 1, 2, ... along D: the rules for sample numbers are those of an axis.
  template <std::size_t D, class One = dimensionless>
  convolt::axis<One> sample_numbers() const {
    return {0., 1., shape(D)};
  }

  /// What is iterated over: comparisons have no quantities as elements.
  template <class Self>
  static decltype(auto) elements(Self& self) {
    if constexpr (std::same_as<T, bool>) {
      return (self.quantity_.raw());
    } else {
      return (self.quantity_);
    }
  }

  template <std::size_t... D>
  void print_axes(std::ostream& os, std::index_sequence<D...>) const {
    (detail::print_axis(os << "\naxis " << D << ": ", std::get<D>(axes_), shape(D)), ...);
  }
  quantity_type quantity_;
  std::tuple<Axes...> axes_;
};

template <detail::ArrayOperand Q, detail::DimensionAxis... Axes>
  requires(sizeof...(Axes) > 0)
sampled(Q&&, Axes const&...) -> sampled<unit_t<Q>, element_t<Q>, Axes...>;
// Some type, for the constructor that refuses these arguments with a sentence.
template <class Q, class... A>
  requires(detail::samples_of_no_array<Q, A...> || (detail::ArrayOperand<Q> && detail::samples_without_axes<A...>))
sampled(Q&&, A const&...) -> sampled<dimensionless, double, no_axis_t>;

namespace quantities {
template <class T, std::size_t Rank, AnyUnit U, class... Axes>
auto with_axes(xt::xtensor<T, Rank, xt::layout_type::row_major>&& numbers, U const& unit,
               std::tuple<Axes...> const& axes) {
  if constexpr (Rank == 0 && std::same_as<T, bool>) {
    return T(numbers());
  } else if constexpr (Rank == 0) {
    return tag(T(numbers()), unit);
  } else {
    return std::apply([&](Axes const&... a) { return sampled<U, T, Axes...>(tag(std::move(numbers), unit), a...); },
                      axes);
  }
}
}  // namespace quantities

/// A sampled quantity, of any unit, type and axes.
template <class S>
concept AnySampled = detail::is_sampled<std::remove_cvref_t<S>>;

/// What generic code asks of quantities, of sampled ones.
template <AnySampled S>
constexpr auto unit_of(S const& s) {
  return s.unit();
}
template <AnySampled S>
decltype(auto) raw(S&& s) {
  return std::forward<S>(s).raw();
}
template <AnySampled S, class V>
  requires requires(S&& s, V const& v) { std::forward<S>(s).in(v); }
decltype(auto) in(S&& s, V const& v) {
  return std::forward<S>(s).in(v);
}
template <AnySampled S, class V>
  requires units_measure_different_things<typename std::remove_cvref_t<S>::unit_type, V>
void in(S const& s, V const& v)CONVOLT_REFUSED("this unit does not measure what was sampled");

}  // namespace convolt
