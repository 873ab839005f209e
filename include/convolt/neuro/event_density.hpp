// SPDX-License-Identifier: BSD-3-Clause
/// Events as numbers on a grid: one between two samples counts at both, in parts.
/// Layer: neuro.
#pragma once

#include <convolt/neuro/event_source.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace convolt::neuro::detail {

class event_density {
 public:
  /// Grid point i of `count` is at sample first + i of the axis.
  event_density(spike_train const& train, grid const& g, event_weights const& weights, double first, index count)
      : numbers_(static_cast<std::size_t>(count), 0.) {
    event_source events(train, g, weights, first - 1, first + static_cast<double>(count));
    double position = 0, weight = 0;
    while (events.read(&position, &weight, 1) > 0) {
      double place = position - first;
      double const nearest = std::round(place);
      if (std::abs(place - nearest) <= g.rounding()) { place = nearest; }
      double const before = std::floor(place);
      add(before, weight * (1 - (place - before)));
      add(before + 1, weight * (place - before));
    }
  }
  std::vector<double> const& numbers() const { return numbers_; }

 private:
  void add(double i, double part) {
    if (i >= 0 && i < static_cast<double>(numbers_.size())) { numbers_[static_cast<std::size_t>(i)] += part; }
  }
  std::vector<double> numbers_;
};

}  // namespace convolt::neuro::detail
