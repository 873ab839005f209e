// SPDX-License-Identifier: BSD-3-Clause
/// Firing rates: events smoothed by a kernel of area 1, in Hz.
/// Layer: neuro.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/neuro/respond.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::neuro {

/// How rates are estimated.
struct rate_options {
  bool centred = false;  ///< move the kernel so that its median is at lag 0, for rates without delay
  bool correct_edges =
      false;             ///< events were recorded on the axis only: divide by the part of the kernel that lies in it
  double tolerance = 0;  ///< where the kernel ends (see ImpulseResponse); 0: rounding of the result
};

namespace detail {

/// A kernel and an axis, whatever they measure.
template <class... A>
inline constexpr bool arguments_of_rate = false;
template <kernel::ImpulseResponse K, class U, class T, class... Options>
inline constexpr bool arguments_of_rate<K, axis<U, T>, Options...> = true;

/// The kernel that a rate is computed with, in ms and Hz.
template <class T, class Arch, KernelOverTime K>
class rate_estimate {
 public:
  rate_estimate(K const& k, bins const& b, rate_options const& options, double events)
      : shape_(k.shape()),
        grid_(b),
        per_ms_(quantities::coordinate<double>(tag(1., millisecond{}), k.lag_unit())),
        median_(options.centred ? shape_.median() / per_ms_ : 0),
        factor_(arrays::unit_factor<double>("neuro::rate", "kernel", one / k.lag_unit(), hertz{})),
        correct_edges_(options.correct_edges),
        respond_(unit_area(k), grid_, factor_, options.tolerance, response_method::automatic, events) {}

  void operator()(spike_train const& train, T* out) const {
    if (correct_edges_) {
      // Those that `bin` counts: what rounding has put below an edge belongs to the later bin.
      double const start = grid_.start - sample_tolerance * grid_.step;
      double const end = start + grid_.step * static_cast<double>(grid_.count);
      respond_(moved(train.between(tag(start, millisecond{}), tag(end, millisecond{}))), event_weights{}, out);
      for (index n = 0; n < grid_.count; ++n) { out[n] = corrected(out[n], n); }
    } else {
      respond_(moved(train), event_weights{}, out);
    }
  }

 private:
  using unit_area_kernel = decltype(std::declval<K const&>().with_area(1.));

  static unit_area_kernel unit_area(K const& k) {
    double const area = k.shape().area();
    if (!(area > 0)) {
      throw parameter_error({.category = "zero_area",
                             .where = "neuro::rate",
                             .argument = "kernel",
                             .problem = "has no area, which a rate needs to be 1",
                             .actual = quantities::number_text(area)});
    }
    return k.with_area(1.);
  }
  spike_train moved(spike_train const& train) const {
    return median_ != 0 ? train.shift(tag(-median_, millisecond{})) : train;
  }
  /// Where nothing of the kernel lies on the axis there is nothing to know of the rate, and it is 0.
  T corrected(T rate, index n) const {
    double const since_start = static_cast<double>(n) * grid_.step + median_;
    double const until_end = since_start - static_cast<double>(grid_.count) * grid_.step;
    double const part = shape_.integral(until_end * per_ms_, since_start * per_ms_) / shape_.area();
    return part > 0 ? static_cast<T>(static_cast<double>(rate) / part) : T(0);
  }

  typename K::shape_type shape_;
  grid grid_;
  double per_ms_;
  double median_;
  double factor_;
  bool correct_edges_;
  responder<T, Arch, unit_area_kernel> respond_;
};

}  // namespace detail

/// The rate of a train in Hz: every event adds the kernel, scaled to area 1. `rate(train, kernel::gaussian(50. * ms),
/// t)` A causal kernel, as exponential or alpha, makes a causal rate: nothing is moved unless the options say so. Never
/// negative.
///
/// `.correct_edges` takes the axis, from its start to one step after its last sample, as all that was recorded: events
/// outside are left out, and the rate is divided by the part of the kernel that lies inside.
///
/// Throws parameter_error "zero_area", and "bad_axis" for an axis that descends.
template <class T = double, class Arch = target_arch, detail::KernelOverTime K, detail::UnitOfTime U, class A>
auto rate(spike_train const& train, K const& k, axis<U, A> const& t, rate_options const& options = {}) {
  detail::rate_estimate<T, Arch, K> const estimate(k, detail::bins(t, "neuro::rate"), options,
                                                   static_cast<double>(train.size()));
  auto numbers = arrays::allocate<T, 1>({t.count()});
  estimate(train, numbers.data());
  return sampled<hertz, T, axis<U, A>>(tag(std::move(numbers), hertz{}), t);
}

/// The same for every train: (neuron, time).
template <class T = double, class Arch = target_arch, detail::KernelOverTime K, detail::UnitOfTime U, class A>
auto rate(spike_trains const& trains, K const& k, axis<U, A> const& t, rate_options const& options = {}) {
  double const events = static_cast<double>(trains.total()) / std::max(1., static_cast<double>(trains.size()));
  detail::rate_estimate<T, Arch, K> const estimate(k, detail::bins(t, "neuro::rate"), options, events);
  auto numbers = arrays::allocate<T, 2>({static_cast<index>(trains.size()), t.count()});
  for (std::size_t i = 0; i < trains.size(); ++i) { estimate(trains[i], numbers.data() + i * t.size()); }
  return sampled<hertz, T, no_axis_t, axis<U, A>>(tag(std::move(numbers), hertz{}), no_axis, t);
}

template <class T = double, class Train, class... A>
  requires(!detail::AnyTrains<Train> || !detail::arguments_of_rate<A...>)
void rate(Train const&, A const&...) CONVOLT_REFUSED("rate(train, kernel::gaussian(50. * ms), t), t an axis of times");
template <class T = double, detail::AnyTrains Trains, kernel::ImpulseResponse K, class Axis, class... O>
  requires(quantities::is_axis<Axis> && detail::kernel_is_not_over_time<K>)
void rate(Trains const&, K const&, Axis const&, O const&...) CONVOLT_REFUSED("rates need a kernel over time");
template <class T = double, detail::AnyTrains Trains, kernel::ImpulseResponse K, detail::UnitOfSomethingElse U, class A,
          class... O>
void rate(Trains const&, K const&, axis<U, A> const&, O const&...) CONVOLT_REFUSED("rates need an axis of times");

}  // namespace convolt::neuro
