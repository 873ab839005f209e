// SPDX-License-Identifier: BSD-3-Clause
/// Ways to define a unit: a base, a scale of another one, a prefix, and units of other libraries through unit_traits.

#include <convolt/units/product.hpp>
#include <convolt/units/si.hpp>
#include <convolt/units/symbol.hpp>
#include <convolt/units/unit.hpp>
#include <support/catch.hpp>

namespace other_library {
struct feet {
  static constexpr double in_metres = 0.3048;
};
}  // namespace other_library

template <>
struct convolt::unit_traits<other_library::feet> {
  static constexpr dimension dimension_value = dim::length;
  static constexpr magnitude magnitude_value = mag(3048) / mag(10000);
  static constexpr std::string_view symbol() { return "ft"; }
};

namespace {

using namespace convolt;

struct spike : base_unit<"spike"> {};
struct photon : base_unit<"photon"> {};
struct mmHg : named_unit<"mmHg", pascal, mag(101325) / mag(760)> {};
struct knot : named_unit<"kn", unit_quotient_t<metre, second>, mag(1852) / mag(3600)> {};

static_assert(Unit<spike> && Unit<mmHg> && Unit<kilo<spike>> && Unit<spike const&>);
static_assert(!Unit<int> && !Unit<other_library::feet*> && !Unit<dimension>);
static_assert(unit_traits<spike>::symbol() == "spike" && unit_traits<kilo<spike>>::symbol() == "kspike");
static_assert(!SameDimension<spike, photon> && !SameDimension<spike, dimensionless>);
static_assert(SameDimension<mmHg, pascal> && !EquivalentUnits<mmHg, pascal>);
static_assert(magnitude_of<mmHg> == mag(101325) / mag(760));
static_assert(EquivalentUnits<unit_product_t<knot, second>,
                              unit_product_t<metre, unit_product_t<knot, unit_quotient_t<second, metre>>>>);
static_assert(sizeof(spike) == 1 && sizeof(milli<volt>) == 1);

static_assert(NamedUnit<spike> && NamedUnit<gram_unit>);
static_assert(!NamedUnit<milli<volt>>, "one prefix only");
template <class U>
concept prefixed = requires { typename milli<U>; };
static_assert(prefixed<spike> && !prefixed<milli<volt>> && !prefixed<kilogram> && !prefixed<unit_power_t<volt, 2>>);
static_assert(!Unit<milli<int>>, "a prefix of what is no unit");
static_assert(!NamedUnit<kilogram> && !NamedUnit<dimensionless>);
static_assert(!NamedUnit<unit_product_t<volt, second>> && !NamedUnit<unit_power_t<volt, 2>>);

template <class U, int PowerOfTen>
constexpr bool scales = magnitude_of<U> == mag_power(10, PowerOfTen) && SameDimension<U, volt>;
static_assert(scales<quecto<volt>, -30> && scales<ronto<volt>, -27> && scales<yocto<volt>, -24> &&
              scales<zepto<volt>, -21> && scales<atto<volt>, -18> && scales<femto<volt>, -15> &&
              scales<pico<volt>, -12> && scales<nano<volt>, -9> && scales<micro<volt>, -6> && scales<milli<volt>, -3> &&
              scales<centi<volt>, -2> && scales<deci<volt>, -1> && scales<volt, 0>);
static_assert(scales<deca<volt>, 1> && scales<hecto<volt>, 2> && scales<kilo<volt>, 3> && scales<mega<volt>, 6> &&
              scales<giga<volt>, 9> && scales<tera<volt>, 12> && scales<peta<volt>, 15> && scales<exa<volt>, 18> &&
              scales<zetta<volt>, 21> && scales<yotta<volt>, 24> && scales<ronna<volt>, 27> &&
              scales<quetta<volt>, 30>);

// A unit of another library, as it is.
using other_library::feet;
static_assert(Unit<feet> && SameDimension<feet, metre> && NamedUnit<feet>);
static_assert(EquivalentUnits<unit_product_t<feet, feet>, unit_power_t<feet, 2>>);
static_assert(symbol_of<unit_quotient_t<feet, milli<second>>> == "ft/ms");
static_assert(symbol_of<unit_power_t<feet, 3>> == "ft^3");
static_assert(std::is_same_v<unit_product_t<feet, volt>, unit_product_t<volt, feet>>);

}  // namespace

TEST_CASE("a unit of another library multiplies and compares with those of this one") {
  auto const speed = feet{} / second{};
  CHECK(speed == feet{} / second{});
  CHECK_FALSE(speed == metre{} / second{});
  CHECK(metre{} * milli<volt>{} == kilo<metre>{} * micro<volt>{});
}
