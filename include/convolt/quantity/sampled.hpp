// SPDX-License-Identifier: BSD-3-Clause
/// `sampled`: a quantity that knows where its numbers were taken. It owns an array and one axis per dimension; slicing,
/// selecting and reducing keep both right.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/along.hpp>
#include <convolt/quantity/dimension_axis.hpp>

#include <array>
#include <ostream>
#include <tuple>
#include <utility>

namespace convolt {

namespace detail {
/// Numbers with these axes; with no axis left, the number itself.
template <class T, std::size_t Rank, AnyUnit U, class... Axes>
auto with_axes(xt::xtensor<T, Rank, xt::layout_type::row_major>&& numbers, U const& unit,
               std::tuple<Axes...> const& axes);

}  // namespace detail

/// A quantity with an axis per dimension: `sampled(v, t)`, `sampled(v, no_axis, t)`. T is the type of the numbers, U
/// their unit, and each of Axes an `axis` or `no_axis_t`.
///
/// The array is copied in (moved, where it is an xt::xtensor in row-major order), lazy expressions are evaluated.
template <AnyUnit U, class T, detail::DimensionAxis... Axes>
class sampled {
 public:
  static constexpr std::size_t rank = sizeof...(Axes);
  static_assert(rank > 0, "convolt: sampled needs an axis, or no_axis, for each dimension");
  using unit_type = U;
  using element_type = T;
  using array_type = xt::xtensor<T, rank, xt::layout_type::row_major>;
  using quantity_type = convolt::quantity<U, array_type>;

  /// Throws shape_error where the array has another rank than there are axes, or an axis another count than the array.
  template <detail::ArrayOperand Q>
    requires std::constructible_from<quantity_type, Q>
  explicit sampled(Q&& q, Axes const&... axes)
      : quantity_(quantity_type(detail::of_rank<rank>(std::forward<Q>(q)))), axes_(axes...) {
    check_extents(std::index_sequence_for<Axes...>{});
  }

  /// The numbers with their unit, without the axes.
  quantity_type const& quantity() const& { return quantity_; }
  quantity_type quantity() && { return std::move(quantity_); }

  template <std::size_t D>
    requires(D < rank)
  auto const& axis() const {
    return std::get<D>(axes_);
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
  template <class V>
    requires units_measure_different_things<U, V>
  void in(V const&) const = delete;  // this unit does not measure what was sampled

  /// The same samples in another unit of the dimension.
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V> && detail::ExactConversion<quantity_type, V>)
  auto as(V const& v) const {
    return map([&v](quantity_type const& q) { return q.as(v); });
  }

  auto const& shape() const { return quantity_.raw().shape(); }
  std::size_t shape(std::size_t d) const { return quantity_.shape(d); }
  std::size_t size() const { return quantity_.size(); }

  /// Elements, as those of a quantity; assign to them to change a number.
  template <Integer... I>
    requires(sizeof...(I) == rank)
  auto operator()(I... i) const {
    return quantity_(i...);
  }
  template <Integer... I>
    requires(sizeof...(I) == rank)
  auto operator()(I... i) {
    return quantity_(i...);
  }

  /// f(quantity) with these axes: `v.map([](auto const& q) { return q * q; })`.
  template <class F>
  auto map(F const& f) const {
    return std::apply([&](Axes const&... a) { return convolt::sampled(f(quantity_), a...); }, axes_);
  }

  /// Samples first, first + stride, ... of dimension D, `count` of them. Throws parameter_error when they are not all
  /// there.
  template <std::size_t D, Integer First, Integer Count, Integer Stride = int>
    requires(D < rank)
  sampled slice(First first, Count count, Stride stride = 1) const {
    std::tuple<Axes...> axes = axes_;
    if constexpr (detail::is_axis<axis_type<D>>) {
      std::get<D>(axes) = axis<D>().slice(first, count, stride);
    } else {
      static_cast<void>(sample_numbers<D>().slice(first, count, stride));
    }
    auto shape = extents();
    shape[D] = static_cast<std::size_t>(count);
    array_type kept(shape);
    detail::copy_along(quantity_.raw().data(), block<D>(), static_cast<index>(first), static_cast<index>(count),
                       static_cast<index>(stride), kept.data());
    return detail::with_axes(std::move(kept), unit(), axes);
  }

  /// The samples of dimension D with coordinates in [from, to): `axis::between` says what that is and what it throws.
  template <std::size_t D, detail::Coordinate From, detail::Coordinate To>
    requires(D < rank)
  sampled between(From const& from, To const& to) const {
    static_assert(detail::is_axis<axis_type<D>>, "convolt: this dimension has no axis; give sample numbers to slice()");
    sample_run const run = axis<D>().between(from, to);
    return slice<D>(run.first, run.count);
  }

  /// What was sampled nearest to a coordinate: dimension D is gone. Throws as `axis::index_of`.
  template <std::size_t D, detail::Coordinate Q>
    requires(D < rank)
  auto at(Q const& t) const {
    static_assert(detail::is_axis<axis_type<D>>, "convolt: this dimension has no axis; select() a sample number");
    return select<D>(axis<D>().index_of(t));
  }
  /// Sample i of dimension D, which is gone from the result. Throws parameter_error when there is no such sample.
  template <std::size_t D, Integer I>
    requires(D < rank)
  auto select(I i) const {
    static_cast<void>(sample_numbers<D>()(i));
    auto chosen = room_without<D, T>();
    detail::copy_along(quantity_.raw().data(), block<D>(), static_cast<index>(i), 1, 1, chosen.data());
    return detail::with_axes(std::move(chosen), unit(), axes_without<D>());
  }

  /// The sum over dimension D, which is gone from the result. Sums are carried in double at least, of integers in 64
  /// bits.
  template <std::size_t D>
    requires(D < rank)
  auto sum() const {
    using R = detail::total_t<T>;
    return reduced<D, detail::wide_t<T>, R>(unit(), [](auto const& total) { return static_cast<R>(total); });
  }
  /// The mean over dimension D; of integers in double. Throws shape_error where there is no sample.
  template <std::size_t D>
    requires(D < rank)
  auto mean() const {
    using R = detail::fractional_t<T>;
    using Wide = detail::wide_t<R>;
    if (shape(D) == 0) {
      throw shape_error({.category = "empty_axis",
                         .where = "sampled::mean",
                         .axis = std::to_string(D),
                         .problem = "has no samples to average"});
    }
    real_t<Wide> const n = static_cast<real_t<Wide>>(shape(D));
    return reduced<D, Wide, R>(unit(), [n](Wide const& total) { return static_cast<R>(total / n); });
  }
  /// The integral over dimension D, the sum times the step: every sample stands for one step. The unit is multiplied by
  /// that of the axis. Negative steps change the sign.
  template <std::size_t D>
    requires(D < rank)
  auto integrate() const {
    static_assert(detail::is_axis<axis_type<D>>, "convolt: this dimension has no axis, so no step; take sum() of it");
    using R = detail::fractional_t<T>;
    using Wide = detail::wide_t<R>;
    real_t<Wide> const step = static_cast<real_t<Wide>>(axis<D>().step().raw());
    return reduced<D, Wide, R>(unit() * axis<D>().unit(),
                               [step](Wide const& total) { return static_cast<R>(total * step); });
  }
  /// Each sample of dimension D less the one before it, at the coordinate in the middle between the two.
  template <std::size_t D>
    requires(D < rank)
  sampled diff() const {
    std::tuple<Axes...> axes = axes_;
    if constexpr (detail::is_axis<axis_type<D>>) { std::get<D>(axes) = axis<D>().midpoints(); }
    auto shape = extents();
    if (shape[D] > 0) { --shape[D]; }
    array_type numbers(shape);
    detail::difference_along(quantity_.raw().data(), block<D>(), numbers.data());
    return detail::with_axes(std::move(numbers), unit(), axes);
  }

  /// The numbers, the unit, and a line for each dimension.
  friend std::ostream& operator<<(std::ostream& os, sampled const& s) {
    os << s.raw() << detail::unit_suffix(s.unit());
    s.print_axes(os, std::index_sequence_for<Axes...>{});
    return os;
  }

 private:
  template <std::size_t D>
  using axis_type = std::tuple_element_t<D, std::tuple<Axes...>>;

  template <std::size_t... D>
  void check_extents(std::index_sequence<D...>) const {
    (detail::check_extent(std::get<D>(axes_), D, shape(D)), ...);
  }

  std::array<std::size_t, rank> extents() const {
    std::array<std::size_t, rank> e{};
    for (std::size_t d = 0; d < rank; ++d) { e[d] = shape(d); }
    return e;
  }

  /// 0, 1, 2, ... along D: the rules for sample numbers are those of an axis.
  template <std::size_t D>
  convolt::axis<dimensionless> sample_numbers() const {
    return {0., 1., shape(D)};
  }

  template <std::size_t D>
  detail::dimension_block block() const {
    return detail::block_along(extents(), D);
  }

  template <std::size_t D>
  auto axes_without() const {
    return detail::tuple_without<D>(axes_);
  }

  /// Room for the numbers that are left without dimension D.
  template <std::size_t D, class R>
  auto room_without() const {
    return xt::xtensor<R, rank - 1, xt::layout_type::row_major>(detail::extents_without(extents(), D));
  }

  template <std::size_t D, class Wide, class R, class V, class Finish>
  auto reduced(V const& unit, Finish const& finish) const {
    auto numbers = room_without<D, R>();
    detail::sum_along<Wide>(quantity_.raw().data(), block<D>(), numbers.data(), finish);
    return detail::with_axes(std::move(numbers), unit, axes_without<D>());
  }

  template <std::size_t... D>
  void print_axes(std::ostream& os, std::index_sequence<D...>) const {
    (detail::print_axis(os << "\naxis " << D << ": ", std::get<D>(axes_), shape(D)), ...);
  }
  quantity_type quantity_;
  std::tuple<Axes...> axes_;
};

template <detail::ArrayOperand Q, detail::DimensionAxis... Axes>
sampled(Q&&, Axes const&...) -> sampled<unit_t<Q>, element_t<Q>, Axes...>;

namespace detail {
template <class S>
inline constexpr bool is_sampled = false;
template <class U, class T, class... Axes>
inline constexpr bool is_sampled<sampled<U, T, Axes...>> = true;

template <class T, std::size_t Rank, AnyUnit U, class... Axes>
auto with_axes(xt::xtensor<T, Rank, xt::layout_type::row_major>&& numbers, U const& unit,
               std::tuple<Axes...> const& axes) {
  if constexpr (Rank == 0) {
    return tag(T(numbers()), unit);
  } else {
    return std::apply([&](Axes const&... a) { return sampled<U, T, Axes...>(tag(std::move(numbers), unit), a...); },
                      axes);
  }
}
}  // namespace detail

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
void in(S const& s, V const& v) = delete;  // this unit does not measure what was sampled

}  // namespace convolt
