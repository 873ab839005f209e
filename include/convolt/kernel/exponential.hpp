// SPDX-License-Identifier: BSD-3-Clause
/// The kernels of synapses: exponential, alpha, double_exponential. Their peak is 1, or the second argument.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/cascade.hpp>
#include <convolt/kernel/impulse_response.hpp>
#include <convolt/kernel/scale.hpp>

namespace convolt::kernel {

/// exp(-t / tau) at t >= 0. Throws parameter_error for a tau that is not positive and finite.
template <TimeWidth Tau, Amplitude Q = double>
auto exponential(Tau const& tau, Q const& peak = 1.) {
  auto const unit = detail::time_unit(tau);
  double const number = detail::width("kernel::exponential", "tau", tau, unit);
  return detail::made_with_peak("kernel::exponential", cascade<1>({number}, 1.), peak, unit);
}
template <class Tau, class Q = double>
  requires time_constant_must_be_a_time_with_a_unit<Tau>
void exponential(Tau const&, Q const& = 1.) CONVOLT_REFUSED("a time constant is a time, as 10. * ms");

/// (t / tau) exp(1 - t / tau) at t >= 0: its peak is at tau. Throws parameter_error as exponential does.
template <TimeWidth Tau, Amplitude Q = double>
auto alpha(Tau const& tau, Q const& peak = 1.) {
  auto const unit = detail::time_unit(tau);
  double const number = detail::width("kernel::alpha", "tau", tau, unit);
  double const e = 2.71828182845904523536;
  return detail::made_with_peak("kernel::alpha", cascade<2>({number, number}, e / number), peak, unit);
}
template <class Tau, class Q = double>
  requires time_constant_must_be_a_time_with_a_unit<Tau>
void alpha(Tau const&, Q const& = 1.) CONVOLT_REFUSED("a time constant is a time, as 2. * ms");

/// exp(-t / decay) - exp(-t / rise) at t >= 0, scaled to a peak of 1; the alpha function where the two are equal. The
/// order of the two makes no difference. Throws parameter_error as exponential does.
template <TimeWidth Rise, TimeWidth Decay, Amplitude Q = double>
auto double_exponential(Rise const& rise, Decay const& decay, Q const& peak = 1.) {
  auto const unit = detail::time_unit(rise);
  cascade<2> const unscaled({detail::width("kernel::double_exponential", "rise", rise, unit),
                             detail::width("kernel::double_exponential", "decay", decay, unit)},
                            1.);
  cascade<2> const shape(unscaled.time_constants(), 1 / unscaled.peak());
  return detail::made_with_peak("kernel::double_exponential", shape, peak, unit);
}
template <class Rise, class Decay, class Q = double>
  requires(time_constant_must_be_a_time_with_a_unit<Rise> || time_constant_must_be_a_time_with_a_unit<Decay>)
void double_exponential(Rise const&, Decay const&, Q const& = 1.) CONVOLT_REFUSED("time constants are as 2. * ms");

}  // namespace convolt::kernel
