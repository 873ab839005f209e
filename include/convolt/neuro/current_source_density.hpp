// SPDX-License-Identifier: BSD-3-Clause
/// The density of the currents that enter and leave tissue along a row of contacts.
/// Layer: neuro.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/config.hpp>
#include <convolt/kernel/lag.hpp>
#include <convolt/neuro/dimensions.hpp>
#include <convolt/neuro/event_lists.hpp>
#include <convolt/quantity/along.hpp>
#include <convolt/quantity/axis_compare.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

namespace convolt::neuro {

namespace detail {

/// out[o][k][i] = -(v[o][k][i] - 2 v[o][k + 1][i] + v[o][k + 2][i]) * factor.
template <class V, class T>
void second_differences(V const* v, quantities::dimension_block const& b, double factor, T* out) {
  for (index o = 0; o < b.outer; ++o) {
    for (index k = 0; k + 2 < b.count; ++k) {
      V const* const at = v + (o * b.count + k) * b.inner;
      for (index i = 0; i < b.inner; ++i) {
        double const above = static_cast<double>(at[i]), here = static_cast<double>(at[i + b.inner]);
        double const below = static_cast<double>(at[i + 2 * b.inner]);
        *out++ = static_cast<T>((2. * here - above - below) * factor);
      }
    }
  }
}

inline void check_contacts(std::size_t contacts) {
  if (contacts < 3) {
    throw shape_error({.category = "too_few_contacts",
                       .where = "neuro::current_source_density",
                       .argument = "v",
                       .problem = "has no contact between two others",
                       .expected = "3 contacts or more",
                       .actual = std::to_string(contacts)});
  }
}

/// A number that a formula divides by the square of, or multiplies with.
inline double positive(double x, char const* argument, std::string text) {
  if (kernel::is_width(x)) { return x; }
  throw parameter_error({.category = "not_positive",
                         .where = "neuro::current_source_density",
                         .argument = argument,
                         .problem = "must be positive and finite, and no less than 1e-50 and no more than 1e50",
                         .actual = std::move(text)});
}

/// Throws unit_error where a unit that is known at run time only measures something else than U.
template <class Q, Unit U>
void check_unit(Q const& q, U const& unit) {
  if constexpr (DynamicQuantity<Q>) { static_cast<void>(quantities::coordinate<double>(q, unit)); }
}

/// The density at the inner contacts of an array whose contacts are along a dimension. Integers become double.
template <class Q, class Pitch, class Sigma>
auto source_density(Q const& v, std::size_t along, Pitch const& pitch, Sigma const& sigma) {
  using T = quantities::floating_t<element_t<Q>>;
  auto const& numbers = v.raw();
  check_unit(pitch, metre{});
  check_unit(sigma, siemens{} / metre{});
  check_contacts(numbers.shape(along));
  double const dz = positive(static_cast<double>(pitch.raw()), "pitch", quantities::coordinate_text(pitch));
  double const s = positive(static_cast<double>(sigma.raw()), "sigma", quantities::coordinate_text(sigma));
  auto shape = numbers.shape();
  shape[along] -= 2;
  xt::xtensor<T, std::tuple_size_v<decltype(shape)>, xt::layout_type::row_major> density(shape);
  second_differences(numbers.data(), quantities::block_along(numbers.shape(), along), s / (dz * dz), density.data());
  return tag(std::move(density), sigma.unit() * v.unit() / (pitch.unit() * pitch.unit()));
}

template <class Q>
concept Length = quantities::Coordinate<Q> && AnyQuantity<Q> && !units_measure_different_things<unit_t<Q>, metre>;
template <class Q>
concept Conductivity = quantities::Coordinate<Q> && AnyQuantity<Q> &&
                       !units_measure_different_things<unit_t<Q>, unit_quotient_t<siemens, metre>>;

/// Potentials at contacts: sampled ones, or an array by rows; real numbers.
template <class V>
inline constexpr bool are_potentials = false;
template <class U, class T, class... Axes>
inline constexpr bool are_potentials<sampled<U, T, Axes...>> = std::is_arithmetic_v<T>;
template <class U, class T, std::size_t Rank>
inline constexpr bool are_potentials<quantity<U, xt::xtensor<T, Rank, xt::layout_type::row_major>>> =
    std::is_arithmetic_v<T> && Rank > 0;
template <class V>
concept Potentials = are_potentials<V>;

/// The dimension of the contacts: the one whose axis is a length, else the first that is not time.
template <class... Axes>
inline constexpr std::size_t contact_dimension = [] {
  if (axes_that_measure<metre, Axes...> > 0) { return first_that_measures<metre, Axes...>; }
  return std::size_t{sizeof...(Axes) > 1 && first_that_measures<second, Axes...> == 0};
}();

template <class A, class Pitch>
void check_pitch(A const& a, Pitch const& pitch) {
  if constexpr (axis_measures<A, metre> || has_run_time_unit<A>) {
    double const wanted = quantities::coordinate<double>(a.step(), pitch.unit());
    if (std::abs(std::abs(wanted) - pitch.raw()) > sample_tolerance * pitch.raw()) {
      throw parameter_error({.category = "pitch_mismatch",
                             .where = "neuro::current_source_density",
                             .argument = "pitch",
                             .problem = "is not the step of the axis of the contacts",
                             .expected = quantities::coordinate_text(a.step()),
                             .actual = quantities::coordinate_text(pitch)});
    }
  }
}

}  // namespace detail

/// The current source density at the inner contacts of a row of contacts that are `pitch` apart in tissue of
/// conductivity sigma: -sigma (v[k-1] - 2 v[k] + v[k+1]) / pitch^2. Sources are positive, sinks negative. Unit: that of
/// sigma, times that of v, over the square of the pitch's; `csd.in(uA / pow<3>(mm))` gives it in another.
/// Nicholson and Freeman, Journal of Neurophysiology 38, 356 (1975).
///
/// v is sampled. The contacts are along the axis in a unit of length, which must have that step; without one, along the
/// first dimension that is not time. Throws shape_error "too_few_contacts" for fewer than three, parameter_error for a
/// pitch or a conductivity that is not positive, unit_error for run-time units of another dimension.
template <class U, class T, class... Axes, detail::Length Pitch, detail::Conductivity Sigma>
  requires detail::Potentials<sampled<U, T, Axes...>>
auto current_source_density(sampled<U, T, Axes...> const& v, Pitch const& pitch, Sigma const& sigma) {
  static_assert(detail::axes_that_measure<metre, Axes...> <= 1, "convolt: contacts are along one axis of length");
  constexpr std::size_t along = detail::contact_dimension<Axes...>;
  auto const& contacts = v.template axis<along>();
  detail::check_pitch(contacts, pitch);
  auto density = detail::source_density(v.quantity(), along, pitch, sigma);
  auto const inner = [&] {
    if constexpr (quantities::is_axis<std::remove_cvref_t<decltype(contacts)>>) {
      return contacts.slice(1, contacts.count() - 2);
    } else {
      return no_axis;
    }
  }();
  return std::apply([&](auto const&... axes) { return sampled(std::move(density), axes...); },
                    detail::with_axis<along>(v.axes(), inner));
}

/// The same of an array whose first dimension is the contacts.
template <class U, class T, std::size_t Rank, detail::Length Pitch, detail::Conductivity Sigma>
  requires detail::Potentials<quantity<U, xt::xtensor<T, Rank, xt::layout_type::row_major>>>
auto current_source_density(quantity<U, xt::xtensor<T, Rank, xt::layout_type::row_major>> const& v, Pitch const& pitch,
                            Sigma const& sigma) {
  return detail::source_density(v, 0, pitch, sigma);
}
template <class V, class Pitch, class Sigma>
  requires(!detail::Length<Pitch>)
void current_source_density(V const&, Pitch const&, Sigma const&) CONVOLT_REFUSED("a pitch is a length: 100. * um");
template <class V, detail::Length Pitch, class Sigma>
  requires(!detail::Conductivity<Sigma>)
void current_source_density(V const&, Pitch const&, Sigma const&) CONVOLT_REFUSED("a conductivity is as 0.3 * S / m");
template <class V, detail::Length Pitch, detail::Conductivity Sigma>
  requires(!detail::Potentials<V>)
void current_source_density(V const&, Pitch const&,  // potentials are real, and sampled or an xtensor with a unit
                            Sigma const&) CONVOLT_REFUSED("potentials are sampled, or an xtensor with a unit");
inline void current_source_density(refused::any, refused::any = {},  // (v, 100. * um, 0.3 * S / m)
                                   refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("potentials, pitch and conductivity: (v, 100. * um, 0.3 * S / m)");

}  // namespace convolt::neuro
