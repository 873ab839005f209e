// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/result_unit.hpp.

#include <convolt/array/result_unit.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;
using arrays::result_unit;

namespace {

template <class T>
using x3 = xt::xtensor<T, 3>;
template <auto U, class T>
using q3 = tensor<U, T, 3>;
template <class T>
using any3 = quantity<any_unit, x3<T>>;
using x2 = xt::xtensor<double, 2>;

// The unit of the result.
template <class A, class B>
using product = arrays::product_unit_t<A, B>;
static_assert(EquivalentUnits<product<q3<mV, float>, q3<nS, float>>, decltype(pA)>);
static_assert(std::same_as<product<q3<mV, float>, q3<nS, float>>, product<q3<nS, float>, q3<mV, float>>>);
static_assert(EquivalentUnits<product<q3<mV, float>, q3<mS, float>>, decltype(uA)>);
static_assert(std::same_as<product<q3<mV, float>, x3<float>>, unit_t<q3<mV, float>>>);
static_assert(std::same_as<product<x3<float>, q3<ms, float>>, unit_t<q3<ms, float>>>);
static_assert(std::same_as<product<q3<mV, float>, any3<float>>, any_unit>);
static_assert(std::same_as<product<x3<float>, any3<float>>, any_unit>);
template <class A, class B>
using folded = arrays::folded_unit_t<product<A, B>>;
static_assert(std::same_as<folded<q3<ms, float>, q3<Hz, float>>, dimensionless>);
static_assert(std::same_as<folded<q3<radian, float>, q3<radian, float>>, dimensionless>);
static_assert(!PlainUnit<folded<q3<degree, float>, q3<mV, float>>>, "degree keeps its factor beside a dimension");
static_assert(SameDimension<folded<q3<degree, float>, q3<mV, float>>, decltype(mV)>);

// The unit of an owning result.
static_assert(std::same_as<decltype(result_unit<double>(ms * Hz)), dimensionless>);
static_assert(std::same_as<decltype(result_unit<double>(mV * nS)), decltype(mV * nS)>);

// Which units can be one, and which scales integers can take in.
static_assert(arrays::MayShareDimension<unit_t<q3<mV, float>>, unit_t<q3<units::V, float>>>);
static_assert(arrays::MayShareDimension<any_unit, unit_t<q3<mV, float>>>);
static_assert(!arrays::MayShareDimension<unit_t<q3<mV, float>>, unit_t<q3<nS, float>>>);
static_assert(arrays::ScaleFits<int, unit_t<q3<units::V, int>>, unit_t<q3<mV, int>>>);
static_assert(!arrays::ScaleFits<int, unit_t<q3<mV, int>>, unit_t<q3<units::V, int>>>);
static_assert(arrays::ScaleFits<float, unit_t<q3<mV, int>>, unit_t<q3<units::V, int>>>);
static_assert(arrays::Folds<float, unit_t<q3<percent, float>>> && !arrays::Folds<int, unit_t<q3<percent, int>>>);

}  // namespace

TEST_CASE("a run-time product without dimension is folded where its scale can be") {
  CHECK(to_string(result_unit<double>(any_unit(ms) * any_unit(Hz))) == "1");
  CHECK(result_unit<double>(any_unit(mV) * any_unit(nS)) == any_unit(pA));
  CHECK(to_string(result_unit<int>(any_unit(ms) * any_unit(kHz))) == "1");
  CHECK(result_unit<int>(any_unit(ms) * any_unit(Hz)) == any_unit(ms) * any_unit(Hz));
}

TEST_CASE("a result without unit is plain") {
  static_assert(std::same_as<decltype(arrays::with_unit(x2(), one)), x2>);
  static_assert(std::same_as<decltype(arrays::with_unit(x2(), mV)), tensor<mV, double, 2>>);
  static_assert(std::same_as<decltype(arrays::with_unit(x2(), any_unit(mV))), quantity<any_unit, x2>>);
  auto const y = arrays::with_unit(x2{{1., 2.}}, mV);
  CHECK(y.raw()(0, 1) == 2.);
}
