// SPDX-License-Identifier: BSD-3-Clause
/// The unit types: SI base and derived units and the units accepted beside them. Objects to write (`mV`, `ms`) are in
/// vocabulary headers; these are the names to use in a signature: `void f(QuantityOf<volt> auto const& v)`.
/// Sources: The International System of Units (BIPM, 9th ed., 2019), tables 2, 4 and 8.
/// Layer: units.
#pragma once

#include <convolt/units/product.hpp>

namespace convolt {

namespace detail {

/// A coherent derived unit by its exponents of m, kg, s, A, K, mol and cd, as the SI brochure tabulates them. (As
/// products of each other's types they would have to be sorted and merged whenever this header is read.)
template <fixed_string Symbol, int M, int Kg, int S, int A = 0, int K = 0, int Mol = 0, int Cd = 0>
struct si_derived_unit {
  static constexpr dimension dimension_value = [] {
    dimension d;
    int const exponents[] = {M, Kg, S, A, K, Mol, Cd};
    for (int i = 0; i < 7; ++i) { d.append(static_cast<std::uint64_t>(i + 1), 12 * exponents[i]); }
    return d;
  }();
  static constexpr magnitude magnitude_value{};
  static constexpr std::string_view symbol() { return Symbol.view(); }
};

}  // namespace detail

// clang-format off
struct metre   : detail::si_base_unit<"m", 1> {};
/// The SI's own exception: the base unit of mass has a prefix. kilo<gram> is equivalent to it.
struct kilogram : detail::si_base_unit<"kg", 2> { using unit_base = kilogram; };
struct second  : detail::si_base_unit<"s", 3> {};
struct ampere  : detail::si_base_unit<"A", 4> {};
struct kelvin  : detail::si_base_unit<"K", 5> {};
struct mole    : detail::si_base_unit<"mol", 6> {};
struct candela : detail::si_base_unit<"cd", 7> {};

struct gram : named_unit<"g", kilogram, mag(1) / mag(1000)> {};

/// Angles are numbers: the radian is 1, the degree pi/180.
struct radian_unit : named_unit<"rad", dimensionless> {};
struct steradian : named_unit<"sr", dimensionless> {};
struct degree_unit : named_unit<"deg", dimensionless, pi_mag / mag(180)> {};
struct percent_unit : named_unit<"%", dimensionless, mag(1) / mag(100)> {};

struct hertz : detail::si_derived_unit<"Hz", 0, 0, -1> {};
struct becquerel : detail::si_derived_unit<"Bq", 0, 0, -1> {};
struct newton : detail::si_derived_unit<"N", 1, 1, -2> {};
struct pascal : detail::si_derived_unit<"Pa", -1, 1, -2> {};
struct joule : detail::si_derived_unit<"J", 2, 1, -2> {};
struct watt : detail::si_derived_unit<"W", 2, 1, -3> {};
struct coulomb : detail::si_derived_unit<"C", 0, 0, 1, 1> {};
struct volt : detail::si_derived_unit<"V", 2, 1, -3, -1> {};
struct farad : detail::si_derived_unit<"F", -2, -1, 4, 2> {};
struct ohm : detail::si_derived_unit<"Ohm", 2, 1, -3, -2> {};
struct siemens : detail::si_derived_unit<"S", -2, -1, 3, 2> {};
struct weber : detail::si_derived_unit<"Wb", 2, 1, -2, -1> {};
struct tesla : detail::si_derived_unit<"T", 0, 1, -2, -1> {};
struct henry : detail::si_derived_unit<"H", 2, 1, -2, -2> {};
struct lumen : detail::si_derived_unit<"lm", 0, 0, 0, 0, 0, 0, 1> {};
struct lux : detail::si_derived_unit<"lx", -2, 0, 0, 0, 0, 0, 1> {};
struct gray : detail::si_derived_unit<"Gy", 2, 0, -2> {};
struct sievert : detail::si_derived_unit<"Sv", 2, 0, -2> {};
struct katal : detail::si_derived_unit<"kat", 0, 0, -1, 0, 0, 1> {};

struct minute_unit : named_unit<"min", second, mag(60)> {};
struct hour_unit : named_unit<"h", second, mag(3600)> {};
struct day_unit : named_unit<"d", second, mag(86400)> {};
struct litre  : named_unit<"L", unit_power_t<metre, 3>, mag(1) / mag(1000)> {};
/// mol/L.
struct molar_unit : named_unit<"M", unit_quotient_t<mole, unit_power_t<metre, 3>>, mag(1000)> {};
struct electronvolt : named_unit<"eV", joule, mag(1602176634) * mag_power(10, -28)> {};
// clang-format on

}  // namespace convolt
