// SPDX-License-Identifier: BSD-3-Clause
/// Epochs of a recording: the samples around given times, one beside the other. `sampled::around` stands on it.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/along.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/dimension_choice.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt {

/// For `x.around(onsets, from, to, drop_incomplete)`: onsets whose epoch leaves the recording are left out and
/// reported.
struct drop_incomplete_t {};
inline constexpr drop_incomplete_t drop_incomplete{};

/// Epochs, and the numbers of the onsets that have none.
template <class S>
struct epochs {
  S samples;
  std::vector<std::size_t> dropped;
};

namespace quantities {

/// Numbers with these axes; with no axis left, the number itself.
template <class T, std::size_t Rank, AnyUnit U, class... Axes>
auto with_axes(xt::xtensor<T, Rank, xt::layout_type::row_major>&& numbers, U const& unit,
               std::tuple<Axes...> const& axes);

}  // namespace quantities

namespace detail {

/// Times one after the other: an array of one dimension with a unit, or a container of quantities.
template <class R>
concept OnsetRange = requires(R const& r) {
  std::begin(r) != std::end(r);
  requires Coordinate<decltype(*std::begin(r))>;
};
template <class R>
using onset_t = std::remove_cvref_t<decltype(*std::begin(std::declval<R const&>()))>;

/// The only axis that measures what the onsets do; where units are known at run time only, the only axis.
template <class R, class... Axes>
constexpr std::size_t find_dimension_of_onsets() {
  using V = unit_t<onset_t<R>>;
  constexpr std::size_t measured = [] {
    if constexpr (Unit<V>) {
      return dimension_of_unit<V, Axes...>();
    } else {
      return no_dimension;
    }
  }();
  constexpr bool at_run_time = !Unit<V> || (axis_has_run_time_unit<Axes> || ...);
  return measured == no_dimension && at_run_time ? only_axis<Axes...>() : measured;
}
template <class R, class... Axes>
inline constexpr std::size_t dimension_of_onsets = find_dimension_of_onsets<R, Axes...>();

/// An array of onsets has one dimension.
template <class R>
void check_onsets(R const& onsets) {
  if constexpr (ArrayOperand<R>) {
    static_assert(may_have_rank<wrapped_t<R>, 1>, "convolt: onsets are an array of one dimension");
    if (raw(onsets).dimension() != 1) {
      throw shape_error({.category = "rank_mismatch",
                         .where = "sampled::around",
                         .argument = "onsets",
                         .problem = "are an array of one dimension",
                         .expected = "1",
                         .actual = std::to_string(raw(onsets).dimension())});
    }
  }
}

/// Samples of an axis by their distance from one of them.
struct lag_run {
  double first = 0;
  double count = 0;
};

/// The lags k * step in [from, to), as k. A limit within sample_tolerance of a lag is at that lag.
template <class A, class From, class To>
lag_run lags_between(A const& axis, From const& from, To const& to) {
  double const step = coordinate<double>(axis.step(), axis.unit());
  auto const steps_to = [&](auto const& q) {
    double const steps = coordinate<double>(q, axis.unit()) / step;
    double const whole = std::round(steps);
    return std::abs(steps - whole) <= sample_tolerance ? whole : steps;
  };
  double const low = steps_to(from), high = steps_to(to);
  bool const up = step > 0;
  double const first = up ? std::ceil(low) : std::floor(high) + 1;
  double const last = up ? std::ceil(high) : std::floor(low) + 1;
  double const most = 9007199254740992;  // 2^53: whole numbers up to here are exact
  if (!(up ? low <= high : high <= low) || !(std::abs(first) < most && std::abs(last) < most)) {
    throw parameter_error({.category = "bad_lags",
                           .where = "sampled::around",
                           .problem = "the lags are not in ascending order, or not finite",
                           .actual = joined({"[", coordinate_text(from), ", ", coordinate_text(to), ")"})});
  }
  return {first, last - first};
}

template <class A, class Onset>
[[noreturn]] void throw_incomplete(A const& axis, Onset const& onset, std::size_t number, lag_run const& lags) {
  double const step = coordinate<double>(axis.step(), axis.unit());
  auto const lag_text = [&](double k) {  // of float, which has no digits from rounding in double
    return number_text(static_cast<float>(k * step)) + unit_suffix(axis.unit());
  };
  throw parameter_error(
      {.category = "epoch_out_of_range",
       .where = "sampled::around",
       .argument = joined({"onset ", std::to_string(number)}),
       .problem = "has an epoch that leaves the recording",
       .expected = joined({lag_text(lags.first), " to ", lag_text(lags.first + lags.count - 1), " around it inside ",
                           axis.count() > 0 ? coordinate_text(axis.start()) : std::string("an empty axis"), " to ",
                           axis.count() > 0 ? coordinate_text(axis.back()) : std::string("nothing")}),
       .actual = coordinate_text(onset),
       .advice = "drop_incomplete leaves such onsets out and reports them"});
}

/// The first sample of each epoch, and the numbers of those left out. (A template, so that who cuts none pays nothing.)
template <class A>
struct epoch_starts {
  std::vector<index> at;
  std::vector<std::size_t> dropped;
};
template <class A, class Onsets>
epoch_starts<A> find_epochs(A const& axis, Onsets const& onsets, lag_run const& lags, bool drop) {
  epoch_starts<A> found;
  double const start = coordinate<double>(axis.start(), axis.unit());
  double const step = coordinate<double>(axis.step(), axis.unit());
  std::size_t number = 0;
  for (auto const& onset : onsets) {
    double const first = std::round((coordinate<double>(onset, axis.unit()) - start) / step) + lags.first;
    if (first >= 0 && first + lags.count <= static_cast<double>(axis.count())) {
      found.at.push_back(static_cast<index>(first));
    } else if (drop) {
      found.dropped.push_back(number);
    } else {
      throw_incomplete(axis, onset, number, lags);
    }
    ++number;
  }
  return found;
}

/// The epochs of x, its dimension D being that of the onsets.
template <std::size_t D, class S, class Onsets, class From, class To>
auto cut_epochs(S const& x, Onsets const& onsets, From const& from, To const& to, bool drop) {
  check_onsets(onsets);
  auto const& axis = x.template axis<D>();
  lag_run const lags = lags_between(axis, from, to);
  auto starts = find_epochs(axis, onsets, lags, drop);

  constexpr std::size_t rank = S::rank + 1;
  std::array<std::size_t, rank> extents{starts.at.size()};
  for (std::size_t d = 0; d < S::rank; ++d) {
    extents[d + 1] = d == D ? static_cast<std::size_t>(lags.count) : x.shape(d);
  }
  xt::xtensor<typename S::element_type, rank, xt::layout_type::row_major> numbers(extents);
  dimension_block const block = block_along(x.shape(), D);
  index const epoch = block.outer * static_cast<index>(lags.count) * block.inner;
  auto* out = numbers.data();
  for (index const first : starts.at) {
    copy_along(x.raw().data(), block, first, static_cast<index>(lags.count), 1, out);
    out += epoch;
  }
  using axis_type = std::remove_cvref_t<decltype(axis)>;
  using T = typename axis_type::element_type;
  double const step = coordinate<double>(axis.step(), axis.unit());
  axis_type const lag_axis(tag(static_cast<T>(lags.first * step), axis.unit()), axis.step(),
                           static_cast<index>(lags.count));
  auto const axes =
      std::apply([](auto const&... a) { return std::tuple(no_axis, a...); }, tuple_with<D>(x.axes(), lag_axis));
  auto samples = with_axes(std::move(numbers), x.unit(), axes);
  return epochs<decltype(samples)>{std::move(samples), std::move(starts.dropped)};
}

}  // namespace detail
}  // namespace convolt
