// SPDX-License-Identifier: BSD-3-Clause
/// Sampling rates as callers state them, for arrays that have no axis to say it.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::dsp {

namespace detail {

// Variables, of which clang says no more than that they are false.
template <class Q, class U>
inline constexpr bool is_quantity_of = false;
template <quantities::Coordinate Q, class U>
  requires AnyQuantity<Q>
inline constexpr bool is_quantity_of<Q, U> = DynamicQuantity<Q> || SameDimension<unit_t<Q>, U>;

}  // namespace detail

/// A frequency or a rate: `300. * Hz`, `6. * kHz`; not a plain number, which might be a part of some rate.
template <class Q>
concept Frequency = detail::is_quantity_of<std::remove_cvref_t<Q>, hertz>;

/// A duration: `5. * ms`.
template <class Q>
concept Duration = detail::is_quantity_of<std::remove_cvref_t<Q>, second>;

namespace detail {

/// What compilers print where a plain number, or 2 mV, stands for one of them.
template <class Q>
concept rates_and_cut_offs_are_frequencies_with_a_unit = !Frequency<Q>;

/// "30000 Hz".
CONVOLT_COLD inline std::string hertz_text(double frequency) { return quantities::number_text(frequency) + " Hz"; }

/// The rate that a call was given, if any, in Hz.
struct stated_rate {
  double hertz = 0;
  bool is_given = false;
};

[[noreturn]] CONVOLT_COLD inline void throw_bad_rate(std::string_view where, std::string given) {
  throw parameter_error({.category = "bad_rate",
                         .where = std::string(where),
                         .argument = "rate",
                         .problem = "must be positive and finite",
                         .actual = std::move(given)});
}

/// A rate in Hz. Throws parameter_error "bad_rate" unless it is positive and finite, unit_error where a run-time unit
/// is none of frequency.
template <Frequency Q>
double rate_in_hertz(std::string_view where, Q const& rate) {
  double const number = quantities::coordinate<double>(rate, hertz{});
  if (!(number > 0 && bits::is_finite(number))) { throw_bad_rate(where, quantities::coordinate_text(rate)); }
  return number;
}
template <Frequency Q>
stated_rate state_rate(std::string_view where, Q const& rate) {
  return {rate_in_hertz(where, rate), true};
}

}  // namespace detail
}  // namespace convolt::dsp
