// SPDX-License-Identifier: BSD-3-Clause
/// Events counted in bins of time.
/// Layer: neuro.
#pragma once

#include <convolt/dsp/measure.hpp>
#include <convolt/neuro/spike_trains.hpp>
#include <convolt/neuro/time_axis.hpp>
#include <convolt/quantity/event_counts.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::neuro {

/// How many events there are in each bin, and how many outside of all: sampled numbers in the unit `event_unit`, over
/// time, or over (neuron, time) for many trains. What is computed of them is an ordinary `sampled`.
template <std::integral T, class... Axes>
class counts : public sampled<event_unit, T, Axes...> {
  using base = sampled<event_unit, T, Axes...>;

 public:
  counts(typename base::quantity_type numbers, Axes const&... axes, std::vector<index> before, std::vector<index> after)
      : base(std::move(numbers), axes...), before_(std::move(before)), after_(std::move(after)) {}

  /// How many events are before the first bin and after the last; of many trains, a number for each.
  auto before() const { return shown(before_); }
  auto after() const { return shown(after_); }

 private:
  static auto shown(std::vector<index> const& numbers) {
    if constexpr (base::rank == 1) {
      return numbers.front();
    } else {
      return numbers;
    }
  }

  std::vector<index> before_;
  std::vector<index> after_;
};

}  // namespace convolt::neuro

namespace convolt {

template <class T, class... Axes>
inline constexpr bool quantities::is_sampled<neuro::counts<T, Axes...>> = true;
template <EventCounts S>
inline constexpr bool dsp::holds_events<S> = true;
template <>
inline constexpr bool dsp::holds_event_times<neuro::spike_train> = true;
template <>
inline constexpr bool dsp::holds_event_times<neuro::spike_trains> = true;

}  // namespace convolt

namespace convolt::neuro {

namespace detail {

template <class T>
[[noreturn]] CONVOLT_COLD void throw_count_overflow(char const* where, bins const& b, index n) {
  throw parameter_error(
      {.category = "count_overflow",
       .where = where,
       .problem = "there are more events in a bin than its type can count",
       .expected = convolt::detail::joined({"at most ", std::to_string(std::numeric_limits<T>::max())}),
       .actual = convolt::detail::joined(
           {"more at ", quantities::number_text(b.begin() + static_cast<double>(n) * b.step()), " ms"}),
       .advice = "name a larger type: bin<std::int64_t>"});
}

/// One more in bin n.
template <class T>
void count_one(T* numbers, index n, bins const& b, char const* where) {
  if (numbers[n] == std::numeric_limits<T>::max()) { throw_count_overflow<T>(where, b, n); }
  ++numbers[n];
}

/// The events of a train in their bins.
template <class T>
void count_events(spike_train const& train, bins const& b, T* numbers, index& before, index& after) {
  for (auto const& t : train) {
    index const n = b.of(t.raw());
    if (n < 0) {
      ++before;
    } else if (n == b.count()) {
      ++after;
    } else {
      count_one(numbers, n, b, "neuro::bin");
    }
  }
}

}  // namespace detail

/// The events of a train in the bins [t_n, t_n + dt) of an axis: `bin(train, axis(0. * ms, 1. * ms, 1000))`. A time
/// that is less than `sample_tolerance` steps below an edge belongs to the later bin. Events outside are in `before()`
/// and `after()` of the result.
///
/// Throws parameter_error "count_overflow" where a bin holds more than T can count (`bin<std::int16_t>(...)` counts in
/// another type), "bad_axis" for an axis that descends.
template <std::integral T = std::int32_t, detail::UnitOfTime U, class A>
auto bin(spike_train const& train, axis<U, A> const& t) {
  detail::bins const b(t, "neuro::bin");
  std::vector<index> before(1), after(1);
  xt::xtensor<T, 1, xt::layout_type::row_major> numbers(std::array<std::size_t, 1>{t.size()}, T(0));
  detail::count_events(train, b, numbers.data(), before.front(), after.front());
  return counts<T, axis<U, A>>(tag(std::move(numbers), event_unit{}), t, std::move(before), std::move(after));
}

/// The same for every train: (neuron, time).
template <std::integral T = std::int32_t, detail::UnitOfTime U, class A>
auto bin(spike_trains const& trains, axis<U, A> const& t) {
  detail::bins const b(t, "neuro::bin");
  std::vector<index> before(trains.size()), after(trains.size());
  xt::xtensor<T, 2, xt::layout_type::row_major> numbers(std::array<std::size_t, 2>{trains.size(), t.size()}, T(0));
  for (std::size_t k = 0; k < trains.size(); ++k) {
    detail::count_events(trains[k], b, numbers.data() + k * t.size(), before[k], after[k]);
  }
  return counts<T, no_axis_t, axis<U, A>>(tag(std::move(numbers), event_unit{}), no_axis, t, std::move(before),
                                          std::move(after));
}
template <std::integral T = std::int32_t, class Train, class... A>
  requires(!detail::AnyTrains<Train> || !detail::only_an_axis<A...>)
void bin(Train const&, A const&...) CONVOLT_REFUSED("bin(train, axis(0. * ms, 1. * ms, n))");
template <std::integral T = std::int32_t, detail::AnyTrains Trains, detail::UnitOfSomethingElse U, class A>
void bin(Trains const&, axis<U, A> const&) CONVOLT_REFUSED("bins are times: the axis is in another unit");
template <class T, detail::AnyTrains X, class U, class A>
  requires(!std::integral<T>)
void bin(X const&, axis<U, A> const&) CONVOLT_REFUSED("counts are integers: bin<std::int32_t>");

}  // namespace convolt::neuro
