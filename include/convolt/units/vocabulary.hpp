// SPDX-License-Identifier: BSD-3-Clause
/// The unit objects, named by their symbols: `using namespace convolt::units;` then `3.0 * mV`. Micro is `u`, ohm is
/// `Ohm`. Words stand where a symbol would be a nuisance in code: gram, tesla, molar, minute, hour, day, percent.
/// Layer: units.
#pragma once

#include <convolt/units/si.hpp>

namespace convolt::units {

using convolt::one;

// NOLINTBEGIN(cppcoreguidelines-macro-usage, bugprone-macro-parentheses): a macro spells a name with every prefix
#define CONVOLT_PREFIXED_UNITS(Symbol, Type) \
  inline constexpr femto<Type> f##Symbol{};  \
  inline constexpr pico<Type> p##Symbol{};   \
  inline constexpr nano<Type> n##Symbol{};   \
  inline constexpr micro<Type> u##Symbol{};  \
  inline constexpr milli<Type> m##Symbol{};  \
  inline constexpr kilo<Type> k##Symbol{};   \
  inline constexpr mega<Type> M##Symbol{};   \
  inline constexpr giga<Type> G##Symbol{};   \
  inline constexpr tera<Type> T##Symbol{};
#define CONVOLT_UNIT(Symbol, Type) \
  inline constexpr Type Symbol{};  \
  CONVOLT_PREFIXED_UNITS(Symbol, Type)
// NOLINTEND(cppcoreguidelines-macro-usage, bugprone-macro-parentheses)

CONVOLT_UNIT(V, volt)
CONVOLT_UNIT(A, ampere)
CONVOLT_UNIT(S, siemens)
CONVOLT_UNIT(F, farad)
CONVOLT_UNIT(C, coulomb)
CONVOLT_UNIT(Ohm, ohm)
CONVOLT_UNIT(W, watt)
CONVOLT_UNIT(J, joule)
CONVOLT_UNIT(N, newton)
CONVOLT_UNIT(Wb, weber)
CONVOLT_UNIT(H, henry)
CONVOLT_UNIT(Hz, hertz)
CONVOLT_UNIT(s, second)
CONVOLT_UNIT(m, metre)
CONVOLT_UNIT(mol, mole)
CONVOLT_UNIT(Pa, pascal)
CONVOLT_UNIT(L, litre)
CONVOLT_UNIT(K, kelvin)
CONVOLT_UNIT(cd, candela)
CONVOLT_UNIT(eV, electronvolt)

inline constexpr centi<metre> cm{};
inline constexpr deci<metre> dm{};
inline constexpr deci<litre> dL{};
inline constexpr hecto<pascal> hPa{};

// Words for what programs call g and T themselves: a gain or a generator, a number of steps.
inline constexpr tesla_unit tesla{};
CONVOLT_PREFIXED_UNITS(T, tesla_unit)
inline constexpr gram_unit gram{};

// Mass: the kilogram is a base unit, so that kg is a name of its own.
inline constexpr kilogram kg{};
inline constexpr femto<gram_unit> fg{};
inline constexpr pico<gram_unit> pg{};
inline constexpr nano<gram_unit> ng{};
inline constexpr micro<gram_unit> ug{};
inline constexpr milli<gram_unit> mg{};
inline constexpr mega<gram_unit> Mg{};
inline constexpr giga<gram_unit> Gg{};
inline constexpr tera<gram_unit> Tg{};

inline constexpr molar_unit molar{};
CONVOLT_PREFIXED_UNITS(M, molar_unit)

// Resistances once more with the small o of many models.
inline constexpr kilo<ohm> kohm{};
inline constexpr mega<ohm> Mohm{};
inline constexpr giga<ohm> Gohm{};

inline constexpr minute_unit minute{};
inline constexpr hour_unit hour{};
inline constexpr day_unit day{};
inline constexpr percent_unit percent{};

inline constexpr radian_unit radian{};
inline constexpr radian_unit rad{};
inline constexpr milli<radian_unit> mrad{};
inline constexpr micro<radian_unit> urad{};
inline constexpr degree_unit degree{};
inline constexpr degree_unit deg{};
inline constexpr steradian sr{};

inline constexpr becquerel Bq{};
inline constexpr kilo<becquerel> kBq{};
inline constexpr mega<becquerel> MBq{};
inline constexpr giga<becquerel> GBq{};
inline constexpr gray Gy{};
inline constexpr milli<gray> mGy{};
inline constexpr sievert Sv{};
inline constexpr milli<sievert> mSv{};
inline constexpr micro<sievert> uSv{};
inline constexpr katal kat{};
inline constexpr lumen lm{};
inline constexpr lux lx{};

#undef CONVOLT_UNIT
#undef CONVOLT_PREFIXED_UNITS

}  // namespace convolt::units
