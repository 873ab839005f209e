// SPDX-License-Identifier: BSD-3-Clause
/// The notch: it takes out one frequency, as that of the mains.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/recursive.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/coordinate.hpp>

namespace convolt::dsp {

namespace detail {

/// Throws parameter_error "bad_quality".
inline recursive_design notch_design(double frequency, double q) {
  if (!(q > 0 && bits::is_finite(q))) {
    throw parameter_error({.category = "bad_quality",
                           .where = "dsp::notch",
                           .argument = "q",
                           .problem = "must be positive and finite",
                           .actual = quantities::number_text(q)});
  }
  return {recursive_design::family::notch, 1, band::between("dsp::notch", pass::low, frequency, frequency), q};
}

}  // namespace detail

/// A filter that takes f out, and half of the power at f - f / (2 q) and at f + f / (2 q), about: one section.
/// SciPy: iirnotch(f, q, fs=rate). Throws parameter_error "bad_cut_off", "bad_quality" unless both are positive and
/// finite; and where it meets a rate, "bad_quality" unless f / q is below half of it.
template <Frequency F>
recursive_design notch(F const& f, double q) {
  return detail::notch_design(detail::frequency_in_hertz(f), q);
}
template <class F>
  requires detail::rates_and_cut_offs_are_frequencies_with_a_unit<F>
void notch(F const&, double) = delete;  // what is taken out is a frequency, as 50. * Hz

}  // namespace convolt::dsp
