// SPDX-License-Identifier: BSD-3-Clause
/// From the counts of a converter to what was measured: gain, offset and the sensitivity of the sensor as one object.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/tag.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt::dsp {

namespace detail {

template <class Q>
concept PlainNumbers = PlainUnit<unit_t<Q>> && std::is_arithmetic_v<element_t<Q>> && !std::same_as<element_t<Q>, bool>;

}  // namespace detail

/// What counts may be: integers or floating-point numbers without a unit, one or an array of them, sampled or not.
template <class X>
inline constexpr bool is_counts = false;
template <arrays::OperandOrSampled X>
inline constexpr bool is_counts<X> = detail::PlainNumbers<arrays::bare_t<X>>;

/// The measured value of a count, count * gain + offset, in U, numbers of T. Made by calibration.
template <AnyUnit U, std::floating_point T>
class calibrated_counts {
 public:
  calibrated_counts(T gain, T offset, U const& unit) : gain_(gain), offset_(offset), unit_(unit) {}

  /// What one count more is, and what count 0 is.
  quantity<U, T> gain() const { return tag(gain_, unit_); }
  quantity<U, T> offset() const { return tag(offset_, unit_); }
  U unit() const { return unit_; }

  /// Of one count, of an array of them, which may have axes and keeps them.
  template <class X>
    requires(is_counts<X>)
  auto operator()(X const& counts) const {
    if constexpr (Scalar<wrapped_t<arrays::bare_t<X>>>) {
      return tag(value(raw(counts)), unit_);
    } else {
      using bare = arrays::bare_t<X>;
      detail::row_major<element_t<bare>, bare> const in("dsp::calibration", "counts", arrays::without_axes(counts));
      auto out = arrays::allocate<T, arrays::static_rank<bare>>(in.shape());
      for (index i = 0; i < in.size(); ++i) { out.data()[i] = value(in.data()[i]); }
      if constexpr (arrays::Sampled<X>) {
        return quantities::with_axes(std::move(out), unit_, counts.axes());
      } else {
        return tag(std::move(out), unit_);
      }
    }
  }
  template <class X>
    requires(!is_counts<X>)
  void operator()(X const&) const = delete;  // counts are numbers without a unit

 private:
  template <class E>
  T value(E count) const {
    return static_cast<T>(count) * gain_ + offset_;
  }

  T gain_, offset_;
  U unit_;
};

namespace detail {

inline void check_calibration(char const* argument, double number, bool may_be_zero, std::string given) {
  if (bits::is_finite(number) && (may_be_zero || number != 0)) { return; }
  throw parameter_error({.category = "bad_calibration",
                         .where = "dsp::calibration",
                         .argument = argument,
                         .problem = may_be_zero ? "must be finite" : "must be finite and not zero",
                         .actual = std::move(given)});
}

[[noreturn]] CONVOLT_COLD inline void throw_calibration_out_of_range(std::string slope) {
  throw parameter_error({.category = "bad_calibration",
                         .where = "dsp::calibration",
                         .argument = "gain",
                         .problem = "over sensitivity, or the offset over it, is out of the range of the numbers",
                         .actual = std::move(slope),
                         .advice = "give the gain in a larger or smaller unit, or as double"});
}

}  // namespace detail

/// (count * gain + offset) / sensitivity: with gain and offset in V per count and V, and the sensitivity of a
/// microphone in V/Pa, counts become Pa. `auto p = dsp::calibration(0.3f * mV, 0.f * mV, 50.f * mV / Pa)(counts)`. The
/// sensitivity is 1 unless it is given, the offset 0.
///
/// Units: [gain] / [sensitivity]; the offset in any unit of the gain's dimension. Numbers are of the type of the gain,
/// double where that is an integer, whatever the counts are: nothing is rounded to counts again.
/// Throws parameter_error "bad_calibration" for what is not finite, for a gain or a sensitivity of zero, and where
/// the numbers cannot hold the result.
template <quantities::Coordinate Gain, quantities::Coordinate Offset, quantities::Coordinate Sensitivity = double>
  requires OneDimension<Gain, Offset>
auto calibration(Gain const& gain, Offset const& offset, Sensitivity const& sensitivity = 1.) {
  using T = quantities::coordinate_t<Gain>;
  double const divisor = static_cast<double>(raw(sensitivity)), number = static_cast<double>(raw(gain));
  double const zero = quantities::coordinate<double>(offset, unit_of(gain));
  detail::check_calibration("gain", number, false, quantities::coordinate_text(gain));
  detail::check_calibration("offset", zero, true, quantities::coordinate_text(offset));
  detail::check_calibration("sensitivity", divisor, false, quantities::coordinate_text(sensitivity));
  auto const unit = unit_of(gain) / unit_of(sensitivity);
  using U = std::remove_const_t<decltype(unit)>;
  double const slope = number / divisor, start = zero / divisor;
  constexpr double most = static_cast<double>(std::numeric_limits<T>::max());
  constexpr double least = static_cast<double>(std::numeric_limits<T>::min());
  bool const fits = std::abs(slope) <= most && std::abs(slope) >= least && std::abs(start) <= most;
  if (!fits) { detail::throw_calibration_out_of_range(quantities::coordinate_text(tag(slope, unit))); }
  return calibrated_counts<U, T>(static_cast<T>(slope), static_cast<T>(start), unit);
}
template <quantities::Coordinate Gain>
auto calibration(Gain const& gain) {
  return calibration(gain, tag(quantities::coordinate_t<Gain>(0), unit_of(gain)));
}
template <quantities::Coordinate Gain, quantities::Coordinate Offset, class Sensitivity = double>
  requires units_measure_different_things<unit_t<Gain>, unit_t<Offset>>
void calibration(Gain const&, Offset const&, Sensitivity const& = 1.) = delete;  // gain and offset are both in V, say

}  // namespace convolt::dsp
