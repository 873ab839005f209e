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
#include <convolt/units/dimension.hpp>
#include <convolt/units/product.hpp>
#include <convolt/units/si.hpp>
#include <convolt/units/unit.hpp>

#include <concepts>
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

/// The power of time in a factor of a unit, in twelfths: of s and 1/Hz 12; 0 where it measures something else, too.
template <class U>
inline constexpr int twelfths_of_time = (dimension_of<U> == dim::time)             ? 12
                                        : (dimension_of<U> == dimension_of<hertz>) ? -12
                                                                                   : 0;
template <Unit U, int N, int D>
inline constexpr int twelfths_of_time<convolt::unit_power<U, N, D>> = twelfths_of_time<U> * N / D;
template <Unit... F>
inline constexpr int twelfths_of_time<convolt::unit_product<F...>> = (twelfths_of_time<F> + ...);

/// [x]^2 has an even power of time in the factors that measure nothing else, whatever x is, and [x]^2/Hz an odd one.
/// (Of complex spectra of two signals, and where the unit is a value, nobody knows.)
template <class P>
inline constexpr bool is_a_spectrum = false;
template <Unit U, std::floating_point T, class... A>
inline constexpr bool is_a_spectrum<sampled<U, T, A...>> = twelfths_of_time<U> % 24 == 0;

template <class P>
concept Density = density_has_one_axis_of_frequency<P> && !is_a_spectrum<P>;
template <class P>
concept a_spectrum_is_not_a_density = density_has_one_axis_of_frequency<P> && is_a_spectrum<P>;

}  // namespace detail

/// The sum of a density p over its frequencies in [from, to), times their step:
/// `band_power(dsp::welch(x, 2. * s), 30. * Hz, 80. * Hz)`. The unit is that of p times Hz, [x]^2; the dimension of
/// frequency is gone. Bands side by side add up to what the band of both has. A result of dsp::spectrum is refused:
/// there the bins overlap.
///
/// Throws parameter_error "coordinate_out_of_range" where the band reaches over frequencies that p does not have, or
/// `from` is above `to`.
template <detail::Density P, Frequency From, Frequency To>
auto band_power(P const& p, From const& from, To const& to) {
  constexpr index d = static_cast<index>(detail::dimension_in_hertz<P>);
  return p.template between<d>(from, to).template sum<d>() * p.template axis<d>().step();
}
/// Of all frequencies: the variance of the signal.
template <detail::Density P>
auto band_power(P const& p) {
  constexpr index d = static_cast<index>(detail::dimension_in_hertz<P>);
  return p.template sum<d>() * p.template axis<d>().step();
}
template <detail::a_spectrum_is_not_a_density P, class... Band>
void band_power(P const&, Band const&...) CONVOLT_REFUSED("this is a spectrum, whose bins overlap, and no density");
template <class P, class... Band>
void band_power(P const&, Band const&...)
    CONVOLT_REFUSED("band_power takes a density with one axis in Hz, and two frequencies with their units");

}  // namespace convolt::dsp
