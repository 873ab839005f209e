// SPDX-License-Identifier: BSD-3-Clause
/// Which frequencies a filter lets through: `lowpass(80. * Hz)`, `highpass`, `bandpass`, `bandstop`.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/dsp/time/rate.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace convolt::dsp {

/// What passes: frequencies below, above, inside or outside of the edges.
enum class pass { low, high, inside, outside };

/// A band of frequencies by its edges, in Hz. It has no rate: a design asks whether it fits when it is told one.
class band {
 public:
  constexpr dsp::pass pass() const { return pass_; }
  /// The lower edge, or the only one.
  constexpr double low() const { return low_; }
  /// The upper edge, or the only one.
  constexpr double high() const { return high_; }
  constexpr bool has_two_edges() const { return pass_ == dsp::pass::inside || pass_ == dsp::pass::outside; }
  /// Whether frequency 0, or half of the rate, is let through.
  constexpr bool passes_zero() const { return pass_ == dsp::pass::low || pass_ == dsp::pass::outside; }
  constexpr bool passes_half_rate() const { return pass_ == dsp::pass::high || pass_ == dsp::pass::outside; }
  friend constexpr bool operator==(band const&, band const&) = default;

  /// Throws parameter_error "bad_cut_off" unless the edges are positive, finite and in ascending order.
  static band between(std::string_view where, dsp::pass which, double low, double high);

 private:
  constexpr band(dsp::pass which, double low, double high) : pass_(which), low_(low), high_(high) {}

  dsp::pass pass_;
  double low_, high_;
};

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_bad_cut_off(std::string_view where, char const* problem,
                                                        std::string expected, std::string actual) {
  throw parameter_error({.category = "bad_cut_off",
                         .where = std::string(where),
                         .argument = "cut-off",
                         .problem = problem,
                         .expected = std::move(expected),
                         .actual = std::move(actual)});
}

inline void check_cut_off(std::string_view where, double frequency) {
  if (!(frequency > 0 && bits::is_finite(frequency))) {
    throw_bad_cut_off(where, "must be positive and finite", {}, hertz_text(frequency));
  }
}

/// Throws parameter_error "beyond_nyquist" unless the frequency is below half of the rate.
inline void check_below_half(std::string_view where, double frequency, double rate) {
  if (frequency < rate / 2) { return; }
  throw parameter_error({.category = "beyond_nyquist",
                         .where = std::string(where),
                         .argument = "cut-off",
                         .problem = "is not below half of the sampling rate",
                         .expected = "less than " + hertz_text(rate / 2),
                         .actual = hertz_text(frequency)});
}

template <Frequency F>
double frequency_in_hertz(F const& f) {
  return quantities::coordinate<double>(f, hertz{});
}

}  // namespace detail

inline band band::between(std::string_view where, dsp::pass which, double low, double high) {
  detail::check_cut_off(where, low);
  detail::check_cut_off(where, high);
  band const made(which, low, high);
  if (made.has_two_edges() && !(low < high)) {
    detail::throw_bad_cut_off(where, "must be two frequencies, the lower one first",
                              "more than " + detail::hertz_text(low), detail::hertz_text(high));
  }
  return made;
}

/// Frequencies below a cut-off. SciPy: btype="lowpass". Throws parameter_error "bad_cut_off" unless it is positive and
/// finite.
template <Frequency F>
band lowpass(F const& cut_off) {
  double const f = detail::frequency_in_hertz(cut_off);
  return band::between("dsp::lowpass", pass::low, f, f);
}
template <class F>
  requires detail::rates_and_cut_offs_are_frequencies_with_a_unit<F>
void lowpass(F const&) CONVOLT_REFUSED("a cut-off is a frequency, as 80. * Hz");

/// Frequencies above a cut-off. SciPy: btype="highpass". Throws as lowpass does.
template <Frequency F>
band highpass(F const& cut_off) {
  double const f = detail::frequency_in_hertz(cut_off);
  return band::between("dsp::highpass", pass::high, f, f);
}
template <class F>
  requires detail::rates_and_cut_offs_are_frequencies_with_a_unit<F>
void highpass(F const&) CONVOLT_REFUSED("a cut-off is a frequency, as 80. * Hz");

/// Frequencies between two edges. SciPy: btype="bandpass". Throws parameter_error "bad_cut_off" unless they are
/// positive, finite, and the lower one comes first.
template <Frequency F, Frequency G>
band bandpass(F const& low, G const& high) {
  return band::between("dsp::bandpass", pass::inside, detail::frequency_in_hertz(low),
                       detail::frequency_in_hertz(high));
}
template <class F, class G>
  requires(detail::rates_and_cut_offs_are_frequencies_with_a_unit<F> ||
           detail::rates_and_cut_offs_are_frequencies_with_a_unit<G>)
void bandpass(F const&, G const&) CONVOLT_REFUSED("the edges of a band are frequencies, as 300. * Hz, 6. * kHz");

/// All frequencies but those between two edges. SciPy: btype="bandstop". Throws as bandpass does.
template <Frequency F, Frequency G>
band bandstop(F const& low, G const& high) {
  return band::between("dsp::bandstop", pass::outside, detail::frequency_in_hertz(low),
                       detail::frequency_in_hertz(high));
}
template <class F, class G>
  requires(detail::rates_and_cut_offs_are_frequencies_with_a_unit<F> ||
           detail::rates_and_cut_offs_are_frequencies_with_a_unit<G>)
void bandstop(F const&, G const&) CONVOLT_REFUSED("the edges of a band are frequencies, as 300. * Hz, 6. * kHz");

}  // namespace convolt::dsp
