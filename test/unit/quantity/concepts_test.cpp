// SPDX-License-Identifier: BSD-3-Clause
/// What counts as a number, an array, a quantity: facts about types.
#include <convolt/quantity/concepts.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <complex>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using array = xt::xarray<float>;
using sum = decltype(std::declval<array const&>() + std::declval<array const&>());
using voltage = convolt::tensor<mV, float, 2>;
using any_voltage = convolt::quantity<convolt::any_unit, array>;

static_assert(convolt::Scalar<int> && convolt::Scalar<long double const&> && convolt::Scalar<std::complex<float>>);
static_assert(!convolt::Scalar<bool> && !convolt::Scalar<std::string> && !convolt::Scalar<array>);
static_assert(convolt::ArrayExpression<array&> && convolt::ArrayExpression<sum const&>);
static_assert(!convolt::ArrayExpression<std::vector<float>> && !convolt::ArrayExpression<voltage>);
static_assert(convolt::AnyQuantity<voltage const&> && !convolt::AnyQuantity<array> &&
              !convolt::AnyQuantity<decltype(mV)>);
static_assert(convolt::Plain<double> && convolt::Plain<sum> && !convolt::Plain<voltage>);
static_assert(std::is_same_v<convolt::unit_t<array>, convolt::dimensionless>);
static_assert(std::is_same_v<convolt::unit_t<voltage&>, std::remove_const_t<decltype(mV)>>);
static_assert(std::is_same_v<convolt::element_t<sum>, float> &&
              std::is_same_v<convolt::element_t<voltage const>, float>);
static_assert(std::is_same_v<convolt::real_t<convolt::array<mV, std::complex<double>>>, double>);
static_assert(convolt::QuantityOf<voltage, convolt::volt> && !convolt::QuantityOf<voltage, convolt::ampere>);
static_assert(convolt::QuantityOf<voltage const&, decltype(kV)> && convolt::QuantityOf<voltage&, decltype(mV) const>);
static_assert(!convolt::QuantityOf<double, convolt::volt> && !convolt::QuantityOf<array, convolt::dimensionless> &&
              !convolt::QuantityOf<voltage, int>);
static_assert(!convolt::QuantityOf<any_voltage, convolt::volt> && convolt::DynamicQuantity<any_voltage const&>);
static_assert(convolt::OneDimension<voltage, decltype(1. * V)> && !convolt::OneDimension<voltage, decltype(1. * pA)>);
static_assert(convolt::OneDimension<voltage, any_voltage>);
static_assert(std::is_same_v<xt::xexpression_tag_t<array&, convolt::volt>, xt::xtensor_expression_tag> &&
              std::is_same_v<xt::xexpression_tag_t<voltage const&, array>, xt::xtensor_expression_tag>);
static_assert(convolt::PlainUnit<decltype(radian)> && !convolt::PlainUnit<decltype(percent)>);

double in_volts(convolt::QuantityOf<convolt::volt> auto const& v) { return v.in(V); }
template <class Q>
concept accepted = requires(Q q) { in_volts(q); };
static_assert(!accepted<decltype(1. * pA)> && !accepted<double>);

TEST_CASE("a function of voltages takes every scale of them") {
  CHECK(in_volts(1500. * mV) == 1.5);
  CHECK(in_volts(3. * pA * (2. * GOhm)) == 0.006);
}

}  // namespace
