// SPDX-License-Identifier: BSD-3-Clause
/// The power in a band of frequencies.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/dimension_choice.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>
#include <convolt/units/si.hpp>

#include <cstddef>

namespace convolt::dsp {

namespace detail {

template <class P>
inline constexpr std::size_t dimension_in_hertz = quantities::no_dimension;
template <class U, class T, class... A>
inline constexpr std::size_t dimension_in_hertz<sampled<U, T, A...>> = quantities::dimension_of_unit<hertz, A...>();

/// What compilers print for other operands.
template <class P>
concept density_has_one_axis_of_frequency = AnySampled<P> && dimension_in_hertz<P> != quantities::no_dimension;

}  // namespace detail

/// The sum of a density p over its frequencies in [from, to), times their step:
/// `band_power(dsp::welch(x, 2. * s), 30. * Hz, 80. * Hz)`. The unit is that of p times Hz, [x]^2; the dimension of
/// frequency is gone. Bands side by side add up to what the band of both has. Of a result of dsp::spectrum it is no
/// power: there the bins overlap.
///
/// Throws parameter_error "coordinate_out_of_range" where the band reaches over frequencies that p does not have, or
/// `from` is above `to`.
template <detail::density_has_one_axis_of_frequency P, Frequency From, Frequency To>
auto band_power(P const& p, From const& from, To const& to) {
  constexpr index d = static_cast<index>(detail::dimension_in_hertz<P>);
  return p.template between<d>(from, to).template sum<d>() * p.template axis<d>().step();
}
/// Of all frequencies: the variance of the signal.
template <detail::density_has_one_axis_of_frequency P>
auto band_power(P const& p) {
  constexpr index d = static_cast<index>(detail::dimension_in_hertz<P>);
  return p.template sum<d>() * p.template axis<d>().step();
}
template <class P, class... Band>
void band_power(P const&, Band const&...)
    CONVOLT_REFUSED("band_power takes a density with one axis in Hz, and two frequencies with their units");

}  // namespace convolt::dsp
