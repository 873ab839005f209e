// SPDX-License-Identifier: BSD-3-Clause
/// What a leaky membrane makes of a synaptic current, in closed form.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/cascade.hpp>
#include <convolt/kernel/impulse_response.hpp>
#include <convolt/kernel/scale.hpp>
#include <convolt/units/si.hpp>

#include <array>

namespace convolt::kernel {

namespace detail {
template <class S>
inline constexpr bool is_cascade = false;
template <std::size_t N>
inline constexpr bool is_cascade<cascade<N>> = true;
}  // namespace detail

/// Kernels that a few numbers of state can compute step by step: exponential, alpha, double_exponential, and membranes
/// of them.
template <class K>
concept ExponentialFamily = ImpulseResponse<K> && detail::is_cascade<typename std::remove_cvref_t<K>::shape_type>;

template <class K>
concept only_the_exponential_family_has_a_closed_form_on_a_membrane = !ExponentialFamily<K>;

/// A capacitance, or one per area.
template <class Q>
concept Capacitance = quantities::Coordinate<Q> && AnyQuantity<Q> &&
                      (DynamicQuantity<Q> || SameDimension<unit_t<Q>, farad> ||
                       SameDimension<unit_t<Q>, decltype(farad{} / (metre{} * metre{}))>);
template <class Q>
concept what_charges_a_membrane_is_a_capacitance = !Capacitance<Q>;

/// The integral over s of k(s) exp(-(t - s) / tau) / C: what the voltage of a membrane with time constant tau and
/// capacitance C does after a current k, as `membrane(alpha(2. * ms), 10. * ms, 250. * pF)`: its unit is that of k
/// times that of time, divided by that of C. Exact where time constants meet, too. tau is converted to the unit of the
/// lags of k. Throws parameter_error for a tau or C that is not positive and finite.
template <ExponentialFamily K, TimeWidth Tau, Capacitance C>
auto membrane(K const& k, Tau const& tau, C const& c) {
  using S = typename K::shape_type;
  auto const lag_unit = k.lag_unit();
  double const number = detail::width("kernel::membrane", "tau", tau, lag_unit);
  double const capacitance = detail::width("kernel::membrane", "C", c, unit_of(c));
  std::array<double, S::stages + 1> taus{};
  for (std::size_t i = 0; i < S::stages; ++i) { taus[i] = k.shape().time_constants()[i]; }
  taus[S::stages] = number;
  auto const unit = k.unit() * lag_unit / unit_of(c);
  return impulse_response<cascade<S::stages + 1>, std::remove_const_t<decltype(unit)>, typename K::lag_unit_type>(
      cascade<S::stages + 1>(taus, k.shape().gain()), k.scale() / capacitance, unit, lag_unit);
}
template <class K, class Tau, class C>
  requires only_the_exponential_family_has_a_closed_form_on_a_membrane<K>
void membrane(K const&, Tau const&, C const&) CONVOLT_REFUSED("take dsp::convolve(x, k, measure::integral) instead");
template <ExponentialFamily K, class Tau, class C>
  requires time_constant_must_be_a_time_with_a_unit<Tau>
void membrane(K const&, Tau const&, C const&) CONVOLT_REFUSED("the time constant of a membrane is a time, as 10. * ms");
template <ExponentialFamily K, TimeWidth Tau, class C>
  requires what_charges_a_membrane_is_a_capacitance<C>
void membrane(K const&, Tau const&, C const&) CONVOLT_REFUSED("give a capacitance, as 250. * pF, or one per area");

}  // namespace convolt::kernel
