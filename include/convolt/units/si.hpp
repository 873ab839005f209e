// SPDX-License-Identifier: BSD-3-Clause
/// The unit types: SI base and derived units and the units accepted beside them. Objects to write (`mV`, `ms`) are in
/// vocabulary headers; these are the names to use in a signature: `void f(QuantityOf<volt> auto const& v)`.
/// Sources: The International System of Units (BIPM, 9th ed., 2019), tables 2, 4 and 8.
/// Layer: units.
#pragma once

#include <convolt/units/product.hpp>

namespace convolt {

namespace detail {

constexpr dimension si_dimension(int const (&exponents)[7]) {
  dimension d;
  for (int i = 0; i < 7; ++i) { d.append(static_cast<std::uint64_t>(i + 1), 12 * exponents[i]); }
  return d;
}

/// A coherent derived unit by its exponents of m, kg, s, A, K, mol and cd, as the SI brochure tabulates them. (As
/// products of each other's types they would have to be sorted and merged whenever this header is read.)
template <int M, int Kg, int S, int A = 0, int K = 0, int Mol = 0, int Cd = 0>
struct si_derived_unit {
  static constexpr dimension dimension_value = si_dimension({M, Kg, S, A, K, Mol, Cd});
  static constexpr magnitude magnitude_value{};
};

/// A unit accepted beside them: Definition * Numerator / Denominator * 10^Ten * pi^Pi. Numbers in place of a magnitude,
/// so that nothing is factorised before somebody asks.
template <class Definition, std::uint64_t Numerator, std::uint64_t Denominator = 1, int Ten = 0, int Pi = 0>
struct si_scaled_unit {
  static constexpr dimension dimension_value = dimension_of<Definition>;
  static constexpr magnitude magnitude_value =
      magnitude_of<Definition> * mag(Numerator) / mag(Denominator) * mag_power(10, Ten) * pi_mag.raised(Pi);
};

}  // namespace detail

// clang-format off
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): a text as a template argument costs clang far more
#define CONVOLT_SYMBOL(Text) static constexpr std::string_view symbol() { return Text; }

struct metre : detail::si_base_unit<1> { CONVOLT_SYMBOL("m") };
/// The SI's own exception: the base unit of mass has a prefix. kilo<gram_unit> is equivalent to it.
struct kilogram : detail::si_base_unit<2> { CONVOLT_SYMBOL("kg") using unit_base = kilogram; };
struct second : detail::si_base_unit<3> { CONVOLT_SYMBOL("s") };
struct ampere : detail::si_base_unit<4> { CONVOLT_SYMBOL("A") };
struct kelvin : detail::si_base_unit<5> { CONVOLT_SYMBOL("K") };
struct mole : detail::si_base_unit<6> { CONVOLT_SYMBOL("mol") };
struct candela : detail::si_base_unit<7> { CONVOLT_SYMBOL("cd") };

struct gram_unit : detail::si_scaled_unit<kilogram, 1, 1000> { CONVOLT_SYMBOL("g") };

/// Angles are numbers: the radian is 1, the degree pi/180.
struct radian_unit : detail::si_scaled_unit<dimensionless, 1> { CONVOLT_SYMBOL("rad") };
struct steradian : detail::si_scaled_unit<dimensionless, 1> { CONVOLT_SYMBOL("sr") };
struct degree_unit : detail::si_scaled_unit<dimensionless, 1, 180, 0, 1> { CONVOLT_SYMBOL("deg") };
struct percent_unit : detail::si_scaled_unit<dimensionless, 1, 100> { CONVOLT_SYMBOL("%") };
/// A number of events, spikes for instance: a number, that says of what.
struct event_unit : detail::si_scaled_unit<dimensionless, 1> { CONVOLT_SYMBOL("events") };

struct hertz : detail::si_derived_unit<0, 0, -1> { CONVOLT_SYMBOL("Hz") };
struct becquerel : detail::si_derived_unit<0, 0, -1> { CONVOLT_SYMBOL("Bq") };
struct newton : detail::si_derived_unit<1, 1, -2> { CONVOLT_SYMBOL("N") };
struct pascal : detail::si_derived_unit<-1, 1, -2> { CONVOLT_SYMBOL("Pa") };
struct joule : detail::si_derived_unit<2, 1, -2> { CONVOLT_SYMBOL("J") };
struct watt : detail::si_derived_unit<2, 1, -3> { CONVOLT_SYMBOL("W") };
struct coulomb : detail::si_derived_unit<0, 0, 1, 1> { CONVOLT_SYMBOL("C") };
struct volt : detail::si_derived_unit<2, 1, -3, -1> { CONVOLT_SYMBOL("V") };
struct farad : detail::si_derived_unit<-2, -1, 4, 2> { CONVOLT_SYMBOL("F") };
struct ohm : detail::si_derived_unit<2, 1, -3, -2> { CONVOLT_SYMBOL("Ohm") };
struct siemens : detail::si_derived_unit<-2, -1, 3, 2> { CONVOLT_SYMBOL("S") };
struct weber : detail::si_derived_unit<2, 1, -2, -1> { CONVOLT_SYMBOL("Wb") };
struct tesla_unit : detail::si_derived_unit<0, 1, -2, -1> { CONVOLT_SYMBOL("T") };
struct henry : detail::si_derived_unit<2, 1, -2, -2> { CONVOLT_SYMBOL("H") };
struct lumen : detail::si_derived_unit<0, 0, 0, 0, 0, 0, 1> { CONVOLT_SYMBOL("lm") };
struct lux : detail::si_derived_unit<-2, 0, 0, 0, 0, 0, 1> { CONVOLT_SYMBOL("lx") };
struct gray : detail::si_derived_unit<2, 0, -2> { CONVOLT_SYMBOL("Gy") };
struct sievert : detail::si_derived_unit<2, 0, -2> { CONVOLT_SYMBOL("Sv") };
struct katal : detail::si_derived_unit<0, 0, -1, 0, 0, 1> { CONVOLT_SYMBOL("kat") };

struct minute_unit : detail::si_scaled_unit<second, 60> { CONVOLT_SYMBOL("min") };
struct hour_unit : detail::si_scaled_unit<second, 3600> { CONVOLT_SYMBOL("h") };
struct day_unit : detail::si_scaled_unit<second, 86400> { CONVOLT_SYMBOL("d") };
struct litre : detail::si_scaled_unit<detail::si_derived_unit<3, 0, 0>, 1, 1000> { CONVOLT_SYMBOL("L") };
/// mol/L.
struct molar_unit : detail::si_scaled_unit<detail::si_derived_unit<-3, 0, 0, 0, 0, 1>, 1000> { CONVOLT_SYMBOL("M") };
struct electronvolt : detail::si_scaled_unit<joule, 1602176634, 1, -28> { CONVOLT_SYMBOL("eV") };
#undef CONVOLT_SYMBOL
// clang-format on

}  // namespace convolt
