// SPDX-License-Identifier: BSD-3-Clause
/// What all designs are asked: their taps or their sections at a rate.
/// Layer: dsp.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/units/unit.hpp>

#include <algorithm>
#include <concepts>
#include <vector>

namespace convolt::dsp {

/// A design that a rate makes second-order sections of: butterworth, bessel, notch.
template <class D>
concept RecursiveDesign = requires(D const& d) {
  { d.sections_at(1.) } -> std::same_as<std::vector<section>>;
};
/// A design that a rate makes taps of: firwin, savitzky_golay.
template <class D>
concept FirDesign = requires(D const& d) {
  { d.taps_at(1.) } -> std::same_as<std::vector<double>>;
};
template <class D>
concept Design = RecursiveDesign<D> || FirDesign<D>;

namespace detail {

/// The unit that a filter multiplies its signal with: that of its taps.
template <class D>
auto unit_of_design(D const& d) {
  if constexpr (requires { d.unit(); }) {
    return d.unit();
  } else {
    static_cast<void>(d);
    return one;
  }
}

/// The sentences for calls that have no meaning.
template <class D>
concept this_design_has_taps_and_no_sections_ask_for_taps = FirDesign<D>;
template <class D>
concept this_design_has_sections_and_no_taps_ask_for_sections = RecursiveDesign<D>;

}  // namespace detail

/// The taps of a design at a sampling rate: an array of double, in the unit of the design (per time^Order, of
/// savitzky_golay), plain where that is 1; `convolve(x, taps(d, rate), measure::sum)` filters without delay.
/// Throws parameter_error "beyond_nyquist" where a cut-off is not below half of the rate, with both numbers,
/// "bad_rate", and what its design says of itself.
template <FirDesign D, Frequency Rate>
auto taps(D const& d, Rate const& rate) {
  std::vector<double> const numbers = d.taps_at(detail::rate_in_hertz("dsp::taps", rate));
  auto out = arrays::allocate<double, 1>({static_cast<index>(numbers.size())});
  std::copy(numbers.begin(), numbers.end(), out.data());
  return arrays::with_unit(std::move(out), detail::unit_of_design(d));
}
template <class D, class Rate>
  requires detail::rates_and_cut_offs_are_frequencies_with_a_unit<Rate>
void taps(D const&, Rate const&) = delete;  // a rate is a frequency, as 30. * kHz
template <class D, Frequency Rate>
  requires detail::this_design_has_sections_and_no_taps_ask_for_sections<D>
void taps(D const&, Rate const&) = delete;  // recursive filters have sections

/// The second-order sections of a design at a sampling rate, as SciPy has them in its `sos`; the gain is in the first.
/// Throws parameter_error "beyond_nyquist" where a cut-off is not below half of the rate, with both numbers,
/// "bad_rate", and "cut_off_too_low" where double cannot hold the poles: rounding would move one by more than 1 % of
/// its distance to the unit circle; "bad_order" where it cannot hold the gain.
template <RecursiveDesign D, Frequency Rate>
std::vector<section> sections(D const& d, Rate const& rate) {
  return d.sections_at(detail::rate_in_hertz("dsp::sections", rate));
}
template <class D, class Rate>
  requires detail::rates_and_cut_offs_are_frequencies_with_a_unit<Rate>
void sections(D const&, Rate const&) = delete;  // a rate is a frequency, as 30. * kHz
template <class D, Frequency Rate>
  requires detail::this_design_has_taps_and_no_sections_ask_for_taps<D>
void sections(D const&, Rate const&) = delete;  // filters with a finite response have taps

}  // namespace convolt::dsp
