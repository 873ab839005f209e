// SPDX-License-Identifier: BSD-3-Clause
/// Local field potentials by the kernel method: every spike of a population adds the potential that it makes at every
/// contact.
/// Layer: neuro.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/pack.hpp>
#include <convolt/neuro/event_density.hpp>
#include <convolt/neuro/spike_trains.hpp>
#include <convolt/neuro/time_axis.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::neuro {

namespace detail {

/// Kernels over (contact, population, lag).
template <class S>
inline constexpr bool is_lfp_kernel = false;
template <class U, std::floating_point T, class Contacts, class Populations, UnitOfTime V, class A>
inline constexpr bool is_lfp_kernel<sampled<U, T, Contacts, Populations, axis<V, A>>> = true;
template <class S>
concept LfpKernels = is_lfp_kernel<S>;
template <class S>
concept kernels_are_not_over_contact_population_and_lag = !LfpKernels<S>;

inline void check_populations(std::size_t trains, std::size_t populations) {
  if (trains == populations) { return; }
  throw shape_error({.category = "population_mismatch",
                     .where = "neuro::lfp",
                     .argument = "kernels",
                     .problem = "need one population for each train",
                     .expected = std::to_string(trains),
                     .actual = std::to_string(populations)});
}
template <class Lags, class Times>
void check_steps(Lags const& lags, Times const& t) {
  double const wanted = quantities::coordinate<double>(t.step(), millisecond{});
  double const given = quantities::coordinate<double>(lags.step(), millisecond{});
  if (given > 0 && std::abs(given - wanted) * static_cast<double>(lags.count()) <= sample_tolerance * wanted) {
    return;
  }
  throw parameter_error({.category = "step_mismatch",
                         .where = "neuro::lfp",
                         .argument = "kernels",
                         .problem = "must have the step of the axis of the result",
                         .expected = quantities::coordinate_text(t.step()),
                         .actual = quantities::coordinate_text(lags.step())});
}

/// sums[n] += the kernel at lag n - i of every event at grid point i, lags and grid counted from their first.
template <class Arch>
void add_responses(std::vector<double> const& density, std::vector<double> const& kernel, double* sums, index count) {
  index const taps = static_cast<index>(kernel.size());
  for (index i = 0; i < static_cast<index>(density.size()); ++i) {
    double const events = density[static_cast<std::size_t>(i)];
    if (events == 0) { continue; }
    index const from = std::max<index>(0, i - taps + 1);  // grid point i meets sample n with tap n - i + taps - 1
    index const to = std::min(count, i + 1);
    if (from < to) { packs::add_scaled<Arch>(events, kernel.data() + (from - i + taps - 1), sums + from, to - from); }
  }
}

}  // namespace detail

/// The potential at every contact, (contact, time): the sum over populations and their spikes of the kernel of contact
/// and population at the time since the spike. `lfp(many, kernels, t)`, where `many` has one train per population and
/// `kernels` is sampled over (contact, population, lag), in uV per spike for instance, lags before the spike included.
/// The result has their unit. A spike between two samples counts at both, in parts: kernels are linear between their
/// lags.
///
/// Throws shape_error "population_mismatch", parameter_error "step_mismatch" where lags and t have other steps.
template <class Arch = target_arch, detail::LfpKernels S, detail::UnitOfTime U, class A>
auto lfp(spike_trains const& many, S const& kernels, axis<U, A> const& t) {
  using T = typename S::element_type;
  detail::check_populations(many.size(), kernels.shape(1));
  auto const& lags = kernels.template axis<2>();
  detail::grid const g(detail::bins(t, "neuro::lfp"));
  detail::check_steps(lags, t);
  index const taps = lags.count();
  // Event time plus lag is sample time: the event grid begins as much before the axis as the last lag.
  double const first_lag = quantities::coordinate<double>(lags.start(), detail::millisecond{}) / g.step;
  double const first = -(first_lag + static_cast<double>(taps - 1));
  index const points = taps > 0 ? g.count + taps - 1 : 0;
  std::size_t const contacts = kernels.shape(0);
  std::vector<double> sums(contacts * static_cast<std::size_t>(g.count), 0.);
  std::vector<double> kernel(static_cast<std::size_t>(taps));
  for (std::size_t p = 0; p < many.size() && taps > 0; ++p) {
    detail::event_density const density(many[p], g, detail::event_weights{}, first, points);
    for (std::size_t c = 0; c < contacts; ++c) {
      for (std::size_t l = 0; l < kernel.size(); ++l) { kernel[l] = static_cast<double>(kernels.raw()(c, p, l)); }
      detail::add_responses<Arch>(density.numbers(), kernel, sums.data() + c * t.size(), g.count);
    }
  }
  xt::xtensor<T, 2, xt::layout_type::row_major> numbers(std::array<std::size_t, 2>{contacts, t.size()});
  std::transform(sums.begin(), sums.end(), numbers.data(), [](double x) { return static_cast<T>(x); });
  using contact_axis = std::remove_cvref_t<decltype(kernels.template axis<0>())>;
  return sampled<typename S::unit_type, T, contact_axis, axis<U, A>>(tag(std::move(numbers), kernels.unit()),
                                                                     kernels.template axis<0>(), t);
}
template <class S, class Axis>
  requires detail::kernels_are_not_over_contact_population_and_lag<S>
void lfp(spike_trains const&, S const&, Axis const&) CONVOLT_REFUSED("kernels over (contact, population, lag)");
template <class X, class S, class Axis>
  requires(!std::same_as<X, spike_trains>)
void lfp(X const&, S const&, Axis const&) CONVOLT_REFUSED("spike_trains, one train for each population");
template <detail::LfpKernels S, detail::UnitOfSomethingElse U, class A>
void lfp(spike_trains const&, S const&, axis<U, A> const&) CONVOLT_REFUSED("the axis of the result is one of times");

}  // namespace convolt::neuro
