// SPDX-License-Identifier: BSD-3-Clause
/// Decibels: functions of a ratio, or of a quantity and its reference. A level is a plain number; it is no unit. Power
/// levels are 10 log10 of a ratio, amplitude levels (voltage, pressure) 20 log10 (ISO 80000-3:2006, annex C). Arrays
/// are lazy. A ratio of 0 is -infinity dB and a negative one NaN: take the magnitude of signed signals first.
/// Layer: quantity.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/temperature.hpp>

#include <cmath>

namespace convolt {

/// The sentences of compile errors.
template <class Q>
concept ratio_has_a_unit_left = AnyQuantity<Q> && !DynamicQuantity<Q> && !SameDimension<unit_t<Q>, dimensionless>;

/// Decibels per factor of ten.
enum class level_kind { power = 10, amplitude = 20 };

/// What 0 dB is, a positive scalar quantity, together with the kind of level it is a reference for.
template <level_kind Kind, class Q>
struct level_reference {
  Q value;
};
template <class Q>
using power_reference = level_reference<level_kind::power, Q>;
template <class Q>
using amplitude_reference = level_reference<level_kind::amplitude, Q>;

/// References with a name: `to_dB(p, dB_reference::spl)`.
namespace dB_reference {
/// 1 V.
inline constexpr amplitude_reference<quantity<volt, double>> dBV{tag(1., volt{})};
/// sqrt(0.6) V, the voltage of 1 mW in 600 Ohm.
inline constexpr amplitude_reference<quantity<volt, double>> dBu{tag(0.77459666924148337704, volt{})};
/// 20 uPa, sound pressure in air.
inline constexpr amplitude_reference<quantity<micro<pascal>, double>> spl{tag(20., micro<pascal>{})};
/// 1 mW.
inline constexpr power_reference<quantity<milli<watt>, double>> dBm{tag(1., milli<watt>{})};
/// 1 W.
inline constexpr power_reference<quantity<watt, double>> dBW{tag(1., watt{})};
}  // namespace dB_reference

namespace detail {

template <class Q>
concept LevelReference = AnyQuantity<Q> && RealOperand<Q> && Scalar<wrapped_t<Q>>;

/// The quantity of a reference for levels of this kind, which may also be given as a bare quantity.
template <level_kind Kind, LevelReference Q>
constexpr Q const& zero_level(Q const& q) {
  return q;
}
template <level_kind Kind, LevelReference Q>
constexpr Q const& zero_level(level_reference<Kind, Q> const& r) {
  return r.value;
}
template <level_kind Kind, class R>
concept ReferenceFor = requires(R const& r) { zero_level<Kind>(r); };
template <level_kind Kind, class R>
using reference_quantity = std::remove_cvref_t<decltype(zero_level<Kind>(std::declval<R const&>()))>;

template <level_kind Kind, class Q, class R>
concept ComparableWith =
    AnyQuantity<Q> && RealOperand<Q> && ReferenceFor<Kind, R> && OneDimension<Q, reference_quantity<Kind, R>>;
template <level_kind Kind, class Q, class R>
concept Incomparable = AnyQuantity<Q> && ReferenceFor<Kind, R> &&
                       units_measure_different_things<unit_t<Q>, unit_t<reference_quantity<Kind, R>>>;

template <level_kind Kind, class X>
constexpr auto level(X&& ratio) {
  using R = floating_element_t<X>;
  if constexpr (Scalar<X>) {
    return R(static_cast<int>(Kind)) * std::log10(static_cast<R>(ratio));
  } else {
    return R(static_cast<int>(Kind)) * xt::log10(floating(std::forward<X>(ratio)));
  }
}

template <level_kind Kind, class X>
auto ratio_of_level(X&& level) {
  using R = floating_element_t<X>;
  if constexpr (Scalar<X>) {
    return std::pow(R(10), static_cast<R>(level) / R(static_cast<int>(Kind)));
  } else {
    return xt::pow(R(10), floating(std::forward<X>(level)) / R(static_cast<int>(Kind)));
  }
}

/// The number of a reference. Throws parameter_error unless it is positive and finite.
template <class R, LevelReference Q>
R reference_number(Q const& reference) {
  R const x = static_cast<R>(reference.raw());
  if (!bits::is_finite(x) || x <= 0) {
    throw parameter_error({.category = "bad_reference",
                           .where = "to_dB",
                           .argument = "reference",
                           .problem = "must be positive and finite",
                           .actual = std::to_string(x)});
  }
  return x;
}

template <level_kind Kind, class Q, class Reference>
auto level_above(Q&& q, Reference const& reference) {
  using R = floating_element_t<Q>;
  R const zero = reference_number<R>(reference);
  return level<Kind>(floating(numbers(std::forward<Q>(q), unit_of(reference))) / R(zero));
}

template <level_kind Kind, class X, class Reference>
auto quantity_at_level(X&& x, Reference const& reference) {
  using R = floating_element_t<X>;
  R const zero = reference_number<R>(reference);
  return tag(ratio_of_level<Kind>(std::forward<X>(x)) * R(zero), unit_of(reference));
}

}  // namespace detail

/// The level of a ratio of powers: 10 log10(ratio), plain. The ratio is plain or a dimensionless quantity of any scale.
/// Throws unit_error when a run-time unit is not dimensionless.
template <class Q>
  requires(Operand<Q> && detail::RealOperand<Q> && !ratio_has_a_unit_left<Q>)
auto to_dB_power(Q&& ratio) {
  return detail::level<level_kind::power>(detail::numbers(std::forward<Q>(ratio), one));
}
/// The level of a ratio of amplitudes: 20 log10(ratio).
template <class Q>
  requires(Operand<Q> && detail::RealOperand<Q> && !ratio_has_a_unit_left<Q>)
auto to_dB_amplitude(Q&& ratio) {
  return detail::level<level_kind::amplitude>(detail::numbers(std::forward<Q>(ratio), one));
}
template <class Q>
  requires ratio_has_a_unit_left<Q>
void to_dB_power(Q&&) CONVOLT_REFUSED("decibels need a ratio, or a reference as the second argument");
template <class Q>
  requires ratio_has_a_unit_left<Q>
void to_dB_amplitude(Q&&) CONVOLT_REFUSED("decibels need a ratio, or a reference as the second argument");

/// The level of q above a reference, a scalar quantity of the same dimension. Throws parameter_error when the reference
/// is not positive.
template <class Q, class R>
  requires detail::ComparableWith<level_kind::power, Q, R>
auto to_dB_power(Q&& q, R const& reference) {
  constexpr level_kind kind = level_kind::power;
  return detail::level_above<kind>(std::forward<Q>(q), detail::zero_level<kind>(reference));
}
template <class Q, class R>
  requires detail::ComparableWith<level_kind::amplitude, Q, R>
auto to_dB_amplitude(Q&& q, R const& reference) {
  constexpr level_kind kind = level_kind::amplitude;
  return detail::level_above<kind>(std::forward<Q>(q), detail::zero_level<kind>(reference));
}
template <class Q, class R>
  requires detail::Incomparable<level_kind::power, Q, R>
void to_dB_power(Q&&, R const&) CONVOLT_REFUSED("the reference measures another thing");
template <class Q, class R>
  requires detail::Incomparable<level_kind::amplitude, Q, R>
void to_dB_amplitude(Q&&, R const&) CONVOLT_REFUSED("the reference measures another thing");

template <class Q, class R>
void to_dB_power(Q&&, amplitude_reference<R> const&) CONVOLT_REFUSED("this is a reference for amplitudes");
template <class Q, class R>
void to_dB_amplitude(Q&&, power_reference<R> const&) CONVOLT_REFUSED("this is a reference for powers");

/// The same with a reference that knows whether it is one of power or of amplitude.
template <class Q, level_kind Kind, class R>
  requires detail::ComparableWith<Kind, Q, R>
auto to_dB(Q&& q, level_reference<Kind, R> const& reference) {
  return detail::level_above<Kind>(std::forward<Q>(q), reference.value);
}
template <class Q, level_kind Kind, class R>
  requires detail::Incomparable<Kind, Q, R>
void to_dB(Q&&, level_reference<Kind, R> const&) CONVOLT_REFUSED("the reference measures another thing");

/// Levels of a sampled quantity, a spectrum for instance, on its axes: `to_dB_power(p, 1. * uV * uV / Hz)`.
template <class S, class R>
  requires(AnySampled<S> && detail::ComparableWith<level_kind::power, typename S::quantity_type, R>)
auto to_dB_power(S const& s, R const& reference) {
  return s.map([&](auto const& q) { return to_dB_power(q, reference); });
}
template <class S, class R>
  requires(AnySampled<S> && detail::ComparableWith<level_kind::amplitude, typename S::quantity_type, R>)
auto to_dB_amplitude(S const& s, R const& reference) {
  return s.map([&](auto const& q) { return to_dB_amplitude(q, reference); });
}
template <class S, level_kind Kind, class R>
  requires(AnySampled<S> && detail::ComparableWith<Kind, typename S::quantity_type, R>)
auto to_dB(S const& s, level_reference<Kind, R> const& reference) {
  return s.map([&](auto const& q) { return to_dB(q, reference); });
}
/// The same of a sampled ratio.
template <class S>
  requires(AnySampled<S> && !ratio_has_a_unit_left<typename S::quantity_type>)
auto to_dB_power(S const& ratio) {
  return ratio.map([](auto const& q) { return to_dB_power(q); });
}
template <class S>
  requires(AnySampled<S> && !ratio_has_a_unit_left<typename S::quantity_type>)
auto to_dB_amplitude(S const& ratio) {
  return ratio.map([](auto const& q) { return to_dB_amplitude(q); });
}
template <class S, class R>
  requires(AnySampled<S> && detail::Incomparable<level_kind::power, typename S::quantity_type, R>)
void to_dB_power(S const&, R const&) CONVOLT_REFUSED("the reference measures another thing");
template <class S, class R>
  requires(AnySampled<S> && detail::Incomparable<level_kind::amplitude, typename S::quantity_type, R>)
void to_dB_amplitude(S const&, R const&) CONVOLT_REFUSED("the reference measures another thing");

/// The ratio of powers at a level of x dB: 10^(x / 10).
template <Plain X>
  requires detail::RealOperand<X>
auto from_dB_power(X&& x) {
  return detail::ratio_of_level<level_kind::power>(std::forward<X>(x));
}
/// The ratio of amplitudes at a level of x dB: 10^(x / 20).
template <Plain X>
  requires detail::RealOperand<X>
auto from_dB_amplitude(X&& x) {
  return detail::ratio_of_level<level_kind::amplitude>(std::forward<X>(x));
}
/// The quantity x dB above a reference, in the unit of the reference.
template <Plain X, class R>
  requires(detail::RealOperand<X> && detail::ReferenceFor<level_kind::power, R>)
auto from_dB_power(X&& x, R const& reference) {
  constexpr level_kind kind = level_kind::power;
  return detail::quantity_at_level<kind>(std::forward<X>(x), detail::zero_level<kind>(reference));
}
template <Plain X, class R>
  requires(detail::RealOperand<X> && detail::ReferenceFor<level_kind::amplitude, R>)
auto from_dB_amplitude(X&& x, R const& reference) {
  constexpr level_kind kind = level_kind::amplitude;
  return detail::quantity_at_level<kind>(std::forward<X>(x), detail::zero_level<kind>(reference));
}
template <Plain X, level_kind Kind, class R>
  requires detail::RealOperand<X>
auto from_dB(X&& x, level_reference<Kind, R> const& reference) {
  return detail::quantity_at_level<Kind>(std::forward<X>(x), reference.value);
}

}  // namespace convolt
