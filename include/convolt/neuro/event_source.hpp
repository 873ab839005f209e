// SPDX-License-Identifier: BSD-3-Clause
/// The events of a train as loops read them: positions on an axis, in steps, and weights, a batch at a time.
/// Layer: neuro.
#pragma once

#include <convolt/neuro/spike_train.hpp>
#include <convolt/neuro/time_axis.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace convolt::neuro::detail {

/// The weight of each event, in the order of the list that its train was made from, or one for all.
struct event_weights {
  double const* numbers = nullptr;  ///< null: all are `all`
  std::vector<index> const* order =
      nullptr;  ///< where in `numbers` that of an event is; null: at the event's own index
  double all = 1;

  double operator()(std::size_t event) const {
    if (numbers == nullptr) { return all; }
    return numbers[order != nullptr ? static_cast<std::size_t>((*order)[event]) : event] * all;
  }
};

/// The samples of a response: times in ms, evenly spaced.
struct grid {
  double start;
  double step;
  index count;

  explicit grid(bins const& b) : start(b.begin()), step(b.step()), count(b.count()) {}

  double position(double ms) const { return (ms - start) / step; }
  double time(double position) const { return start + position * step; }
  /// By how many steps rounding of times may move an event.
  double rounding() const {
    return 8 * std::numeric_limits<double>::epsilon() * (std::abs(start / step) + static_cast<double>(count) + 1);
  }
};

/// Events in ascending order from one position on, as far as another one.
class event_source {
 public:
  /// The events with positions in (above, up_to], in steps after the start of the grid.
  event_source(spike_train const& train, grid const& g, event_weights const& weights, double above, double up_to)
      : grid_(g), weights_(weights), next_(train, 0) {
    first_ = past(train, g.time(above), [&](double p) { return p <= above; });
    end_ = std::max(first_, past(train, g.time(up_to), [&](double p) { return p <= up_to; }));
    next_ = spike_train::iterator(train, first_);
  }

  std::size_t size() const { return end_ - first_; }

  /// Reads at most `most` events and says how many.
  index read(double* positions, double* weights, index most) {
    index const n = static_cast<index>(std::min(end_ - first_, static_cast<std::size_t>(most)));
    for (index i = 0; i < n; ++i, ++next_, ++first_) {
      positions[i] = grid_.position((*next_).raw());
      weights[i] = weights_(first_);
    }
    return n;
  }

 private:
  /// How many events `before` holds for. `ms` is where that ends, but for rounding.
  template <class Before>
  std::size_t past(spike_train const& train, double ms, Before const& before) const {
    std::size_t n = ms == ms ? train.count_before(tag(ms, millisecond{})) : 0;
    auto const holds = [&](std::size_t i) { return before(grid_.position((*spike_train::iterator(train, i)).raw())); };
    while (n > 0 && !holds(n - 1)) { --n; }
    while (n < train.size() && holds(n)) { ++n; }
    return n;
  }

  grid grid_;
  event_weights weights_;
  spike_train::iterator next_;
  std::size_t first_ = 0;
  std::size_t end_ = 0;
};

}  // namespace convolt::neuro::detail
