// SPDX-License-Identifier: BSD-3-Clause
/// Symbols of static units: spelled out, and as a plain SI name where there is no doubt.

#include <convolt/units/symbol.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <string>

namespace {

using namespace convolt;
using namespace convolt::units;

template <Unit U>
std::string symbol(U) {
  return std::string(symbol_of<U>);
}

static_assert(symbol_of<decltype(mV * nS)> == "pA", "known at compile time");
static_assert(symbol_of<dimensionless> == "1");

struct spike : base_unit<"spike"> {};

}  // namespace

TEST_CASE("products print as they are spelled") {
  CHECK(symbol(uF / (cm * cm)) == "uF/cm^2");
  CHECK(symbol(nS / (cm * cm * ms)) == "nS/(cm^2*ms)");
  CHECK(symbol(one / ms) == "1/ms");
  CHECK(symbol(one / (mV * ms)) == "1/(mV*ms)");
  CHECK(symbol(V / sqrt(Hz)) == "V/Hz^(1/2)");
  CHECK(symbol(mS / (cm * cm)) == "mS/cm^2");
  CHECK(symbol(spike{} / s) == "spike/s");
}

TEST_CASE("products of two or more units print as a plain SI name where there is no doubt") {
  CHECK(symbol(mV * nS) == "pA");
  CHECK(symbol(pA * ms / pF) == "mV");
  CHECK(symbol(nA * MOhm) == "mV");
  CHECK(symbol(mV / nA) == "MOhm");
  CHECK(symbol(nA / mV) == "uS");
  CHECK(symbol(ms / MOhm) == "nF");
  CHECK(symbol(pA * ms) == "fC");
  CHECK(symbol(mV * pA) == "fW");
  CHECK(symbol(J / s) == "W");
  CHECK(symbol(kV * kA) == "MW");
  CHECK(symbol(kg * m * m / (s * s * s * A)) == "V");
}

TEST_CASE("products that are powers of such a name print as these") {
  CHECK(symbol(pow<2>(mV * nS)) == "pA^2");  // a loss of currents
  CHECK(symbol(MOhm * MOhm * pA * pA) == "uV^2");
  CHECK(symbol(pow<3>(nA * MOhm)) == "mV^3");
  CHECK(symbol(one / (mV * nS)) == "1/pA");
  CHECK(symbol(nS / pA) == "1/mV");
  CHECK(symbol(nS * nS / (pA * pA)) == "1/mV^2");
  CHECK(symbol(one / (MOhm * pA * MOhm * pA)) == "1/uV^2");
  CHECK(symbol(V / A) == "Ohm");  // and not 1/S
  CHECK(symbol(V * V / (A * A)) == "Ohm^2");
  CHECK(symbol(pow<2>(quetta<volt>{} * mS)) == "RA^2");
  CHECK(symbol(mA * mA * mV * V * S * S) == "S^2*V*mA^2*mV");  // a thousandth, which no prefix squared is
  CHECK(symbol(sqrt(mV * nS)) == "mV^(1/2)*nS^(1/2)");
}

TEST_CASE("lengths stand beside the name of the other factors") {
  CHECK(symbol(mS / (cm * cm) * mV) == "uA/cm^2");
  CHECK(symbol(uF / (cm * cm) * mV / ms) == "uA/cm^2");
  CHECK(symbol(pow<2>(mS / (cm * cm) * mV)) == "uA^2/cm^4");
  CHECK(symbol(mV * nS * um) == "pA*um");
  CHECK(symbol(mV / (nA * m)) == "MOhm/m");
  CHECK(symbol(nS / (cm * cm * ms)) == "nS/(cm^2*ms)");
  CHECK(symbol(mS * mV / (cm * um)) == "uA/(cm*um)");
  CHECK(symbol(mS * mV * L) == "L*mS*mV");
}

TEST_CASE("no name is put where a reader would not expect it") {
  CHECK(symbol(mV * ms) == "mV*ms");  // Wb
  CHECK(symbol(m / s * one / m * m) == "m/s");
  CHECK(symbol(N * m) == "N*m");                  // J
  CHECK(symbol(kg * m / (s * s)) == "kg*m/s^2");  // N
  CHECK(symbol(N / (m * m)) == "N/m^2");          // Pa
  CHECK(symbol(V * s / (m * m)) == "V*s/m^2");    // T
  CHECK(symbol(V * s / A) == "V*s/A");            // H
  CHECK(symbol(Hz * ms) == "Hz*ms");
  CHECK(symbol(mV / V) == "mV/V");
}

TEST_CASE("a single unit or power is never replaced") {
  CHECK(symbol(one / MOhm) == "1/MOhm");
  CHECK(symbol(one / Ohm) == "1/Ohm");
  CHECK(symbol(pow<2>(mV)) == "mV^2");
  CHECK(symbol(one / s) == "1/s");
}

TEST_CASE("scales that no prefix expresses are spelled out") {
  CHECK(symbol(mA * m / cm) == "m*mA/cm");
  CHECK(symbol(mV * minute / s) == "mV*min/s");
  CHECK(symbol(V * percent * S) == "%*S*V");
  CHECK(symbol(quetta<volt>{} * kS) == "QV*kS");
  CHECK(symbol(quetta<volt>{} * S) == "QA");
  CHECK(symbol(quecto<volt>{} * S) == "qA");
  CHECK(symbol(quecto<volt>{} * mS) == "mS*qV");
}

TEST_CASE("angles and other numbers in a product stay visible") {
  CHECK(symbol(mV * rad) == "mV*rad");
  CHECK(symbol(mV / rad) == "mV/rad");
  CHECK(symbol(mV * nS * rad) == "mV*nS*rad");
  CHECK(symbol(deg / s) == "deg/s");
}
