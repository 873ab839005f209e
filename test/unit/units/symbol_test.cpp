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
