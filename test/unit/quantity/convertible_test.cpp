// SPDX-License-Identifier: BSD-3-Clause
/// What becomes a quantity unasked: the same dimension, and of integers the same scale.
#include <convolt/quantity/convertible.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

namespace {

using namespace convolt::units;
using convolt::scalar;
using convolt::detail::ImplicitlyConvertible;
using convolt::detail::PlainBeside;
using millivolt = convolt::milli<convolt::volt>;

static_assert(ImplicitlyConvertible<scalar<V>, millivolt, double>);
static_assert(ImplicitlyConvertible<scalar<V, int>, millivolt, double> == false);
static_assert(ImplicitlyConvertible<scalar<mV, int>, millivolt, double>);
static_assert(!ImplicitlyConvertible<scalar<mV>, millivolt, int>);
static_assert(!ImplicitlyConvertible<scalar<mA>, millivolt, double>);
static_assert(!ImplicitlyConvertible<double, millivolt, double>);
static_assert(ImplicitlyConvertible<convolt::quantity<convolt::any_unit, double>, millivolt, double>);
static_assert(PlainBeside<double, convolt::dimensionless> && !PlainBeside<double, millivolt>);
static_assert(!PlainBeside<double, decltype(percent)>, "a number is in 1");

TEST_CASE("what converts unasked is decided by types") {
  scalar<mV> const v = 1. * V;
  CHECK(v.raw() == 1000.);
}

}  // namespace
