// SPDX-License-Identifier: BSD-3-Clause
/// Every SI unit against its definition in base units, written down once more from table 4 of the SI brochure (9th
/// ed.).

#include <convolt/units/si.hpp>
#include <convolt/units/symbol.hpp>
#include <support/catch.hpp>

namespace {

using namespace convolt;

/// m^a kg^b s^c A^d K^e mol^f cd^g with the scale `m`.
template <class U>
constexpr bool is(magnitude const& m, int a, int b, int c, int d = 0, int e = 0, int f = 0, int g = 0) {
  dimension const dimension_wanted = dim::length.raised(a) * dim::mass.raised(b) * dim::time.raised(c) *
                                     dim::current.raised(d) * dim::temperature.raised(e) * dim::amount.raised(f) *
                                     dim::luminous_intensity.raised(g);
  return dimension_of<U> == dimension_wanted && magnitude_of<U> == m;
}
constexpr magnitude unity{};

static_assert(is<metre>(unity, 1, 0, 0) && is<kilogram>(unity, 0, 1, 0) && is<second>(unity, 0, 0, 1));
static_assert(is<ampere>(unity, 0, 0, 0, 1) && is<kelvin>(unity, 0, 0, 0, 0, 1));
static_assert(is<mole>(unity, 0, 0, 0, 0, 0, 1) && is<candela>(unity, 0, 0, 0, 0, 0, 0, 1));
static_assert(is<gram_unit>(mag_power(10, -3), 0, 1, 0) && EquivalentUnits<kilo<gram_unit>, kilogram>);

static_assert(is<radian_unit>(unity, 0, 0, 0) && is<steradian>(unity, 0, 0, 0));
static_assert(is<hertz>(unity, 0, 0, -1) && is<becquerel>(unity, 0, 0, -1));
static_assert(is<newton>(unity, 1, 1, -2) && is<pascal>(unity, -1, 1, -2) && is<joule>(unity, 2, 1, -2));
static_assert(is<watt>(unity, 2, 1, -3) && is<coulomb>(unity, 0, 0, 1, 1) && is<volt>(unity, 2, 1, -3, -1));
static_assert(is<farad>(unity, -2, -1, 4, 2) && is<ohm>(unity, 2, 1, -3, -2) && is<siemens>(unity, -2, -1, 3, 2));
static_assert(is<weber>(unity, 2, 1, -2, -1) && is<tesla_unit>(unity, 0, 1, -2, -1) && is<henry>(unity, 2, 1, -2, -2));
static_assert(is<lumen>(unity, 0, 0, 0, 0, 0, 0, 1) && is<lux>(unity, -2, 0, 0, 0, 0, 0, 1));
static_assert(is<gray>(unity, 2, 0, -2) && is<sievert>(unity, 2, 0, -2) && is<katal>(unity, 0, 0, -1, 0, 0, 1));

static_assert(is<minute_unit>(mag(60), 0, 0, 1) && is<hour_unit>(mag(3600), 0, 0, 1) &&
              is<day_unit>(mag(86400), 0, 0, 1));
static_assert(is<litre>(mag_power(10, -3), 3, 0, 0) && is<molar_unit>(mag(1000), -3, 0, 0, 0, 0, 1));
static_assert(is<degree_unit>(pi_mag / mag(180), 0, 0, 0) && is<percent_unit>(mag_power(10, -2), 0, 0, 0));
static_assert(is<event_unit>(mag(1), 0, 0, 0));
static_assert(is<electronvolt>(mag(1602176634) / mag_power(10, 28), 2, 1, -2), "1.602 176 634e-19 J, exactly");
static_assert(EquivalentUnits<unit_quotient_t<mole, litre>, molar_unit>);
static_assert(EquivalentUnits<unit_power_t<deci<metre>, 3>, litre>);

}  // namespace

TEST_CASE("the units of the SI have the symbols of the SI") {
  CHECK(symbol_of<metre> == "m");
  CHECK(symbol_of<kilogram> == "kg");
  CHECK(symbol_of<milli<gram_unit>> == "mg");
  CHECK(symbol_of<second> == "s");
  CHECK(symbol_of<ampere> == "A");
  CHECK(symbol_of<kelvin> == "K");
  CHECK(symbol_of<mole> == "mol");
  CHECK(symbol_of<candela> == "cd");
  CHECK(symbol_of<hertz> == "Hz");
  CHECK(symbol_of<becquerel> == "Bq");
  CHECK(symbol_of<newton> == "N");
  CHECK(symbol_of<pascal> == "Pa");
  CHECK(symbol_of<joule> == "J");
  CHECK(symbol_of<watt> == "W");
  CHECK(symbol_of<coulomb> == "C");
  CHECK(symbol_of<volt> == "V");
  CHECK(symbol_of<farad> == "F");
  CHECK(symbol_of<ohm> == "Ohm");
  CHECK(symbol_of<siemens> == "S");
  CHECK(symbol_of<weber> == "Wb");
  CHECK(symbol_of<tesla_unit> == "T");
  CHECK(symbol_of<henry> == "H");
  CHECK(symbol_of<lumen> == "lm");
  CHECK(symbol_of<lux> == "lx");
  CHECK(symbol_of<gray> == "Gy");
  CHECK(symbol_of<sievert> == "Sv");
  CHECK(symbol_of<katal> == "kat");
  CHECK(symbol_of<minute_unit> == "min");
  CHECK(symbol_of<hour_unit> == "h");
  CHECK(symbol_of<day_unit> == "d");
  CHECK(symbol_of<litre> == "L");
  CHECK(symbol_of<molar_unit> == "M");
  CHECK(symbol_of<electronvolt> == "eV");
  CHECK(symbol_of<radian_unit> == "rad");
  CHECK(symbol_of<degree_unit> == "deg");
  CHECK(symbol_of<percent_unit> == "%");
  CHECK(symbol_of<event_unit> == "events");
}
