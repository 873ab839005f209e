// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/boundary_value.hpp.

#include <convolt/array/boundary_value.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <complex>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("a value beyond the ends comes in the unit of the signal") {
  CHECK(boundary_value(-65. * mV).in<double>("here", V) == Approx(-0.065));
  CHECK(boundary_value(2).in<float>("here", one) == 2.f);
  CHECK(boundary_value(std::complex<float>(1, 2)).in<std::complex<double>>("here", one) == std::complex<double>(1, 2));
}

TEST_CASE("its dimension is that of the signal, and real signals have real surroundings") {
  auto const e = test::thrown_by<unit_error>([] { static_cast<void>(boundary_value(1. * mV).in<double>("here", pA)); });
  CHECK(e.category() == "unit_mismatch");
  CHECK(e.expected() == "pA");
  CHECK(e.actual() == "mV");
  auto const c = test::thrown_by<parameter_error>(
      [] { static_cast<void>(boundary_value(std::complex<double>(1, 2)).in<double>("here", one)); });
  CHECK(c.category() == "complex_boundary");
}

TEST_CASE("an argument is a boundary or a value") {
  boundary_argument const nothing, round = boundary::circular, value = boundary_value(3. * mV);
  CHECK((nothing.kind() == boundary::zero && !nothing.has_value()));
  CHECK((round.kind() == boundary::circular && !round.has_value()));
  CHECK(value.has_value());
  CHECK(value.value_in<double>("here", mV) == 3.);
  CHECK(round.value_in<double>("here", mV) == 0.);
}
