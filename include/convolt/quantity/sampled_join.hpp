// SPDX-License-Identifier: BSD-3-Clause
/// Sampled quantities put together from parts: concatenate along a dimension whose samples go on, stack as trials.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/dimension_choice.hpp>
#include <convolt/quantity/join.hpp>
#include <convolt/quantity/sampled_align.hpp>

#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt {

namespace detail {

/// B may be a part beside A: what was sampled and the axes measure the same, dimension by dimension.
template <class A, class B>
inline constexpr bool axes_convert = false;
template <class... A, class... B>
  requires(sizeof...(A) == sizeof...(B))
inline constexpr bool axes_convert<std::tuple<A...>, std::tuple<B...>> = (axis_converts<B, A> && ...);
template <class A, class B>
concept PartsOfOne = BothSampled<A, B> && axes_convert<axes_t<A>, axes_t<B>> && Summable<operand_t<A>, operand_t<B>>;

/// Some arguments are sampled, and they are no parts of one whole.
template <class A, class... B>
concept NoParts = (AnySampled<A> || ... || AnySampled<B>)&&!(AnySampled<A> && ... && PartsOfOne<A, B>);

/// A container of sampled quantities.
template <class R>
concept SampledParts = !Operand<R> && !AnySampled<R> && requires(R const& r) {
  { *std::begin(r) } -> AnySampled;
  std::end(r);
};

template <class R>
using sampled_part_t = std::remove_cvref_t<decltype(*std::begin(std::declval<R const&>()))>;

/// The samples of both lie at the same places along all dimensions but `Free`.
template <std::size_t Free, class A, class B>
void check_beside(A const& first, B const& part) {
  auto const check = [&]<std::size_t D>(std::integral_constant<std::size_t, D>) {
    if constexpr (D != Free) { check_agreement<D, D, false>(first, part); }
  };
  [&]<std::size_t... D>(std::index_sequence<D...>) {
    (check(std::integral_constant<std::size_t, D>{}), ...);
  }(std::make_index_sequence<A::rank>{});
}

/// The axis `part` begins where the axis `before` ends, and has its step.
template <class A, class B>
void check_goes_on(A const& before, B const& part, std::size_t position) {
  auto const unit = before.unit();
  double const step = static_cast<double>(before.step().raw());
  double const gap = coordinate<double>(part.start(), unit) - static_cast<double>(before.stop().raw());
  double const drift = (coordinate<double>(part.step(), unit) - step) * static_cast<double>(part.count());
  bool const starts = std::abs(gap) <= sample_tolerance * std::abs(step);
  if (starts && std::abs(drift) <= sample_tolerance * std::abs(step)) { return; }
  throw shape_error(
      {.category = "axis_mismatch",
       .where = "concatenate",
       .argument = "parts",
       .axis = std::to_string(position),
       .problem = starts ? "has parts with two steps" : "has a part that does not begin where the last ends",
       .expected = coordinate_text(starts ? before.step() : before.stop()),
       .actual = starts ? coordinate_text(part.step()) : coordinate_text(part.start()),
       .advice = "without axes: concatenate(a.quantity(), b.quantity())"});
}

/// The axis of dimension D with the samples of all parts.
template <std::size_t D, class Axis>
class growing_axis {
 public:
  static_assert(!std::same_as<Axis, reduced_t>,
                "convolt: a reduced dimension has one element: nothing is joined there");
  explicit growing_axis(Axis const& first) : whole_(first) {}
  template <class A>
  void add(A const& part) {
    if constexpr (is_axis<Axis>) {
      check_goes_on(whole_, part, D);
      whole_ = Axis(whole_.start(), whole_.step(), whole_.count() + part.count());
    }
  }
  Axis const& whole() const { return whole_; }

 private:
  Axis whole_;
};

template <std::size_t D, class A, class... B>
auto joined_along(A const& first, B const&... more) {
  growing_axis<D, std::remove_cvref_t<decltype(first.template axis<D>())>> axis(first.template axis<D>());
  (check_beside<D>(first, more), ...);
  (axis.add(more.template axis<D>()), ...);
  return sampled_with(convolt::concatenate<static_cast<index>(D)>(first.quantity(), more.quantity()...),
                      tuple_with<D>(first.axes(), axis.whole()));
}
template <std::size_t D, class R>
auto joined_range(R const& parts) {
  if (std::begin(parts) == std::end(parts)) { nothing_to_join("concatenate"); }
  auto const& first = *std::begin(parts);
  growing_axis<D, std::remove_cvref_t<decltype(first.template axis<D>())>> axis(first.template axis<D>());
  std::vector<operand_t<decltype(first)>> numbers{first.quantity()};
  for (auto at = std::next(std::begin(parts)); at != std::end(parts); ++at) {
    check_beside<D>(first, *at);
    axis.add(at->template axis<D>());
    numbers.push_back(at->quantity());
  }
  return sampled_with(convolt::concatenate(numbers, D), tuple_with<D>(first.axes(), axis.whole()));
}

/// In front of these axes a dimension without one.
template <class Q, class... Axes>
auto as_trials(Q&& numbers, std::tuple<Axes...> const& axes) {
  return sampled_with(std::forward<Q>(numbers), std::tuple_cat(std::tuple<no_axis_t>{}, axes));
}

template <auto D, class Axes>
inline constexpr std::size_t dimension_in = no_dimension;
template <auto D, class... A>
inline constexpr std::size_t dimension_in<D, std::tuple<A...>> = chosen_dimension<D, A...>;

}  // namespace detail

/// One after another along dimension D, whose samples go on from part to part: `concatenate<ms>(a, b)`, of one
/// dimension `concatenate(a, b)`. The other axes are the same in all parts. Throws shape_error "axis_mismatch".
template <auto D, class A, class... B>
  requires(AnySampled<A> && (detail::PartsOfOne<A, B> && ...))
auto concatenate(A const& first, B const&... more) {
  return detail::joined_along<detail::dimension_in<D, detail::axes_t<A>>>(first, more...);
}
template <class A, class... B>
  requires(AnySampled<A> && A::rank == 1 && (detail::PartsOfOne<A, B> && ...))
auto concatenate(A const& first, B const&... more) {
  return detail::joined_along<0>(first, more...);
}
/// The same for parts counted at run time.
template <auto D, detail::SampledParts R>
auto concatenate(R const& parts) {
  return detail::joined_range<detail::dimension_in<D, detail::axes_t<decltype(*std::begin(parts))>>>(parts);
}
template <detail::SampledParts R>
  requires(detail::sampled_part_t<R>::rank == 1)
auto concatenate(R const& parts) {
  return detail::joined_range<0>(parts);
}
template <class A, class... B>
  requires(AnySampled<A> && A::rank > 1 && (detail::PartsOfOne<A, B> && ...))
double concatenate(A const&, B const&...) CONVOLT_REFUSED("say along which dimension: concatenate<ms>(a, b)");
template <detail::SampledParts R>
  requires(detail::sampled_part_t<R>::rank > 1)
double concatenate(R const&) CONVOLT_REFUSED("say along which dimension: concatenate<ms>(parts)");

/// Trials: side by side along a new first dimension without an axis. The axes are the same in all parts. Throws
/// shape_error "axis_mismatch".
template <class A, class... B>
  requires(AnySampled<A> && (detail::PartsOfOne<A, B> && ...))
auto stack(A const& first, B const&... more) {
  (detail::check_beside<detail::no_dimension>(first, more), ...);
  return detail::as_trials(convolt::stack(first.quantity(), more.quantity()...), first.axes());
}
template <detail::SampledParts R>
auto stack(R const& parts) {
  if (std::begin(parts) == std::end(parts)) { detail::nothing_to_join("stack"); }
  auto const& first = *std::begin(parts);
  std::vector<detail::operand_t<decltype(first)>> numbers;
  for (auto const& part : parts) {
    detail::check_beside<detail::no_dimension>(first, part);
    numbers.push_back(part.quantity());
  }
  return detail::as_trials(convolt::stack(numbers), first.axes());
}
template <auto D, class A, class... B>
  requires(AnySampled<A> && (detail::PartsOfOne<A, B> && ...))
double stack(A const&, B const&...) CONVOLT_REFUSED("trials come first: transpose<1, 0>(stack(a, b)) moves them");

#define CONVOLT_NO_PARTS(name)                                                                                  \
  template <class A, class... B>                                                                                \
    requires detail::NoParts<A, B...>                                                                           \
  double name(A const&, B const&...) CONVOLT_REFUSED("parts have one unit and like axes: sampled(q, axes...)"); \
  template <auto D, class A, class... B>                                                                        \
    requires detail::NoParts<A, B...>                                                                           \
  double name(A const&, B const&...) CONVOLT_REFUSED("parts have one unit and like axes: sampled(q, axes...)");
CONVOLT_NO_PARTS(concatenate)
CONVOLT_NO_PARTS(stack)
#undef CONVOLT_NO_PARTS

}  // namespace convolt
