// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/unit_factor.hpp.

#include <convolt/array/unit_factor.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <complex>
#include <cstdint>
#include <string>

using namespace convolt;
using namespace convolt::units::spelled;
using arrays::unit_factor;

TEST_CASE("factors between static units are exact powers of ten") {
  CHECK(unit_factor<double>("f", "out", pA, nA) == 1e-3);
  CHECK(unit_factor<double>("f", "out", nA, pA) == 1e3);
  CHECK(unit_factor<double>("f", "out", mV * nS, pA) == 1);
  CHECK(unit_factor<float>("f", "out", ms * Hz, one) == 1e-3F);
  CHECK(unit_factor<std::complex<double>>("f", "out", pA, nA) == std::complex<double>(1e-3, 0));
  CHECK(unit_factor<int>("f", "bias", units::V, mV) == 1000);
  CHECK(unit_factor<double>("f", "out", degree, one) == Approx(3.14159265358979 / 180).epsilon(1e-12));
}

TEST_CASE("factors between run-time units are those of static ones") {
  CHECK(unit_factor<double>("f", "out", any_unit(pA), nA) == 1e-3);
  CHECK(unit_factor<double>("f", "out", pA, any_unit(nA)) == 1e-3);
  CHECK(unit_factor<double>("f", "out", any_unit(mV) * any_unit(nS), any_unit(pA)) == 1);
  CHECK(unit_factor<int>("f", "bias", any_unit(units::V), any_unit(mV)) == 1000);
}

TEST_CASE("a unit of another dimension is an error with the argument's unit as the actual one") {
  auto const bias =
      test::thrown_by<unit_error>([] { unit_factor<double>("lax::f", "bias", any_unit(mV), any_unit(pA)); });
  CHECK(bias.category() == "unit_mismatch");
  CHECK(bias.where() == "lax::f");
  CHECK(bias.argument() == "bias");
  CHECK(bias.expected() == "pA, or a unit of its dimension");
  CHECK(bias.actual() == "mV");
  // The results come in pA, and what is wrong is the unit of out.
  auto const out = test::thrown_by<unit_error>([] { unit_factor<double>("lax::f", "out", pA, any_unit(mV)); });
  CHECK(out.argument() == "out");
  CHECK(out.expected() == "pA, or a unit of its dimension");
  CHECK(out.actual() == "mV");
}

TEST_CASE("integers have no factor that is not whole") {
  auto const e =
      test::thrown_by<unit_error>([] { unit_factor<int>("lax::f", "out", any_unit(mV), any_unit(units::V)); });
  CHECK(e.category() == "unit_overflow");
  CHECK(e.expected() == "mV");
  CHECK(e.actual() == "V");
  CHECK(std::string(e.what()).find("no whole number") != std::string::npos);
  CHECK_THROWS_AS(unit_factor<std::int8_t>("f", "bias", any_unit(units::V), any_unit(mV)), unit_error);
  auto const tiny = test::thrown_by<unit_error>(
      [] { unit_factor<float>("lax::f", "out", pow(any_unit(fF), 3), pow(any_unit(units::F), 3)); });
  CHECK(tiny.category() == "unit_overflow");
  CHECK(std::string(tiny.what()).find("beyond the range") != std::string::npos);
}
