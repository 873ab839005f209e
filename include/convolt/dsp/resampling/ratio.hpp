// SPDX-License-Identifier: BSD-3-Clause
/// Ratios of whole numbers: as a caller gives them, or between two rates that are known as decimal fractions.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::dsp::detail {

/// up results for down samples, in lowest terms.
struct rate_ratio {
  index up = 1, down = 1;

  friend constexpr bool operator==(rate_ratio const&, rate_ratio const&) = default;
};

/// Most that a term may be where a caller gives it: its filter has twenty times as many taps.
inline constexpr index largest_given_term = 1'000'000;
/// And where it is looked for between two rates. 44.1 kHz to 48 kHz is 160 / 147, and 24414.0625 Hz to 1 kHz 128 /
/// 3125: ratios of rates that somebody chose are smaller than this, and those of measured ones are not ratios.
inline constexpr index largest_found_term = 4096;

[[noreturn]] CONVOLT_COLD inline void throw_bad_ratio(std::string_view where, char const* argument, char const* problem,
                                                      std::string actual) {
  throw parameter_error({.category = "bad_ratio",
                         .where = std::string(where),
                         .argument = argument,
                         .problem = problem,
                         .expected = convolt::detail::joined({"1 to ", std::to_string(largest_given_term)}),
                         .actual = std::move(actual)});
}

/// Terms as they were given. Throws parameter_error "bad_ratio".
template <Integer Up, Integer Down>
rate_ratio positive_ratio(std::string_view where, Up up, Down down) {
  checked_index const u(up), d(down);
  if (u.overflowed || u.value < 1) { throw_bad_ratio(where, "up", "is out of range", std::to_string(up)); }
  if (d.overflowed || d.value < 1) { throw_bad_ratio(where, "down", "is out of range", std::to_string(down)); }
  return {u.value, d.value};
}
inline void check_terms(std::string_view where, rate_ratio r) {
  if (r.up > largest_given_term) { throw_bad_ratio(where, "up", "is out of range", std::to_string(r.up)); }
  if (r.down > largest_given_term) { throw_bad_ratio(where, "down", "is out of range", std::to_string(r.down)); }
}
template <Integer Up, Integer Down>
rate_ratio ratio_as_given(std::string_view where, Up up, Down down) {
  rate_ratio const r = positive_ratio(where, up, down);
  check_terms(where, r);
  return r;
}
template <Integer Up, Integer Down>
rate_ratio ratio_in_lowest_terms(std::string_view where, Up up, Down down) {
  rate_ratio r = positive_ratio(where, up, down);
  index const common = std::gcd(r.up, r.down);
  r = {r.up / common, r.down / common};
  check_terms(where, r);
  return r;
}

/// The first of the best approximations p / q of r > 0 that is right but for a part of `tolerance`; else the last one
/// whose terms are not too large. (The convergents of the continued fraction of r.)
inline rate_ratio nearest_ratio(double r, double tolerance) {
  double const most = static_cast<double>(largest_found_term);
  if (!(r > 1 / most && r < most)) {
    return r < 1 ? rate_ratio{1, largest_found_term} : rate_ratio{largest_found_term, 1};
  }
  double p = std::floor(r), q = 1, p_before = 1, q_before = 0, rest = r - p;
  while (std::abs(p / q / r - 1) > tolerance && rest > 0) {
    double const whole = std::floor(1 / rest);
    rest = 1 / rest - whole;
    double const p_next = whole * p + p_before, q_next = whole * q + q_before;
    if (!(p_next <= most && q_next <= most)) { break; }
    p_before = std::exchange(p, p_next);
    q_before = std::exchange(q, q_next);
  }
  return {std::max<index>(static_cast<index>(p), 1), static_cast<index>(q)};
}

/// The ratio of two rates, in Hz or whatever: `wanted` over `own`. Throws parameter_error "rates_without_ratio" where
/// it is none of small whole numbers, and names the nearest that is.
inline rate_ratio ratio_of_rates(std::string_view where, char const* argument, double wanted, double own,
                                 double tolerance, std::string_view unit) {
  double const r = wanted / own;
  rate_ratio const found = nearest_ratio(r, tolerance);
  double const nearest = static_cast<double>(found.up) / static_cast<double>(found.down);
  if (std::abs(nearest / r - 1) <= tolerance) { return found; }
  using convolt::detail::joined;
  using quantities::number_text;
  std::string const ratio = joined({std::to_string(found.up), "/", std::to_string(found.down)});
  throw parameter_error(
      {.category = "rates_without_ratio",
       .where = std::string(where),
       .argument = argument,
       .problem = joined({"is not a ratio of whole numbers up to ", std::to_string(largest_found_term), " to the ",
                          number_text(own), unit, " of the signal"}),
       .expected = joined({number_text(own * nearest), unit, " for the nearest one, ", ratio}),
       .actual = joined({number_text(wanted), unit}),
       .advice = joined({"resample(x, ", std::to_string(found.up), ", ", std::to_string(found.down), ") gives that"})});
}

/// How far two numbers of these types may be from the ratio that is meant: a few roundings of the coarser one.
template <class... T>
inline constexpr double ratio_tolerance = 16 * std::max({static_cast<double>(std::numeric_limits<T>::epsilon())...});

}  // namespace convolt::dsp::detail
