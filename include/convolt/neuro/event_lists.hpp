// SPDX-License-Identifier: BSD-3-Clause
/// What spike trains are made of, as it is handed in: lists of times with a unit, of sample numbers and of neurons.
/// Arrays, vectors, spans and braces are all taken; every element is checked here, once.
/// Layer: neuro.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/si.hpp>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::neuro::detail {

using millisecond = milli<second>;

/// A time or a duration: a number with a unit of time, or with one that is known at run time only.
template <class Q>
concept Time = quantities::Coordinate<Q> && AnyQuantity<Q> && OneDimension<Q, quantity<second, double>>;
template <class Q>
concept Rate = quantities::Coordinate<Q> && AnyQuantity<Q> && OneDimension<Q, quantity<hertz, double>>;

/// An array of times with one unit.
template <class Q>
concept TimeArray = AnyQuantity<Q> && ArrayExpression<wrapped_t<Q>> && OneDimension<Q, quantity<second, double>>;

/// What is found with its times, as peaks are.
template <class E>
concept HasTimes = requires(E const& events) { requires TimeArray<decltype(events.times)>; };

/// What a loop over elements of some kind can go over: arrays of xtensor, containers and spans of the standard library.
template <class R>
concept List = requires(R const& r) {
  std::begin(r);
  std::end(r);
};
template <List R>
using listed_t = std::remove_cvref_t<decltype(*std::begin(std::declval<R const&>()))>;

template <class R>
concept TimeList = List<R> && !AnyQuantity<R> && Time<listed_t<R>>;
template <class R>
concept IntegerList = List<R> && !AnyQuantity<R> && Integer<listed_t<R>>;
/// Numbers without a unit, which are no times.
template <class R>
concept BareList = List<R> && !AnyQuantity<R> && std::is_arithmetic_v<listed_t<R>> && !Integer<listed_t<R>>;
template <class Q>
concept measures_something_else_than_time = AnyQuantity<Q> && units_measure_different_things<unit_t<Q>, millisecond>;

/// A number in ms. Throws parameter_error for NaN and infinity.
template <Time Q>
double milliseconds(Q const& t, char const* where, char const* argument) {
  double const ms = quantities::coordinate<double>(t, millisecond{});
  if (!bits::is_finite(ms)) {
    throw parameter_error({.category = "not_finite",
                           .where = where,
                           .argument = argument,
                           .problem = "must be finite",
                           .actual = quantities::coordinate_text(t)});
  }
  return ms;
}

template <class R>
void check_one_axis(R const& list, char const* argument, char const* where = "neuro::spike_train") {
  if constexpr (requires { list.dimension(); }) {
    if (list.dimension() != 1) {
      throw shape_error({.category = "rank_mismatch",
                         .where = where,
                         .argument = argument,
                         .problem = "must be a list: an array with one axis",
                         .expected = "1",
                         .actual = std::to_string(list.dimension())});
    }
  }
}

/// One of the times in braces, where these are of different units or element types.
struct time_of_any_unit {
  double ms;
  template <Time Q>
  time_of_any_unit(Q const& t)  // NOLINT(google-explicit-constructor): `{5. * ms, 0.03 * s}`
      : ms(quantities::coordinate<double>(t, millisecond{})) {}
  template <quantities::Coordinate Q>
    requires(!Time<Q>)
  time_of_any_unit(Q const&) = delete;  // each of these is a time, as 5. * ms
};

/// Finite times in ms, as they were listed.
class time_list {
 public:
  time_list() = default;
  template <Time Q>
  time_list(std::initializer_list<Q> times) {  // NOLINT(google-explicit-constructor): `spike_train({5. * ms})`
    add_all(times);
  }
  time_list(std::initializer_list<time_of_any_unit> times) {
    for (time_of_any_unit const& t : times) { add(tag(t.ms, millisecond{})); }
  }
  template <Time Q>
  time_list(Q const& time) {  // NOLINT(google-explicit-constructor): `psth(train, 100. * ms, lags)`
    add(time);
  }
  template <TimeList R>
  time_list(R const& times) {  // NOLINT(google-explicit-constructor)
    check_one_axis(times, "times");
    add_all(times);
  }
  template <TimeArray Q>
  time_list(Q const& times) {  // NOLINT(google-explicit-constructor)
    check_one_axis(times.raw(), "times");
    numbers_.reserve(times.size());
    for (auto const x : times.raw()) { add(tag(static_cast<double>(x), times.unit())); }
  }
  template <HasTimes E>
  time_list(E const& events)  // NOLINT(google-explicit-constructor): `spike_train(find_peaks(v, level))`
      : time_list(events.times) {}
  template <BareList R>
  time_list(R const&) = delete;  // spike times need a unit: multiply them by ms, or by s
  template <quantities::Coordinate Q>
    requires Plain<Q>
  time_list(std::initializer_list<Q>) = delete;  // spike times need a unit: multiply them by ms, or by s
  template <quantities::Coordinate Q>
    requires Plain<Q>
  time_list(Q const&) = delete;  // spike times need a unit: multiply them by ms, or by s
  template <measures_something_else_than_time Q>
  time_list(Q const&) = delete;  // spike times are in a unit of time

  std::vector<double>&& take() { return std::move(numbers_); }
  std::size_t size() const { return numbers_.size(); }

 private:
  template <class R>
  void add_all(R const& times) {
    for (auto const& t : times) { add(t); }
  }
  template <class Q>
  void add(Q const& t) {
    double const ms = quantities::coordinate<double>(t, millisecond{});
    if (!bits::is_finite(ms)) {
      throw parameter_error({.category = "not_finite",
                             .where = "neuro::spike_train",
                             .argument = "times",
                             .problem = "must be finite",
                             .actual = convolt::detail::joined(
                                 {quantities::coordinate_text(t), " at index ", std::to_string(numbers_.size())})});
    }
    numbers_.push_back(ms);
  }

  std::vector<double> numbers_;
};

/// Whole numbers, as they were listed.
class integer_list {
 public:
  integer_list() = default;
  template <Integer I>
  integer_list(std::initializer_list<I> numbers) {  // NOLINT(google-explicit-constructor)
    add_all(numbers);
  }
  template <IntegerList R>
  integer_list(R const& numbers) {  // NOLINT(google-explicit-constructor)
    check_one_axis(numbers, "numbers");
    add_all(numbers);
  }
  template <BareList R>
  integer_list(R const&) = delete;  // sample numbers and numbers of neurons are integers
  template <std::floating_point X>
  integer_list(std::initializer_list<X>) = delete;  // sample numbers and numbers of neurons are integers

  std::vector<index> const& numbers() const { return numbers_; }
  std::size_t size() const { return numbers_.size(); }

  /// As sample numbers: in double, which holds them exactly up to 2^53. Throws parameter_error beyond that.
  std::vector<double> samples() const {
    constexpr index most = index{1} << 53;
    std::vector<double> result;
    result.reserve(numbers_.size());
    for (index const n : numbers_) {
      if (n < -most || n > most) { too_large(std::to_string(n), result.size()); }
      result.push_back(static_cast<double>(n));
    }
    return result;
  }

 private:
  [[noreturn]] static void too_large(std::string const& number, std::size_t position) {
    throw parameter_error({.category = "bad_sample_number",
                           .where = "neuro::spike_train",
                           .argument = "numbers",
                           .problem = "holds a number that is too large",
                           .expected = "at most 2^53",
                           .actual = convolt::detail::joined({number, " at index ", std::to_string(position)})});
  }
  template <class R>
  void add_all(R const& numbers) {
    for (auto const& n : numbers) {
      checked_index const checked(n);
      if (checked.overflowed) { too_large(std::to_string(n), numbers_.size()); }
      numbers_.push_back(checked.value);
    }
  }

  std::vector<index> numbers_;
};

}  // namespace convolt::neuro::detail
