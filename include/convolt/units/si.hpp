// SPDX-License-Identifier: BSD-3-Clause
/// The unit types: SI base and derived units and the units accepted beside them. Objects to write (`mV`, `ms`) are in
/// vocabulary headers; these are the names to use in a signature: `void f(QuantityOf<volt> auto const& v)`.
/// Sources: The International System of Units (BIPM, 9th ed., 2019), tables 2, 4 and 8.
/// Layer: units.
#pragma once

#include <convolt/units/product.hpp>

namespace convolt {

// clang-format off
struct metre   : detail::si_base_unit<"m", 1> {};
/// The SI's own exception: the base unit of mass has a prefix. kilo<gram> is equivalent to it.
struct kilogram : detail::si_base_unit<"kg", 2> { using prefixed_unit_base = kilogram; };
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

struct hertz     : named_unit<"Hz", unit_power_t<second, -1>> {};
struct becquerel : named_unit<"Bq", unit_power_t<second, -1>> {};
struct newton    : named_unit<"N", unit_quotient_t<unit_product_t<kilogram, metre>, unit_power_t<second, 2>>> {};
struct pascal    : named_unit<"Pa", unit_quotient_t<newton, unit_power_t<metre, 2>>> {};
struct joule     : named_unit<"J", unit_product_t<newton, metre>> {};
struct watt      : named_unit<"W", unit_quotient_t<joule, second>> {};
struct coulomb   : named_unit<"C", unit_product_t<ampere, second>> {};
struct volt      : named_unit<"V", unit_quotient_t<watt, ampere>> {};
struct farad     : named_unit<"F", unit_quotient_t<coulomb, volt>> {};
struct ohm       : named_unit<"Ohm", unit_quotient_t<volt, ampere>> {};
struct siemens   : named_unit<"S", unit_quotient_t<ampere, volt>> {};
struct weber     : named_unit<"Wb", unit_product_t<volt, second>> {};
struct tesla     : named_unit<"T", unit_quotient_t<weber, unit_power_t<metre, 2>>> {};
struct henry     : named_unit<"H", unit_quotient_t<weber, ampere>> {};
struct lumen     : named_unit<"lm", candela> {};
struct lux       : named_unit<"lx", unit_quotient_t<lumen, unit_power_t<metre, 2>>> {};
struct gray      : named_unit<"Gy", unit_quotient_t<joule, kilogram>> {};
struct sievert   : named_unit<"Sv", unit_quotient_t<joule, kilogram>> {};
struct katal     : named_unit<"kat", unit_quotient_t<mole, second>> {};

struct minute_unit : named_unit<"min", second, mag(60)> {};
struct hour_unit : named_unit<"h", second, mag(3600)> {};
struct day_unit : named_unit<"d", second, mag(86400)> {};
struct litre  : named_unit<"L", unit_power_t<metre, 3>, mag(1) / mag(1000)> {};
/// mol/L.
struct molar_unit : named_unit<"M", unit_quotient_t<mole, unit_power_t<metre, 3>>, mag(1000)> {};
struct electronvolt : named_unit<"eV", joule, mag(1602176634) * mag_power(10, -28)> {};
// clang-format on

}  // namespace convolt
