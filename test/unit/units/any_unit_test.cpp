// SPDX-License-Identifier: BSD-3-Clause
/// Units that are values: the same algebra, text and exactness as static units, and exceptions where those do not
/// compile.

#include <convolt/units/any_unit.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <limits>
#include <sstream>
#include <string>
#include <type_traits>

namespace {

using namespace convolt;
using namespace convolt::units;

struct spike : base_unit<"spike"> {};

template <class Exception, class F>
Exception caught(F&& f) {
  try {
    f();
  } catch (Exception const& e) { return e; }
  throw std::logic_error("nothing was thrown");
}

static_assert(!Unit<any_unit> && AnyUnit<any_unit> && AnyUnit<any_unit const&> && AnyUnit<milli<volt>> &&
              !AnyUnit<int>);
static_assert(std::is_trivially_copyable_v<any_unit> && std::is_default_constructible_v<any_unit>);
static_assert(std::is_convertible_v<milli<volt>, any_unit> && !std::is_convertible_v<any_unit, milli<volt>>);
static_assert(std::is_same_v<decltype(any_unit(mV) * nS), any_unit> &&
              std::is_same_v<decltype(mV / any_unit(nS)), any_unit>);

// In constant expressions.
static_assert(any_unit(mV) * nS == pA && pA == mV * any_unit(nS) && any_unit(mV) != V && mV != any_unit(V));
static_assert(any_unit{} == one && any_unit(one) == any_unit{});
static_assert((any_unit(pA) * ms / pF).symbol().view() == "mV");
static_assert(conversion<double>(any_unit(V), mV).factor == 1000);
static_assert(same_dimension(any_unit(mV), V) && !same_dimension(pA, any_unit(mV)));

/// A run-time unit of many different units.
any_unit wide(int n) {
  any_unit u;
  any_unit const parts[] = {V, A, m, s, K, mol, cd, kg, Hz, Ohm, F, J, tesla};
  for (int i = 0; i < n; ++i) { u = u * parts[i]; }
  return u;
}

}  // namespace

TEST_CASE("a static unit keeps its factors when it becomes a value") {
  CHECK(to_string(any_unit(uF / (cm * cm))) == "uF/cm^2");
  CHECK(to_string(any_unit(nS / (cm * cm * ms))) == "nS/(cm^2*ms)");
  CHECK(to_string(any_unit(V / sqrt(Hz))) == "V/Hz^(1/2)");
  CHECK(to_string(any_unit(one / MOhm)) == "1/MOhm");
  CHECK(to_string(any_unit(mV * nS)) == "pA");
  CHECK(to_string(any_unit(mV * ms)) == "mV*ms");
  CHECK(to_string(any_unit{}) == "1");
  CHECK(to_string(any_unit(kilo<spike>{} / s)) == "kspike/s");
}

TEST_CASE("arithmetic of values prints as arithmetic of types") {
  any_unit const a = uF, b = cm, c = mV, d = ms;
  CHECK(to_string(a / (b * b)) == "uF/cm^2");
  CHECK(to_string(a / b / b * c / d) == to_string(uF / cm / cm * mV / ms));
  CHECK(to_string(a * c / d) == to_string(uF * mV / ms));
  CHECK(to_string(c * d) == to_string(ms * mV));
  CHECK(to_string(c / c) == "1");
  CHECK(to_string(c * one) == "mV");
  CHECK(to_string(one / c) == "1/mV");
  CHECK(to_string(any_unit(mS) / (b * b) * c) == "uA/cm^2");
  CHECK(to_string(pow<2>(c * any_unit(nS))) == "pA^2");
  CHECK(to_string(any_unit(MOhm) * MOhm * pA * pA / um) == "uV^2/um");
  CHECK(to_string(one / (c * nS)) == "1/pA");
}

TEST_CASE("powers and roots of values are those of types") {
  any_unit const u = cm;
  CHECK(pow(u, 3) == cm * cm * cm);
  CHECK(pow<3>(u) == cm * cm * cm);
  CHECK(pow(u, -1, 2) == one / sqrt(cm));
  CHECK(pow(u, 2, 4) == sqrt(cm));
  CHECK(sqrt(pow<2>(u)) == cm);
  CHECK(pow<1, 2>(any_unit(Hz)) * sqrt(any_unit(Hz)) == Hz);
  CHECK(pow(u, 0) == one);
  CHECK(pow(any_unit{}, 1, 5) == one);
  CHECK(to_string(pow(u, -3, 2)) == "1/cm^(3/2)");
}

TEST_CASE("results that do not fit throw") {
  any_unit const u = mV;
  for (unit_error const& e : {caught<unit_error>([&] { static_cast<void>(pow(u, 1, 5)); }),
                              caught<unit_error>([&] { static_cast<void>(pow(u, 4097)); }),
                              caught<unit_error>([&] { static_cast<void>(pow(u, 1, 0)); }), caught<unit_error>([&] {
                                static_cast<void>(pow(u, std::numeric_limits<int>::min(), -1));
                              }),
                              caught<unit_error>([&] { static_cast<void>(pow(u, 4096) * u); }),
                              caught<unit_error>([&] { static_cast<void>(wide(13)); })}) {
    CHECK(e.category() == "unit_overflow");
    CHECK_FALSE(e.actual().empty());
  }
  CHECK(to_string(wide(12)).size() > 12);
}

TEST_CASE("values and types convert into one another's numbers") {
  any_unit const from = mV, to = V;
  for (scale<float> const& by :
       {conversion<float>(from, to), conversion<float>(from, V), conversion<float>(mV, to), conversion<float>(mV, V)}) {
    CHECK(by.divides);
    CHECK(by.factor == 1000.f);
  }
  CHECK(conversion<double>(any_unit(mV) * nS, pA).is_one());
  CHECK(conversion<int>(to, from).factor == 1000);
}

TEST_CASE("a conversion between dimensions names both units") {
  unit_error const e = caught<unit_error>([] { static_cast<void>(conversion<float>(any_unit(mV), pA)); });
  CHECK(e.category() == "unit_mismatch");
  CHECK(e.where() == "conversion");
  CHECK(e.expected() == "pA");
  CHECK(e.actual() == "mV");
  CHECK(std::string(e.what()) == "convolt::conversion: the units measure different things; expected pA, got mV");
}

TEST_CASE("a conversion outside the range of the numbers throws") {
  any_unit const large = quetta<volt>{};
  CHECK(conversion<double>(large, quecto<volt>{}).factor == 1e60);
  CHECK(caught<unit_error>([&] { static_cast<void>(conversion<float>(large, quecto<volt>{})); }).category() ==
        "unit_overflow");
  unit_error const lossy = caught<unit_error>([] { static_cast<void>(conversion<int>(any_unit(mV), V)); });
  CHECK(lossy.category() == "unit_overflow");
  CHECK(lossy.expected() == "V");
  CHECK(lossy.actual() == "mV");
}

TEST_CASE("units of either kind print to streams") {
  std::ostringstream os;
  os << mV << ' ' << any_unit(uF) / cm << ' ' << mV * nS << ' ' << one;
  CHECK(os.str() == "mV uF/cm pA 1");
  CHECK(to_string(mV * nS) == "pA");
}
