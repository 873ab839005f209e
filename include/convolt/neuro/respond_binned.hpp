// SPDX-License-Identifier: BSD-3-Clause
/// Responses of events that may be moved to samples: for long kernels and very many events, by the convolutions of lax.
/// Layer: neuro.
#pragma once

#include <convolt/kernel/sampling.hpp>
#include <convolt/lax/conv.hpp>
#include <convolt/neuro/event_density.hpp>
#include <convolt/neuro/respond.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

namespace convolt::neuro {

/// Stands behind the arguments of `respond` where events may be moved: `respond(train, w, kernel, t, binned)`.
struct binned_t {};
inline constexpr binned_t binned{};

namespace detail {

/// The first and the last n whose lag n * step is in the support of a kernel.
template <class T, class K>
kernel::plain_range steps_in_support(K const& k, grid const& g, double tolerance) {
  auto const support = k.support(tolerance == 0 ? static_cast<double>(std::numeric_limits<T>::epsilon()) : tolerance);
  auto const steps = [&](auto const& lag) { return quantities::coordinate<double>(lag, millisecond{}) / g.step; };
  double const first = std::ceil(steps(support.first) - sample_tolerance);
  return {first, std::max(first, std::floor(steps(support.last) + sample_tolerance))};
}

/// The kernel at all lags n * step in its support, backwards, as lax::conv has its weights, and the first of the n.
template <class T>
struct reversed_taps {
  index first;
  xt::xtensor<T, 3, xt::layout_type::row_major> numbers;

  template <class K>
  reversed_taps(K const& k, grid const& g, double factor, kernel::plain_range const& reach)
      : first(static_cast<index>(reach.first)) {
    axis const lags(tag(static_cast<double>(first) * g.step, millisecond{}), tag(g.step, millisecond{}),
                    static_cast<index>(reach.last) - first + 1);
    auto const values = kernel::samples(k, lags, {.accept_coarse = true});
    numbers.resize({std::size_t{1}, std::size_t{1}, lags.size()});
    for (std::size_t i = 0; i < lags.size(); ++i) {
      numbers(0, 0, lags.size() - 1 - i) = static_cast<T>(values.raw()(i) * factor);
    }
  }
  index count() const { return static_cast<index>(numbers.size()); }
};

/// Whether one convolution costs less than so many single responses, in nanoseconds that were measured.
inline bool is_convolution_faster(double events, double samples, double taps) {
  return samples * (4 + std::log2(taps)) < events * (150 + 0.2 * std::min(taps, samples));
}

template <class T, class Arch>
void respond_by_convolution(reversed_taps<T> const& taps, spike_train const& train, grid const& g,
                            event_weights const& weights, T* out) {
  if (g.count == 0) { return; }
  double const first = -static_cast<double>(taps.first + taps.count() - 1);
  event_density const density(train, g, weights, first, g.count + taps.count() - 1);
  xt::xtensor<T, 3, xt::layout_type::row_major> x(
      std::array<std::size_t, 3>{1, 1, static_cast<std::size_t>(g.count + taps.count() - 1)});
  std::transform(density.numbers().begin(), density.numbers().end(), x.data(),
                 [](double w) { return static_cast<T>(w); });
  auto const y = lax::conv(x, taps.numbers, {1}, valid);
  std::copy(y.data(), y.data() + g.count, out);
}

/// Calls respond(train, weights, out) or the convolution, whichever is faster.
template <class T, class Arch, class K>
class binned_responder {
 public:
  binned_responder(K const& k, grid const& g, double factor, respond_options const& options, double events)
      : grid_(g), one_by_one_(k, g, factor, options.tolerance, options.method, events) {
    if (options.method != response_method::automatic || kernel::ExponentialFamily<K>) { return; }
    kernel::plain_range const reach = steps_in_support<T>(k, g, options.tolerance);
    double const taps = reach.last - reach.first + 1;
    if (taps <= most_taps && is_convolution_faster(events, static_cast<double>(g.count), taps)) {
      taps_.emplace(k, g, factor, reach);
    }
  }
  void operator()(spike_train const& train, event_weights const& weights, T* out) const {
    if (taps_) {
      respond_by_convolution<T, Arch>(*taps_, train, grid_, weights, out);
    } else {
      one_by_one_(train, weights, out);
    }
  }

 private:
  static constexpr double most_taps = 1 << 28;  ///< more are not worth their memory

  grid grid_;
  std::optional<reversed_taps<T>> taps_;
  responder<T, Arch, K> one_by_one_;
};

}  // namespace detail

/// `respond`, where events between two samples may count at both, in parts, and the sums may have the rounding of
/// transforms: relative to the largest sample, so that a response that is 0 may be a little above or below. For kernels
/// that last for thousands of samples and more events than samples it is faster; everywhere else, and for the
/// exponential family, it is what `respond` does without it. Not exact: linear between two samples, so with an error of
/// about (step / time constant)^2 / 8 of the peak.
template <class T = void, class Arch = target_arch, detail::Weights W, detail::KernelOverTime K, detail::UnitOfTime U,
          class A>
auto respond(spike_train const& train, W const& weights, K const& k, axis<U, A> const& t, binned_t,
             respond_options const& options = {}) {
  using R = detail::response_t<T, W>;
  auto const product = unit_of(weights) * k.unit();
  auto const unit = arrays::result_unit<R>(product);
  detail::weight_list const list("neuro::respond", weights);
  detail::event_weights const of_events = list.of(train);
  double const factor = arrays::unit_factor<double>("neuro::respond", "weights", product, unit);
  detail::binned_responder<R, Arch, K> const respond(k, detail::grid(detail::bins(t, "neuro::respond")), factor,
                                                     options, static_cast<double>(train.size()));
  xt::xtensor<R, 1, xt::layout_type::row_major> numbers(std::array<std::size_t, 1>{t.size()});
  respond(train, of_events, numbers.data());
  return sampled<std::remove_const_t<decltype(unit)>, R, axis<U, A>>(tag(std::move(numbers), unit), t);
}

/// The same for every train: (neuron, time).
template <class T = void, class Arch = target_arch, detail::Weights W, detail::KernelOverTime K, detail::UnitOfTime U,
          class A>
auto respond(spike_trains const& trains, W const& weights, K const& k, axis<U, A> const& t, binned_t,
             respond_options const& options = {}) {
  using R = detail::response_t<T, W>;
  auto const product = unit_of(weights) * k.unit();
  auto const unit = arrays::result_unit<R>(product);
  detail::weight_list const list("neuro::respond", weights);
  list.check(trains, options.weights);
  double const factor = arrays::unit_factor<double>("neuro::respond", "weights", product, unit);
  double const events = static_cast<double>(trains.total()) / std::max(1., static_cast<double>(trains.size()));
  detail::binned_responder<R, Arch, K> const respond(k, detail::grid(detail::bins(t, "neuro::respond")), factor,
                                                     options, events);
  xt::xtensor<R, 2, xt::layout_type::row_major> numbers(std::array<std::size_t, 2>{trains.size(), t.size()});
  detail::respond_rows(respond, trains, list, options.weights, numbers.data(), t.count());
  return sampled<std::remove_const_t<decltype(unit)>, R, no_axis_t, axis<U, A>>(tag(std::move(numbers), unit), no_axis,
                                                                                t);
}

}  // namespace convolt::neuro
