// SPDX-License-Identifier: BSD-3-Clause
/// How operands with axes meet: dimension by dimension where they have equally many, else the axes of the one are those
/// of the other but for some that were reduced, in one way only.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/view.hpp>

#include <array>
#include <string>
#include <tuple>
#include <utility>

namespace convolt {

namespace detail {

template <class S>
struct sampled_traits {
  using operand = S;
};
template <class U, class T, class... Axes>
struct sampled_traits<sampled<U, T, Axes...>> {
  using operand = typename sampled<U, T, Axes...>::quantity_type;
  using axes = std::tuple<Axes...>;
};
/// The quantity in a sampled one; anything else is itself.
template <class S>
using operand_t = typename sampled_traits<std::remove_cvref_t<S>>::operand;
template <class S>
using axes_t = typename sampled_traits<std::remove_cvref_t<S>>::axes;

/// Axes that may agree when the program runs: of one dimension, both absent, or one reduced.
template <class A, class B>
inline constexpr bool can_agree = std::same_as<A, B> || std::same_as<A, reduced_t> || std::same_as<B, reduced_t>;
template <class U, class T, class V, class S>
inline constexpr bool can_agree<axis<U, T>, axis<V, S>> = !units_measure_different_things<U, V>;

/// Where the axes of the smaller operand are among those of the larger one, in the same order; `ways` counts in how
/// many ways that can be.
template <std::size_t Small>
struct placement {
  std::size_t ways = 0;
  std::array<std::size_t, Small> at{};
};

template <std::size_t Small, std::size_t Large>
constexpr placement<Small> place(std::array<std::array<bool, Large>, Small> const& fits) {
  // ways[i][j]: those to place the axes from i on among the dimensions from j on.
  std::array<std::array<std::size_t, Large + 1>, Small + 1> ways{};
  for (std::size_t j = 0; j <= Large; ++j) { ways[Small][j] = 1; }
  for (std::size_t i = Small; i-- > 0;) {
    for (std::size_t j = Large; j-- > 0;) { ways[i][j] = ways[i][j + 1] + (fits[i][j] ? ways[i + 1][j + 1] : 0); }
  }
  placement<Small> result{ways[0][0], {}};
  for (std::size_t i = 0, j = 0; result.ways == 1 && i < Small; ++i, ++j) {
    while (!fits[i][j] || ways[i + 1][j + 1] == 0) { ++j; }
    result.at[i] = j;
  }
  return result;
}

template <class Small, class Large>
inline constexpr placement<0> placement_in{};
template <class... S, class... L>
  requires(sizeof...(S) <= sizeof...(L))
inline constexpr placement<sizeof...(S)> placement_in<std::tuple<S...>, std::tuple<L...>> = [] {
  auto const row = []<class A>(std::type_identity<A>) { return std::array<bool, sizeof...(L)>{can_agree<A, L>...}; };
  return place<sizeof...(S), sizeof...(L)>({row(std::type_identity<S>{})...});
}();

/// The ways in which the axes of A and of B can meet.
template <class A, class B>
inline constexpr std::size_t ways_to_meet =
    std::tuple_size_v<A> < std::tuple_size_v<B> ? placement_in<A, B>.ways : placement_in<B, A>.ways;

/// Two sampled quantities, or one and a number.
template <class A, class B>
concept BothSampled = AnySampled<A> && AnySampled<B>;
template <class S>
concept NumberOperand = Operand<S> && Scalar<wrapped_t<S>>;
template <class A, class B>
concept SampledAndNumber = (AnySampled<A> && NumberOperand<B>) || (AnySampled<B> && NumberOperand<A>);

}  // namespace detail

/// The sentences of the deleted operators.
template <class A, class B>
concept axes_measure_different_things =
    detail::BothSampled<A, B> && detail::ways_to_meet<detail::axes_t<A>, detail::axes_t<B>> == 0;
template <class A, class B>
concept several_dimensions_could_be_meant =
    detail::BothSampled<A, B> && (detail::ways_to_meet<detail::axes_t<A>, detail::axes_t<B>> > 1);
template <class A, class B>
concept array_has_no_axes = (AnySampled<A> && detail::ArrayOperand<B>) || (AnySampled<B> && detail::ArrayOperand<A>);
template <class A, class B>
concept axes_do_not_meet =
    axes_measure_different_things<A, B> || several_dimensions_could_be_meant<A, B> || array_has_no_axes<A, B>;

namespace detail {

template <class A, class B>
concept SampledPair = (BothSampled<A, B> && ways_to_meet<axes_t<A>, axes_t<B>> == 1) || SampledAndNumber<A, B>;

[[noreturn]] inline void throw_axis_mismatch(std::size_t position, axis_difference const& found, bool has_axis) {
  throw shape_error({.category = "axis_mismatch",
                     .where = "sampled",
                     .argument = "operands",
                     .axis = std::to_string(position),
                     .problem = joined({"have axes that differ in their ", found.what}),
                     .expected = found.left,
                     .actual = found.right,
                     .advice = has_axis ? "slice one of them, or y.interp(x.axis<..>()) puts y on the samples of x"
                                        : "slice one of them"});
}

/// Dimension L of the larger operand and S of the smaller one must have the same samples. The messages have the left
/// operand first, which is `small` where Swapped.
template <std::size_t L, std::size_t S, bool Swapped, class Large, class Small>
void check_agreement(Large const& large, Small const& small) {
  auto const& a = large.template axis<L>();
  auto const& b = small.template axis<S>();
  constexpr bool axes = is_axis<std::remove_cvref_t<decltype(a)>> && is_axis<std::remove_cvref_t<decltype(b)>>;
  if constexpr (axes) {
    axis_difference const found = Swapped ? difference(b, a, sample_tolerance) : difference(a, b, sample_tolerance);
    if (!found.what.empty()) { throw_axis_mismatch(L, found, true); }
  } else if constexpr (std::same_as<decltype(a), decltype(b)>) {
    std::string const m = std::to_string(large.shape(L)), n = std::to_string(small.shape(S));
    if (m != n) { throw_axis_mismatch(L, {"count", Swapped ? n : m, Swapped ? m : n}, false); }
  }
}

/// The axis of dimension D of a result: that of the larger operand, unless it was reduced there and not in the smaller.
template <std::size_t D, class Large, class Small>
auto const& joined_axis(Large const& large, Small const& small) {
  constexpr auto placed = placement_in<axes_t<Small>, axes_t<Large>>;
  constexpr std::size_t s = [](auto const& at) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (at[i] == D) { return i; }
    }
    return at.size();
  }(placed.at);
  if constexpr (s < placed.at.size() && std::same_as<std::tuple_element_t<D, axes_t<Large>>, reduced_t>) {
    return small.template axis<s>();
  } else {
    return large.template axis<D>();
  }
}

template <bool Swapped, class Large, class Small>
auto joined_axes(Large const& large, Small const& small) {
  constexpr auto placed = placement_in<axes_t<Small>, axes_t<Large>>;
  [&]<std::size_t... S>(std::index_sequence<S...>) {
    (check_agreement<placed.at[S], S, Swapped>(large, small), ...);
  }(std::make_index_sequence<Small::rank>{});
  return [&]<std::size_t... D>(std::index_sequence<D...>) {
    return std::tuple<std::remove_cvref_t<decltype(joined_axis<D>(large, small))>...>(joined_axis<D>(large, small)...);
  }(std::make_index_sequence<Large::rank>{});
}

/// The quantity of `small` with the rank of the larger operand: one element where a dimension is missing.
template <class AxesOfLarge, class Small>
decltype(auto) stretched(Small const& small) {
  constexpr std::size_t rank = std::tuple_size_v<AxesOfLarge>;
  if constexpr (Small::rank == rank) {
    return small.quantity();
  } else {
    constexpr auto placed = placement_in<axes_t<Small>, AxesOfLarge>;
    auto const from = frame_of(small.raw());
    frame<rank> to(rank);
    for (std::size_t d = 0; d < rank; ++d) { to.shape[d] = 1; }
    for (std::size_t i = 0; i < Small::rank; ++i) { to.take_axis(placed.at[i], from, i); }
    return tag_as_it_is(framed(small.raw(), std::move(to)), small.unit());
  }
}

/// numbers with these axes.
template <class Q, class... Axes>
auto sampled_with(Q&& numbers, std::tuple<Axes...> const& axes) {
  return std::apply([&](Axes const&... a) { return sampled(std::forward<Q>(numbers), a...); }, axes);
}

/// operation(quantity, quantity), with the axes of the operands.
template <class A, class B, class Operation>
auto combine(A const& a, B const& b, Operation const& operation) {
  if constexpr (AnySampled<A> && AnySampled<B>) {
    if constexpr (A::rank >= B::rank) {
      auto const axes = joined_axes<false>(a, b);
      return sampled_with(operation(a.quantity(), stretched<axes_t<A>>(b)), axes);
    } else {
      auto const axes = joined_axes<true>(b, a);
      return sampled_with(operation(stretched<axes_t<B>>(a), b.quantity()), axes);
    }
  } else if constexpr (AnySampled<A>) {
    return a.map([&](auto const& numbers) { return operation(numbers, b); });
  } else {
    return b.map([&](auto const& numbers) { return operation(a, numbers); });
  }
}

}  // namespace detail
}  // namespace convolt
