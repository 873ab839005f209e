// SPDX-License-Identifier: BSD-3-Clause
/// The times at which one neuron fired, or any other event happened.
/// Layer: neuro.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/kernel/lag.hpp>
#include <convolt/neuro/event_lists.hpp>
#include <convolt/neuro/fwd.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <numeric>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace convolt::neuro {

/// Times of events in ascending order: `spike_train({5. * ms, 7.3 * ms})`, of an array or a std::vector with a unit, or
/// of sample numbers and a rate, `spike_train(samples, 30. * kHz)`.
///
/// Times are stored as numbers in ms, in double; sample numbers as they are, so that a day at 30 kHz loses nothing:
/// event i happens at origin() + number / rate. Events may be given in any order and are sorted, those of one time in
/// the order in which they came; duplicates stay.
class spike_train {
 public:
  /// No events.
  spike_train() = default;

  /// Times with a unit, one or many, or what was found with its `times`, as by find_peaks. Throws parameter_error
  /// "not_finite", with the index, for NaN and infinities.
  explicit spike_train(detail::time_list times) : numbers_(times.take()) { sort(); }
  template <detail::Time Q>
  explicit spike_train(std::initializer_list<Q> times) : spike_train(detail::time_list(times)) {}

  /// Sample numbers, of any integer type, and how many there are per time. Sample 0 is at 0 ms; a recording that starts
  /// at another time is shifted. Throws parameter_error "bad_rate" unless the rate is positive and finite, and
  /// "bad_sample_number" beyond 2^53.
  template <detail::Rate R>
  spike_train(detail::integer_list const& sample_numbers, R const& rate)
      : spike_train(sample_numbers.samples(), samples_per_ms(rate)) {}
  template <class R>
    requires(Plain<R> || (AnyQuantity<R> && units_measure_different_things<unit_t<R>, hertz>))
  spike_train(detail::integer_list const&, R const&) = delete;  // sample numbers need their rate: 30. * kHz

  std::size_t size() const { return numbers_.size(); }
  bool empty() const { return numbers_.empty(); }

  /// The times, ascending, as an array in a unit of time, ms unless one is given.
  template <AnyUnit U>
    requires(!units_measure_different_things<detail::millisecond, U>)
  auto times(U const& unit) const {
    return tag(in(unit), unit);
  }
  template <AnyUnit U>
    requires units_measure_different_things<detail::millisecond, U>
  void times(U const&) const CONVOLT_REFUSED("this unit measures something else than time");
  auto times() const { return times(detail::millisecond{}); }

  /// The numbers of the times in a unit of time, without it.
  template <AnyUnit U>
    requires(!units_measure_different_things<detail::millisecond, U>)
  xt::xtensor<double, 1> in(U const& unit) const {
    xt::xtensor<double, 1> result(std::array<std::size_t, 1>{size()});
    for (std::size_t i = 0; i < size(); ++i) {
      result(i) = quantities::coordinate<double>(tag(at(i), detail::millisecond{}), unit);
    }
    return result;
  }
  template <AnyUnit U>
    requires units_measure_different_things<detail::millisecond, U>
  void in(U const&) const CONVOLT_REFUSED("this unit measures something else than time");

  /// The time of event i, the earliest being 0. Throws parameter_error where there is none.
  template <Integer I>
  auto operator[](I i) const {
    checked_index const n(i);
    if (n.overflowed || n.value < 0 || n.value >= static_cast<index>(size())) {
      throw parameter_error({.category = "event_out_of_range",
                             .where = "neuro::spike_train",
                             .problem = "has no such event",
                             .expected = convolt::detail::joined({"a number below ", std::to_string(size())}),
                             .actual = std::to_string(i)});
    }
    return tag(at(static_cast<std::size_t>(n.value)), detail::millisecond{});
  }

  /// For loops: every time, a value in ms.
  class iterator;
  iterator begin() const;
  iterator end() const;

  /// True where the events were given by sample numbers.
  bool in_samples() const { return in_samples_; }
  /// The sample numbers, ascending. Throws parameter_error where the events were given by times.
  xt::xtensor<std::int64_t, 1> sample_numbers() const {
    check_in_samples("neuro::spike_train::sample_numbers");
    xt::xtensor<std::int64_t, 1> result(std::array<std::size_t, 1>{size()});
    for (std::size_t i = 0; i < size(); ++i) { result(i) = static_cast<std::int64_t>(numbers_[i]); }
    return result;
  }
  /// Samples per time. Throws parameter_error where the events were given by times.
  auto sampling_rate() const {
    check_in_samples("neuro::spike_train::sampling_rate");
    return tag(per_ms_, kilo<hertz>{});
  }
  /// When sample 0 was, or time 0 of those that were given: 0 ms unless the train was shifted.
  auto origin() const { return tag(origin_, detail::millisecond{}); }

  /// The events with times in [from, to). Throws parameter_error for NaN limits and where `from` is after `to`.
  template <detail::Time From, detail::Time To>
  spike_train between(From const& from, To const& to) const {
    double const first = detail::milliseconds(from, "neuro::spike_train::between", "from");
    double const last = detail::milliseconds(to, "neuro::spike_train::between", "to");
    if (first > last) {
      throw parameter_error({.category = "bad_window",
                             .where = "neuro::spike_train::between",
                             .problem = "the window ends before it begins",
                             .actual = convolt::detail::joined({"[", quantities::coordinate_text(from), ", ",
                                                                quantities::coordinate_text(to), ")"})});
    }
    auto const begin = numbers_.begin() + static_cast<std::ptrdiff_t>(position_of(first));
    auto const end = numbers_.begin() + static_cast<std::ptrdiff_t>(position_of(last));
    spike_train part = like(*this);
    part.numbers_.assign(begin, end);
    return part;
  }

  template <class From, class To>
    requires(!detail::Time<From> || !detail::Time<To>)
  void between(From const&, To const&) const CONVOLT_REFUSED("times have a unit: 100. * ms");

  /// The same events, all of them later by `by` (earlier, where that is negative). Sample numbers stay what they are.
  template <detail::Time By>
  spike_train shift(By const& by) const {
    spike_train moved = *this;
    moved.origin_ += detail::milliseconds(by, "neuro::spike_train::shift", "by");
    return moved;
  }

  template <class By>
    requires(!detail::Time<By>)
  void shift(By const&) const CONVOLT_REFUSED("a time has a unit: 100. * ms");

  /// How many events are before this time.
  template <detail::Time Q>
  std::size_t count_before(Q const& t) const {
    return position_of(detail::milliseconds(t, "neuro::spike_train::count_before", "t"));
  }

  template <class Q>
    requires(!detail::Time<Q>)
  void count_before(Q const&) const CONVOLT_REFUSED("a time has a unit: 100. * ms");

  /// Where each event was in the list that the train was made from: what belongs to event i, a weight for instance, is
  /// at given_order()[i] there. Empty where that list was in ascending order, and for parts of trains.
  std::vector<index> const& given_order() const { return order_; }

  /// "3 events, 5 ms .. 9.1 ms".
  friend std::ostream& operator<<(std::ostream& os, spike_train const& train) {
    os << train.size() << (train.size() == 1 ? " event" : " events");
    if (train.empty()) { return os; }
    os << ", " << train.at(0) << " ms";
    if (train.size() > 1) { os << " .. " << train.at(train.size() - 1) << " ms"; }
    return os;
  }

 private:
  friend class spike_trains;

  spike_train(std::vector<double> sample_numbers, double per_ms)
      : numbers_(std::move(sample_numbers)), per_ms_(per_ms), in_samples_(true) {
    sort();
  }

  /// No events, on the same clock.
  static spike_train like(spike_train const& other) {
    spike_train empty;
    empty.per_ms_ = other.per_ms_;
    empty.origin_ = other.origin_;
    empty.in_samples_ = other.in_samples_;
    return empty;
  }

  template <detail::Rate R>
  static double samples_per_ms(R const& rate) {
    double const per_ms = quantities::coordinate<double>(rate, kilo<hertz>{});
    if (!kernel::is_width(per_ms)) {
      bool const positive = bits::is_finite(per_ms) && per_ms > 0;
      throw parameter_error(
          {.category = "bad_rate",
           .where = "neuro::spike_train",
           .argument = "rate",
           .problem = positive ? "is beyond what can be computed with" : "must be positive and finite",
           .actual = quantities::coordinate_text(rate)});
    }
    return per_ms;
  }

  double at(std::size_t i) const { return origin_ + numbers_[i] / per_ms_; }

  /// How many events are before a time in ms.
  std::size_t position_of(double time) const {
    auto const earlier = [this](double number, double t) { return origin_ + number / per_ms_ < t; };
    return static_cast<std::size_t>(std::lower_bound(numbers_.begin(), numbers_.end(), time, earlier) -
                                    numbers_.begin());
  }

  void sort() {
    if (std::is_sorted(numbers_.begin(), numbers_.end())) { return; }
    order_.resize(numbers_.size());
    std::iota(order_.begin(), order_.end(), index{0});
    std::stable_sort(order_.begin(), order_.end(), [this](index a, index b) {
      return numbers_[static_cast<std::size_t>(a)] < numbers_[static_cast<std::size_t>(b)];
    });
    std::vector<double> sorted;
    sorted.reserve(numbers_.size());
    for (index const i : order_) { sorted.push_back(numbers_[static_cast<std::size_t>(i)]); }
    numbers_ = std::move(sorted);
  }

  void check_in_samples(char const* where) const {
    if (!in_samples_) {
      throw parameter_error({.category = "no_sample_numbers",
                             .where = where,
                             .problem = "the events were given by times, not by sample numbers"});
    }
  }

  std::vector<double> numbers_;
  std::vector<index> order_;
  double per_ms_ = 1.;
  double origin_ = 0.;
  bool in_samples_ = false;
};

/// Goes through the times of a train, which are values.
class spike_train::iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = quantity<detail::millisecond, double>;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = value_type;

  iterator(spike_train const& train, std::size_t i) : train_(&train), i_(i) {}
  value_type operator*() const { return tag(train_->at(i_), detail::millisecond{}); }
  iterator& operator++() {
    ++i_;
    return *this;
  }
  iterator operator++(int) {
    iterator const before = *this;
    ++i_;
    return before;
  }
  friend bool operator==(iterator const& a, iterator const& b) { return a.i_ == b.i_; }

 private:
  spike_train const* train_;
  std::size_t i_;
};

inline spike_train::iterator spike_train::begin() const { return {*this, 0}; }
inline spike_train::iterator spike_train::end() const { return {*this, size()}; }

}  // namespace convolt::neuro
