// SPDX-License-Identifier: BSD-3-Clause
/// What a quantity holds: nothing but the numbers for static units, the unit beside them for run-time ones.
#include <convolt/quantity/storage.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::detail::known_unit;
using convolt::detail::storage;

static_assert(sizeof(storage<known_unit, float>) == sizeof(float));
static_assert(sizeof(storage<known_unit, double&>) == sizeof(double*));
static_assert(std::is_trivially_copyable_v<storage<known_unit, double>>);
static_assert(!std::is_default_constructible_v<storage<known_unit, double&>>);

TEST_CASE("values start at zero, in the unit one where it is a value") {
  CHECK(storage<known_unit, double>{}.value == 0.);
  CHECK(storage<any_unit, double>{}.unit() == any_unit());
}

TEST_CASE("assigning a reference writes through it, converted for run-time units") {
  double a = 1., b = 2.;
  storage<known_unit, double&> to(a, {}), from(b, {});
  to = from;
  CHECK(a == 2.);
  storage<any_unit, double&> millivolts(a, mV), volts(b, V);
  millivolts = volts;
  CHECK(a == 2000.);
  CHECK(millivolts.unit() == any_unit(mV));
  storage<any_unit, double&> const picoamperes(b, pA);
  CHECK_THROWS_AS(millivolts = picoamperes, convolt::unit_error);
  CHECK(a == 2000.);
}

}  // namespace
