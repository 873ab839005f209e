// SPDX-License-Identifier: BSD-3-Clause
/// What a signal looks like, on average, around events.
/// Layer: neuro.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/neuro/dimensions.hpp>
#include <convolt/neuro/spike_train.hpp>
#include <convolt/neuro/time_axis.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt::neuro {

namespace detail {

/// An average over events, and over how many.
template <class U, class T, class... Axes>
class triggered_average : public sampled<U, T, Axes...> {
 public:
  triggered_average(sampled<U, T, Axes...> average, index events, index outside)
      : sampled<U, T, Axes...>(std::move(average)), events_(events), outside_(outside) {}

  /// How many events the average is over, and how many were left out because the signal ends within their window.
  index events() const { return events_; }
  index outside() const { return outside_; }

 private:
  index events_;
  index outside_;
};

/// Sample numbers of a signal, by times in ms.
struct signal_times {
  double start;
  double step;
  index count;

  /// The nearest sample, halfway between two the later one, also where rounding has put the time just below that. -1
  /// and count are outside, which begins half a step from the ends.
  index nearest(double time) const {
    double const n = std::floor((time - start) / step + 0.5 + sample_tolerance);
    if (n < 0) { return -1; }
    return n < static_cast<double>(count) ? static_cast<index>(n) : count;
  }
  bool has(index n) const { return n >= 0 && n < count; }
};

template <class U, class T>
signal_times times_of(axis<U, T> const& a) {
  return {quantities::coordinate<double>(a.start(), millisecond{}),
          quantities::coordinate<double>(a.step(), millisecond{}), a.count()};
}

/// The samples that belong to the lags of one event. Empty where one of them is not there.
inline std::vector<index> samples_around(double event, std::vector<double> const& lags, signal_times const& signal) {
  std::vector<index> samples;
  samples.reserve(lags.size());
  for (double const lag : lags) {
    index const n = signal.nearest(event + lag);
    if (!signal.has(n)) { return {}; }
    samples.push_back(n);
  }
  return samples;
}

/// sums[o][k][i] += x[o][samples[k]][i].
template <class T, class Wide>
void add_samples(T const* x, quantities::dimension_block const& b, std::vector<index> const& samples, Wide* sums) {
  for (index o = 0; o < b.outer; ++o) {
    for (index const n : samples) {
      T const* const from = x + (o * b.count + n) * b.inner;
      for (index i = 0; i < b.inner; ++i) { *sums++ += static_cast<Wide>(from[i]); }
    }
  }
}

template <class U, class T>
std::vector<double> lags_in_ms(axis<U, T> const& lags) {
  signal_times const t = times_of(lags);
  std::vector<double> result;
  for (index k = 0; k < t.count; ++k) { result.push_back(t.start + static_cast<double>(k) * t.step); }
  return result;
}

[[noreturn]] inline void throw_no_events(std::size_t given) {
  throw parameter_error({.category = "no_events",
                         .where = "neuro::spike_triggered_average",
                         .argument = "train",
                         .problem = given == 0 ? "has no events" : "has no event whose whole window is in the signal",
                         .actual = std::to_string(given) + (given == 1 ? " event" : " events")});
}

}  // namespace detail

/// The mean of x(t + lag) over the events t of a train: `spike_triggered_average(stimulus, train, lags)`, in the unit
/// of the stimulus. x has one axis in a unit of time, which the lags replace; other dimensions stay. The sample nearest
/// to t + lag is taken, the later one of two.
///
/// Events whose window is not wholly in the signal are left out: `events()` of the result says how many were taken and
/// `outside()` how many not. Throws parameter_error "no_events" where none is left. A NaN in the signal is in the
/// average at the lags at which an event meets it.
template <class U, class T, class... Axes, detail::UnitOfTime V, class L>
  requires detail::OneAxisOfTime<Axes...>
auto spike_triggered_average(sampled<U, T, Axes...> const& x, spike_train const& train, axis<V, L> const& lags) {
  constexpr auto along = static_cast<std::size_t>(detail::one_axis_of<second, Axes...>);
  using Result = quantities::floating_t<T>;
  using Wide = quantities::accumulator_t<Result>;
  auto const block = quantities::block_along(x.shape(), along);
  auto const signal = detail::times_of(x.template axis<along>());
  std::vector<double> const lag = detail::lags_in_ms(lags);

  auto shape = x.shape();
  shape[along] = lags.size();
  xt::xtensor<Wide, sizeof...(Axes), xt::layout_type::row_major> sums(shape, Wide(0));
  index taken = 0, outside = 0;
  for (auto const& t : train) {
    std::vector<index> const samples = detail::samples_around(t.raw(), lag, signal);
    bool const whole = samples.size() == lag.size();
    if (whole) { detail::add_samples(x.raw().data(), block, samples, sums.data()); }
    (whole ? taken : outside) += 1;
  }
  if (taken == 0) { detail::throw_no_events(train.size()); }
  xt::xtensor<Result, sizeof...(Axes), xt::layout_type::row_major> mean(shape);
  auto const n = static_cast<real_t<Wide>>(taken);
  for (std::size_t i = 0; i < mean.size(); ++i) { mean.data()[i] = static_cast<Result>(sums.data()[i] / n); }
  return std::apply(
      [&]<class... New>(New const&... axes) {
        return detail::triggered_average<U, Result, New...>(
            sampled<U, Result, New...>(tag(std::move(mean), x.unit()), axes...), taken, outside);
      },
      detail::with_axis<along>(x.axes(), lags));
}
template <class X, class Train, class... A>
  requires(!std::same_as<Train, spike_train> || !detail::only_an_axis<A...>)
void spike_triggered_average(X const&, Train const&, A const&...) CONVOLT_REFUSED("(x, train, axis(-9. * ms, dt, n))");
template <detail::signal_has_no_single_axis_of_time X, class L>
void spike_triggered_average(X const&, spike_train const&, L const&) CONVOLT_REFUSED("the signal needs one time axis");
template <class X, detail::UnitOfTime U, class T>
  requires(!quantities::is_sampled<X>)
void spike_triggered_average(X const&, spike_train const&, axis<U, T> const&) CONVOLT_REFUSED("take sampled(x, t)");
template <class X, detail::UnitOfSomethingElse U, class T>
void spike_triggered_average(X const&, spike_train const&, axis<U, T> const&) CONVOLT_REFUSED("lags are times");

}  // namespace convolt::neuro

template <class U, class T, class... Axes>
inline constexpr bool convolt::quantities::is_sampled<convolt::neuro::detail::triggered_average<U, T, Axes...>> = true;
