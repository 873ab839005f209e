// SPDX-License-Identifier: BSD-3-Clause
/// The constants: their digits and units, and two formulas of neurophysiology computed with quantities from end to end.
#include <convolt/quantity/constants.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/temperature.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

namespace {

using namespace convolt::units;
namespace constants = convolt::constants;

TEST_CASE("the constants have the digits that define the SI") {
  CHECK(constants::elementary_charge.in(C) == 1.602176634e-19);
  CHECK(constants::boltzmann.in(J / K) == 1.380649e-23);
  CHECK(constants::avogadro.in(convolt::one / mol) == 6.02214076e23);
}

TEST_CASE("F and R are the exact products, rounded once") {
  // 1602176634 * 602214076 and 1380649 * 602214076 fit in 64 bits, so the digits of the products are exact here.
  static_assert(1602176634ull * 602214076ull == 964853321233100184ull);
  static_assert(1380649ull * 602214076ull == 831446261815324ull);
  CHECK(constants::faraday.raw() == 96485.3321233100184);
  CHECK(constants::gas.raw() == 8.31446261815324);
  CHECK(constants::faraday_v<float>.raw() == 96485.3321233100184f);
  CHECK(constants::gas_v<float>.raw() == 8.31446261815324f);
  auto const product = (constants::elementary_charge * constants::avogadro).in(C / mol);
  CHECK(constants::faraday.in(C / mol) == Approx(product).epsilon(1e-15));
  auto const gas = (constants::boltzmann * constants::avogadro).in(J / (mol * K));
  CHECK(constants::gas.in(J / (mol * K)) == Approx(gas).epsilon(1e-15));
}

TEST_CASE("an elementary charge moved by a volt is an electronvolt") {
  // The conversion factor and the product are each rounded once.
  CHECK((constants::elementary_charge * (1. * V)).in(eV) == Approx(1.).epsilon(std::numeric_limits<double>::epsilon()));
}

/// RT/(zF) ln(outside/inside).
template <class Concentration, class Temperature>
auto nernst(Concentration const& outside, Concentration const& inside, int z, Temperature const& t) {
  return constants::gas * t / (double(z) * constants::faraday) * std::log((outside / inside).in(convolt::one));
}

// Reference values: the formulas in 30-digit arithmetic, with the exact constants.
TEST_CASE("the Nernst potential of potassium at 37 degrees Celsius") {
  auto const e_k = nernst(5. * mM, 140. * mM, 1, convolt::celsius(37.));
  static_assert(convolt::QuantityOf<decltype(e_k), convolt::volt>);
  CHECK(e_k.in(mV) == Approx(-89.0586940367318901).epsilon(1e-14));
  CHECK(nernst(5000. * uM, 140'000. * uM, 1, convolt::fahrenheit(98.6)).in(mV) == Approx(e_k.in(mV)).epsilon(1e-14));
  CHECK(nernst(5. * mM, 140. * mM, -1, convolt::celsius(37.)).in(mV) == Approx(-e_k.in(mV)));
}

TEST_CASE("the Goldman-Hodgkin-Katz potential with permeabilities in cm/s") {
  auto const rt_over_f = constants::gas * convolt::celsius(37.) / constants::faraday;
  auto const p_k = 1e-6 * cm / s, p_na = 0.04e-6 * cm / s, p_cl = 0.45e-6 * cm / s;
  auto const influx = p_k * (5. * mM) + p_na * (145. * mM) + p_cl * (10. * mM);
  auto const efflux = p_k * (140. * mM) + p_na * (12. * mM) + p_cl * (110. * mM);
  auto const v = (rt_over_f * std::log((influx / efflux).in(convolt::one))).in(mV);
  CHECK(v == Approx(-67.3262175975325028).epsilon(1e-14));
}

TEST_CASE("constants in float keep float expressions in float") {
  auto const energy = constants::boltzmann_v<float> * convolt::celsius(20.f);
  auto const thermal_voltage = energy / constants::elementary_charge_v<float>;
  static_assert(std::is_same_v<decltype(thermal_voltage)::element_type, float>);
  CHECK(thermal_voltage.in(mV) == Approx(25.2617).epsilon(1e-5));
}

}  // namespace
