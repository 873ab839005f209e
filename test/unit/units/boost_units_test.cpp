// SPDX-License-Identifier: BSD-3-Clause
/// SI units of Boost.Units are units here: the same ones.
#include <convolt/units/boost_units.hpp>

#if __has_include(<boost/units/systems/si/base.hpp>)

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/conversion.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <boost/units/systems/si/acceleration.hpp>
#include <boost/units/systems/si/current.hpp>
#include <boost/units/systems/si/electric_potential.hpp>
#include <boost/units/systems/si/length.hpp>
#include <boost/units/systems/si/mass.hpp>
#include <boost/units/systems/si/plane_angle.hpp>
#include <boost/units/systems/si/resistance.hpp>
#include <boost/units/systems/si/time.hpp>

#include <type_traits>

namespace {

namespace si = boost::units::si;
using namespace convolt::units;

template <class U, class V>
constexpr bool same(U const&, V const&) {
  return convolt::EquivalentUnits<U, V>;
}
static_assert(same(si::electric_potential{}, V) && same(si::current{}, A) && same(si::resistance{}, Ohm));
static_assert(same(si::mass{}, kg) && same(si::length{}, m) && same(si::time{}, s));
static_assert(same(si::acceleration{}, m / convolt::pow<2>(s)) && same(si::plane_angle{}, radian));
static_assert(!same(si::electric_potential{}, mV) && !same(si::current{}, V));
static_assert(convolt::SameDimension<si::electric_potential, std::remove_const_t<decltype(mV)>>);

TEST_CASE("Boost's units convert, multiply and print as those of the library") {
  CHECK(convolt::conversion<double>(si::electric_potential{}, mV).factor == 1000.);
  CHECK(to_string(convolt::any_unit(si::electric_potential{})) == "V");
  CHECK(to_string(convolt::any_unit(si::acceleration{})) == "m/s^2");
  CHECK(to_string(convolt::any_unit(si::electric_potential{}) * nS) == "nA");
  CHECK(convolt::any_unit(si::resistance{}) == V / A);
}

TEST_CASE("arrays are tagged with them and taken out in them") {
  auto const v = convolt::tag(xt::xtensor<double, 1>{1., 2.}, si::volts);
  convolt::tensor<mV, double, 1> const w = v + 1. * mV;
  CHECK(w.raw()(1) == 2001.);
  CHECK(w.in(si::volts)(1) == 2.001);
  CHECK((v * (1. * nS)).unit() == nA);
}

}  // namespace

#endif
