// SPDX-License-Identifier: BSD-3-Clause
/// What a filter does to each frequency: its response and its group delay.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/core/config.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/dsp/filters/design.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/si.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

namespace convolt::dsp {

namespace detail {

/// A polynomial in 1 / z on the unit circle, at `turn` radians per sample.
struct on_unit_circle {
  std::complex<double> sum = 0;     ///< of c[k] z^-k
  std::complex<double> moment = 0;  ///< of k c[k] z^-k
  double size = 0;                  ///< of |c[k]|

  on_unit_circle(double const* c, std::size_t count, double turn) {
    for (std::size_t k = 0; k < count; ++k) {
      double const angle = -turn * static_cast<double>(k);
      std::complex<double> const term(c[k] * std::cos(angle), c[k] * std::sin(angle));
      sum += term;
      moment += static_cast<double>(k) * term;
      size += std::abs(c[k]);
    }
  }
  /// By how many samples it delays; NaN at its zeros, where nothing is left to be delayed.
  double delay() const {
    bool const is_zero = std::abs(sum) <= 4 * std::numeric_limits<double>::epsilon() * size;
    return is_zero ? std::numeric_limits<double>::quiet_NaN() : (moment / sum).real();
  }
};

/// Coefficients that are equal from both ends, but for their sign and rounding, delay all frequencies by half of their
/// length: also where they have a zero.
inline bool is_symmetric(double const* c, std::size_t count, double sign) {
  double size = 0, difference = 0;
  for (std::size_t k = 0; k < count; ++k) {
    size = std::max(size, std::abs(c[k]));
    difference = std::max(difference, std::abs(c[k] - sign * c[count - 1 - k]));
  }
  return difference <= 4 * std::numeric_limits<double>::epsilon() * size;
}
inline double delay_of(double const* c, std::size_t count, double turn) {
  while (count > 1 && c[count - 1] == 0) { --count; }
  if (is_symmetric(c, count, 1) || is_symmetric(c, count, -1)) { return (static_cast<double>(count) - 1) / 2; }
  return on_unit_circle(c, count, turn).delay();
}

/// A filter at a rate: what it does at `turn` radians per sample.
struct evaluated_taps {
  std::vector<double> taps;

  std::complex<double> response(double turn) const { return on_unit_circle(taps.data(), taps.size(), turn).sum; }
  double delay(double turn) const { return delay_of(taps.data(), taps.size(), turn); }
};
struct evaluated_sections {
  std::vector<section> sections;

  std::complex<double> response(double turn) const {
    std::complex<double> h = 1;
    for (section const& s : sections) {
      double const above[] = {s.b0, s.b1, s.b2}, below[] = {1, s.a1, s.a2};
      h *= on_unit_circle(above, 3, turn).sum / on_unit_circle(below, 3, turn).sum;
    }
    return h;
  }
  double delay(double turn) const {
    double sum = 0;
    for (section const& s : sections) {
      double const above[] = {s.b0, s.b1, s.b2}, below[] = {1, s.a1, s.a2};
      sum += delay_of(above, 3, turn) - delay_of(below, 3, turn);
    }
    return sum;
  }
};
template <Design D>
auto evaluated(D const& d, double rate) {
  if constexpr (RecursiveDesign<D>) {
    return evaluated_sections{d.sections_at(rate)};
  } else {
    return evaluated_taps{d.taps_at(rate)};
  }
}

template <class F>
inline constexpr bool is_frequency_axis = false;
template <class U, class T>
inline constexpr bool is_frequency_axis<axis<U, T>> = !units_measure_different_things<U, hertz>;

/// An array of frequencies.
template <class F>
concept FrequencyArray = Operand<F> && ArrayExpression<wrapped_t<F>> && std::floating_point<element_t<F>> &&
                         !units_measure_different_things<unit_t<F>, hertz>;

/// f(frequency in Hz) of each frequency: of one, of an array, of an axis.
template <class Out, class F, class U, class Of>
auto over_frequencies(char const* where, F const& f, U const& unit, Of const& of) {
  if constexpr (Frequency<F>) {
    Out const number = of(quantities::coordinate<double>(f, hertz{}));
    if constexpr (Unit<U> && PlainUnit<U>) {
      return number;
    } else {
      return tag(number, unit);
    }
  } else if constexpr (quantities::is_axis<F>) {
    return sampled(over_frequencies<Out>(where, f.values(), unit, of), f);
  } else {
    using T = element_t<F>;
    row_major<T, F> const numbers(where, "f", f);
    auto out = arrays::allocate<Out, arrays::static_rank<F>>(numbers.shape());
    for (index i = 0; i < numbers.size(); ++i) {
      out.data()[i] = of(quantities::coordinate<double>(tag(numbers.data()[i], unit_of(f)), hertz{}));
    }
    return arrays::with_unit(std::move(out), unit);
  }
}

template <class F>
concept frequencies_have_a_unit_as_in_300_Hz = !Frequency<F> && !FrequencyArray<F> && !is_frequency_axis<F>;

}  // namespace detail

/// What a response is asked at: one frequency, an array of them, or an axis.
template <class F>
concept Frequencies = Frequency<F> || detail::FrequencyArray<F> || detail::is_frequency_axis<F>;

/// The response of a filter at a sampling rate, H(exp(2 pi i f / rate)): complex numbers over f. Of an axis of
/// frequencies they are sampled on it. Unit: that of the filter, [y] / [x]; plain numbers, but for derivatives.
/// SciPy: freqz(taps, worN=f, fs=rate), sosfreqz(sections, worN=f, fs=rate). Throws as taps and sections do.
template <Design D, Frequencies F, Frequency Rate>
auto response(D const& d, F const& f, Rate const& rate) {
  double const hertz = detail::rate_in_hertz("dsp::response", rate);
  auto const filter = detail::evaluated(d, hertz);
  return detail::over_frequencies<std::complex<double>>(
      "dsp::response", f, detail::unit_of_design(d),
      [&](double frequency) { return filter.response(2 * std::numbers::pi * frequency / hertz); });
}
template <class D, class F, class Rate>
  requires(detail::frequencies_have_a_unit_as_in_300_Hz<F> ||
           detail::rates_and_cut_offs_are_frequencies_with_a_unit<Rate>)
void response(D const&, F const&, Rate const&) = delete;  // frequencies and the rate have a unit, as 300. * Hz

/// By how much a filter delays a wave packet at a frequency, -d phase / d omega, in s. Of symmetric taps it is half of
/// their length, at every frequency; at a zero of the response it is NaN, but for symmetric ones.
/// SciPy: group_delay, over the rate. Throws as taps and sections do.
template <Design D, Frequencies F, Frequency Rate>
auto group_delay(D const& d, F const& f, Rate const& rate) {
  double const hertz = detail::rate_in_hertz("dsp::group_delay", rate);
  auto const filter = detail::evaluated(d, hertz);
  return detail::over_frequencies<double>("dsp::group_delay", f, second{}, [&](double frequency) {
    return filter.delay(2 * std::numbers::pi * frequency / hertz) / hertz;
  });
}
template <class D, class F, class Rate>
  requires(detail::frequencies_have_a_unit_as_in_300_Hz<F> ||
           detail::rates_and_cut_offs_are_frequencies_with_a_unit<Rate>)
void group_delay(D const&, F const&, Rate const&) = delete;  // frequencies and the rate have a unit, as 300. * Hz

}  // namespace convolt::dsp
