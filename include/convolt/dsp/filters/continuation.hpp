// SPDX-License-Identifier: BSD-3-Clause
/// What filtfilt takes a signal to be beyond its ends, and how far it looks there.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// How filtfilt continues the samples a b c d, with SciPy's names (which are not those of convolt::boundary: there
/// SciPy's "even" is `reflect`, and its "constant" is `replicate`):
///
///     odd        2a-c 2a-b | a b c d | 2d-c 2d-b    turned round the end points
///     even          c    b | a b c d | c    b       a mirror at the end points
///     constant      a    a | a b c d | d    d       the end points again
///     none                 | a b c d |              nothing (SciPy's None)
///
/// Before that, and behind it, the first and the last of all these numbers have always been there.
enum class padtype { odd, even, constant, none };

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_bad_padlen(std::string given) {
  throw parameter_error({.category = "bad_padlen",
                         .where = "dsp::filtfilt",
                         .argument = "padlen",
                         .problem = "must be finite and not negative",
                         .actual = std::move(given)});
}

}  // namespace detail

/// By how much a signal is continued at each end: a number of samples, `.padlen = 150`, or a time, `.padlen = 50. *
/// ms`, of which the nearest number of samples is taken. Throws parameter_error "bad_padlen" for a negative one, and
/// for one that is not finite.
class padlen {
 public:
  /// Three times the length of the filter, as SciPy has it.
  constexpr padlen() = default;
  template <Integer I>
  padlen(I samples) : given_(true), length_(static_cast<double>(samples)) {  // NOLINT(google-explicit-constructor)
    if (samples < 0) { detail::throw_bad_padlen(std::to_string(samples)); }
  }
  template <Duration Q>
  padlen(Q const& time)  // NOLINT(google-explicit-constructor): an option is written as what it is
      : given_(true), is_time_(true), length_(quantities::coordinate<double>(time, second{})) {
    if (!(length_ >= 0 && bits::is_finite(length_))) { detail::throw_bad_padlen(quantities::coordinate_text(time)); }
  }
  template <class Q>
    requires(!Integer<Q> && !Duration<Q>)
  padlen(Q const&) = delete;  // a number of samples, as 150, or a time, as 50. * ms

  constexpr bool is_given() const { return given_; }
  /// The samples at a rate in Hz, as a number that may be larger than any index.
  double samples_at(double rate) const { return is_time_ ? std::round(length_ * rate) : length_; }

 private:
  bool given_ = false, is_time_ = false;
  double length_ = 0;
};

/// The options of filtfilt.
struct filtfilt_options {
  /// Which dimension is time, where that is not the only one with an axis in units of it.
  axis_choice axis = {};
  dsp::padtype padtype = dsp::padtype::odd;
  /// Three times the length of the filter, unless it is given; nothing with padtype::none.
  dsp::padlen padlen = {};
  executor_ref executor = {};
};

namespace detail {

/// By how many samples a signal is continued at each end where the caller says nothing: three times the length of the
/// filter, of whose sections those with a zero and a pole at 0 count less. SciPy: padlen of filtfilt and of
/// sosfiltfilt.
inline index continuation(std::vector<double> const& taps) { return 3 * static_cast<index>(taps.size()); }
inline index continuation(std::vector<section> const& chain) {
  index zeros = 0, poles = 0;
  for (section const& s : chain) {
    zeros += s.b2 == 0 ? 1 : 0;
    poles += s.a2 == 0 ? 1 : 0;
  }
  return 3 * (2 * static_cast<index>(chain.size()) + 1 - std::min(zeros, poles));
}

[[noreturn]] CONVOLT_COLD inline void throw_too_short(index samples, double beyond) {
  bool const countable = beyond < 1e15;
  throw shape_error({.category = "signal_too_short",
                     .where = "dsp::filtfilt",
                     .argument = "signal",
                     .problem = "is no longer than what it is continued by at each end, in samples",
                     .expected = "more than " + (countable ? std::to_string(static_cast<index>(beyond))
                                                           : quantities::number_text(beyond)),
                     .actual = std::to_string(samples),
                     .advice = "give a smaller .padlen, or take filter, which needs no continuation"});
}

/// How lines are continued.
struct line_ends {
  dsp::padtype type = dsp::padtype::odd;
  index beyond = 0;  ///< samples at each end
};

/// How lines of so many samples are continued for this filter: `own` is what it takes where nothing is given. Throws
/// shape_error "signal_too_short".
inline line_ends ends_of(index samples, double rate, index own, filtfilt_options const& o) {
  if (o.padtype == padtype::none) { return {o.padtype, 0}; }
  double const beyond = o.padlen.is_given() ? o.padlen.samples_at(rate) : static_cast<double>(own);
  if (!(beyond < static_cast<double>(samples))) { throw_too_short(samples, beyond); }
  return {o.padtype, static_cast<index>(beyond)};
}

/// Lines [count][lanes] and what they are continued by at each end, which is shorter than they are.
template <class R, class T>
void continue_lines(lane_rows<R const> const& x, index count, index lanes, line_ends const& ends, T* to) {
  bool const odd = ends.type == padtype::odd, constant = ends.type == padtype::constant;
  auto const write = [&](index n, R const* end) {
    R const* from = x.first + n * x.row_step;
    for (index l = 0; l < lanes; ++l, from += x.channel_step) {
      T const sample = static_cast<T>(*from);
      *to++ = end == nullptr ? sample : 2 * static_cast<T>(end[l * x.channel_step]) - sample;
    }
  };
  index const last = count - 1;
  R const* const first_end = odd ? x.first : nullptr;
  R const* const last_end = odd ? x.first + last * x.row_step : nullptr;
  for (index n = ends.beyond; n > 0; --n) { write(constant ? 0 : n, first_end); }
  for (index n = 0; n < count; ++n) { write(n, nullptr); }
  for (index n = 1; n <= ends.beyond; ++n) { write(constant ? last : last - n, last_end); }
}

}  // namespace detail
}  // namespace convolt::dsp
