// SPDX-License-Identifier: BSD-3-Clause
/// What the umbrella header of static units promises, by compiling: the algebra, the vocabulary, symbols, conversions.

#include <convolt/units.hpp>

// The header is for every translation unit: it must not bring in the heavy parts of the library.
#if defined(_GLIBCXX_STRING) || defined(_GLIBCXX_IOSTREAM) || defined(_GLIBCXX_STDEXCEPT) || defined(_LIBCPP_STRING)
#error "convolt/units.hpp includes <string>, <iostream> or <stdexcept>"
#endif
#if defined(CONVOLT_UNIT) || defined(CONVOLT_PREFIXED_UNITS)
#error "convolt/units.hpp leaves macros behind"
#endif

#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::conversion;
using convolt::EquivalentUnits;
using convolt::SameDimension;
using convolt::symbol_of;

template <class U, class V>
concept convertible = requires { conversion<double>(U{}, V{}); };

static_assert(std::is_same_v<decltype(mV * nS), decltype(nS * mV)>);
static_assert(EquivalentUnits<decltype(mV * nS), decltype(pA)> && !std::is_same_v<decltype(mV * nS), decltype(pA)>);
static_assert(symbol_of<decltype(mV * nS)> == "pA" && symbol_of<decltype(uF / (cm * cm))> == "uF/cm^2");
static_assert(std::is_same_v<decltype(V / sqrt(Hz) * sqrt(Hz)), decltype(V * one)>);
static_assert(uF / (cm * cm) * mV / ms == uA / (cm * cm));
static_assert(conversion<double>(Hz * ms, one).divides && conversion<double>(Hz * ms, one).factor == 1000);
static_assert(conversion<double>(degree, radian).factor == 3.14159265358979323846 / 180);
static_assert(conversion<double>(minute, s).factor == 60);
static_assert(convertible<decltype(mV), decltype(V)> && !convertible<decltype(mV), decltype(pA)>);

// One line for a unit of one's own, one more for an object of it.
struct spike : convolt::base_unit<"spike"> {};
struct mmHg : convolt::named_unit<"mmHg", convolt::pascal, convolt::mag(101325) / convolt::mag(760)> {};
static_assert(symbol_of<decltype(spike{} / s)> == "spike/s" && !SameDimension<decltype(spike{} / s), decltype(Hz)>);
static_assert(symbol_of<convolt::kilo<spike>> == "kspike");
static_assert(conversion<double>(mmHg{}, Pa).factor == 101325. / 760);

}  // namespace
