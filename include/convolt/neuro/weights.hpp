// SPDX-License-Identifier: BSD-3-Clause
/// Weights of events: one for all, one per neuron or one per event.
/// Layer: neuro.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/neuro/event_lists.hpp>
#include <convolt/neuro/event_source.hpp>
#include <convolt/neuro/spike_trains.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace convolt::neuro {

/// What an array of weights beside many trains is: one weight for each train, or one for each event, in the order in
/// which the events were given.
enum class weights_per { neuron, event };

namespace detail {

/// A real number or a list of them, with a unit or none.
template <class W>
concept Weights = Operand<W> && std::is_arithmetic_v<element_t<W>>;

/// The type of the response to weights: float stays float, everything else is double.
template <class T, class W>
using response_t =
    std::conditional_t<!std::is_void_v<T>, T,
                       std::conditional_t<std::same_as<std::remove_cv_t<element_t<W>>, float>, float, double>>;

/// The numbers of weights, each of them finite.
class weight_list {
 public:
  template <Weights W>
  weight_list(char const* where, W const& weights) : where_(where) {
    if constexpr (Scalar<wrapped_t<W>>) {
      add(static_cast<double>(raw(weights)));
      is_list_ = false;
    } else {
      check_one_axis(raw(weights), "weights", where);
      for (auto const w : raw(weights)) { add(static_cast<double>(w)); }
    }
  }

  /// For a single train of so many events.
  event_weights of(spike_train const& train) const {
    check_size(train.size(), "must be one per event");
    return is_list_ ? of_events(train.given_order(), 0) : of_all(0);
  }
  /// For train k of many; `first` is the number of events in those before it.
  event_weights of(spike_trains const& trains, std::size_t k, std::size_t first, weights_per rule) const {
    if (!is_list_) { return of_all(0); }
    if (rule == weights_per::neuron) { return of_all(k); }
    // Trains that were made one by one know their own order only, others their place in the list of all events.
    bool const listed = !trains.given_order(k).empty();
    return listed ? of_events(trains.given_order(k), 0) : of_events(trains[k].given_order(), first);
  }
  void check(spike_trains const& trains, weights_per rule) const {
    if (rule == weights_per::neuron) {
      check_size(trains.size(), "must be one per neuron, or .weights = weights_per::event");
      return;
    }
    // Where neurons were selected the list is that of all events, so longer than there are events left.
    std::size_t last = 0;
    for (std::size_t k = 0; k < trains.size(); ++k) {
      for (index const place : trains.given_order(k)) { last = std::max(last, static_cast<std::size_t>(place) + 1); }
    }
    check_size(last > trains.total() ? std::max(last, numbers_.size()) : trains.total(), "must be one per event");
  }

 private:
  void add(double w) {
    if (!bits::is_finite(w)) {
      throw parameter_error({.category = "not_finite",
                             .where = where_,
                             .argument = "weights",
                             .problem = "must be finite",
                             .actual = convolt::detail::joined(
                                 {quantities::number_text(w), " at index ", std::to_string(numbers_.size())})});
    }
    numbers_.push_back(w);
  }
  void check_size(std::size_t needed, char const* problem) const {
    if (!is_list_ || numbers_.size() == needed) { return; }
    throw shape_error({.category = "length_mismatch",
                       .where = where_,
                       .argument = "weights",
                       .problem = problem,
                       .expected = std::to_string(needed),
                       .actual = std::to_string(numbers_.size())});
  }
  event_weights of_all(std::size_t i) const { return {.all = numbers_.empty() ? 0 : numbers_[i]}; }
  event_weights of_events(std::vector<index> const& order, std::size_t first) const {
    return {.numbers = numbers_.data() + first, .order = order.empty() ? nullptr : &order};
  }

  char const* where_;
  std::vector<double> numbers_;
  bool is_list_ = true;
};

}  // namespace detail
}  // namespace convolt::neuro
