// SPDX-License-Identifier: BSD-3-Clause
/// The spike trains of many neurons, or of one neuron in many trials.
/// Layer: neuro.
#pragma once

#include <convolt/neuro/fwd.hpp>
#include <convolt/neuro/spike_train.hpp>
#include <convolt/quantity/axis.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace convolt::neuro {

/// One train per neuron, in ascending order of the neurons' numbers: `spike_trains(ids, times)` or
/// `spike_trains(ids, sample_numbers, 30. * kHz)`, where event i is one of neuron ids[i], in any order.
///
/// A neuron that never fired is in no such list: `select` names all that were recorded.
class spike_trains {
  using list = detail::integer_list const&;

 public:
  /// No neurons.
  spike_trains() = default;

  /// Throws shape_error "length_mismatch" unless there are as many times as neurons, and what spike_train throws.
  spike_trains(detail::integer_list const& ids, detail::time_list times)
      : spike_trains(ids.numbers(), times.take(), spike_train()) {}
  template <detail::Rate R>
  spike_trains(detail::integer_list const& ids, detail::integer_list const& sample_numbers, R const& rate)
      : spike_trains(ids.numbers(), sample_numbers.samples(), spike_train(detail::integer_list(), rate)) {}
  template <class R>
    requires(Plain<R> || (AnyQuantity<R> && units_measure_different_things<unit_t<R>, hertz>))
  spike_trains(list, list, R const&) = delete;  // sample numbers need their rate: 30. * kHz

  /// Trains that are there already, numbered 0, 1, 2, ...: the trials of an experiment.
  explicit spike_trains(std::vector<spike_train> trains) : trains_(std::move(trains)) {
    for (std::size_t i = 0; i < trains_.size(); ++i) { ids_.push_back(static_cast<index>(i)); }
    positions_.resize(trains_.size());
  }

  /// How many neurons; total() is how many events.
  std::size_t size() const { return trains_.size(); }
  bool empty() const { return trains_.empty(); }
  std::size_t total() const {
    std::size_t n = 0;
    for (spike_train const& train : trains_) { n += train.size(); }
    return n;
  }

  /// The numbers of the neurons, one per train.
  std::vector<index> const& ids() const { return ids_; }

  /// Train k, the first being 0. Throws parameter_error where there is none.
  template <Integer I>
  spike_train const& operator[](I k) const {
    return trains_[checked(k)];
  }
  /// The train of the neuron with this number. Throws parameter_error "unknown_neuron" where there is none.
  template <Integer I>
  spike_train const& of(I id) const {
    checked_index const wanted(id);
    auto const found = std::find(ids_.begin(), ids_.end(), wanted.value);
    if (wanted.overflowed || found == ids_.end()) {
      throw parameter_error({.category = "unknown_neuron",
                             .where = "neuro::spike_trains::of",
                             .argument = "id",
                             .problem = "is the number of no neuron here",
                             .expected = ids_text(),
                             .actual = std::to_string(id)});
    }
    return trains_[static_cast<std::size_t>(found - ids_.begin())];
  }

  auto begin() const { return trains_.begin(); }
  auto end() const { return trains_.end(); }

  /// Where each event of train k was in the lists that all trains were made from: what belongs to event i, a weight for
  /// instance, is at given_order(k)[i] there. Empty for trains that were made one by one, and for parts of trains.
  template <Integer I>
  std::vector<index> const& given_order(I k) const {
    return positions_[checked(k)];
  }

  /// The trains of these neurons, in this order; a neuron that never fired has an empty one. Throws parameter_error
  /// "repeated_neuron" where a number comes twice.
  spike_trains select(detail::integer_list const& ids) const {
    spike_trains chosen;
    std::vector<index> sorted = ids.numbers();
    std::sort(sorted.begin(), sorted.end());
    auto const twin = std::adjacent_find(sorted.begin(), sorted.end());
    if (twin != sorted.end()) {
      throw parameter_error({.category = "repeated_neuron",
                             .where = "neuro::spike_trains::select",
                             .argument = "ids",
                             .problem = "names a neuron twice",
                             .actual = std::to_string(*twin)});
    }
    std::vector<std::size_t> const by_id = order_by_id();
    for (index const id : ids.numbers()) {
      auto const found = std::lower_bound(by_id.begin(), by_id.end(), id,
                                          [this](std::size_t k, index wanted) { return ids_[k] < wanted; });
      bool const fired = found != by_id.end() && ids_[*found] == id;
      chosen.ids_.push_back(id);
      chosen.trains_.push_back(fired ? trains_[*found] : silent());
      chosen.positions_.push_back(fired ? positions_[*found] : std::vector<index>());
    }
    return chosen;
  }

  /// The events of every train that are in [from, to), and all trains moved, as those of spike_train.
  template <detail::Time From, detail::Time To>
  spike_trains between(From const& from, To const& to) const {
    return map([&](spike_train const& train) { return train.between(from, to); });
  }
  template <detail::Time By>
  spike_trains shift(By const& by) const {
    return map([&](spike_train const& train) { return train.shift(by); });
  }

  /// The events of all neurons in one train, in ms.
  spike_train pooled() const {
    std::vector<double> all;
    all.reserve(total());
    for (spike_train const& train : trains_) {
      for (std::size_t i = 0; i < train.size(); ++i) { all.push_back(train.at(i)); }
    }
    spike_train together;
    std::sort(all.begin(), all.end());
    together.numbers_ = std::move(all);
    return together;
  }

  /// "3 trains, 120 events".
  friend std::ostream& operator<<(std::ostream& os, spike_trains const& trains) {
    std::size_t const n = trains.total();
    return os << trains.size() << (trains.size() == 1 ? " train, " : " trains, ") << n
              << (n == 1 ? " event" : " events");
  }

 private:
  /// `clock` has no events, and says what the numbers mean.
  spike_trains(std::vector<index> const& ids, std::vector<double> const& numbers, spike_train const& clock) {
    if (ids.size() != numbers.size()) {
      throw shape_error({.category = "length_mismatch",
                         .where = "neuro::spike_trains",
                         .argument = "ids",
                         .problem = "must name a neuron for each event",
                         .expected = std::to_string(numbers.size()),
                         .actual = std::to_string(ids.size())});
    }
    ids_ = ids;
    std::sort(ids_.begin(), ids_.end());
    ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
    trains_.assign(ids_.size(), clock);
    positions_.resize(ids_.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      auto const k = static_cast<std::size_t>(std::lower_bound(ids_.begin(), ids_.end(), ids[i]) - ids_.begin());
      trains_[k].numbers_.push_back(numbers[i]);
      positions_[k].push_back(static_cast<index>(i));
    }
    for (std::size_t k = 0; k < size(); ++k) { sort_train(k); }
  }

  /// The events of train k in ascending order, and with them where they were.
  void sort_train(std::size_t k) {
    trains_[k].sort();
    std::vector<index> const order = std::exchange(trains_[k].order_, {});
    if (order.empty()) { return; }
    std::vector<index> sorted;
    sorted.reserve(order.size());
    for (index const i : order) { sorted.push_back(positions_[k][static_cast<std::size_t>(i)]); }
    positions_[k] = std::move(sorted);
  }

  template <Integer I>
  std::size_t checked(I k) const {
    checked_index const n(k);
    if (n.overflowed || n.value < 0 || n.value >= static_cast<index>(size())) {
      throw parameter_error({.category = "train_out_of_range",
                             .where = "neuro::spike_trains",
                             .problem = "has no such train",
                             .expected = convolt::detail::joined({"a number below ", std::to_string(size())}),
                             .actual = std::to_string(k)});
    }
    return static_cast<std::size_t>(n.value);
  }

  std::vector<std::size_t> order_by_id() const {
    std::vector<std::size_t> order(size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return ids_[a] < ids_[b]; });
    return order;
  }
  spike_train silent() const { return trains_.empty() ? spike_train() : spike_train::like(trains_.front()); }

  template <class F>
  spike_trains map(F const& f) const {
    spike_trains result;
    result.ids_ = ids_;
    result.positions_.resize(size());
    for (spike_train const& train : trains_) { result.trains_.push_back(f(train)); }
    return result;
  }

  /// The first few numbers of neurons, for messages.
  std::string ids_text() const {
    std::string text = ids_.empty() ? "none, there are no trains" : "one of ";
    for (std::size_t i = 0; i < std::min<std::size_t>(size(), 8); ++i) {
      if (i > 0) { text.append(", "); }
      text.append(std::to_string(ids_[i]));
    }
    if (size() > 8) { text.append(", ..."); }
    return text;
  }

  std::vector<index> ids_;
  std::vector<spike_train> trains_;
  std::vector<std::vector<index>> positions_;
};

namespace detail {
/// One train, or many.
template <class T>
concept AnyTrains = std::same_as<T, spike_train> || std::same_as<T, spike_trains>;
}  // namespace detail

}  // namespace convolt::neuro
