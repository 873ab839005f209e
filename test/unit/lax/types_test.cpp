// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/types.hpp.

#include <convolt/lax/types.hpp>

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>
#include <type_traits>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using lax::BiasFor;
using lax::ConvolutionOperands;

namespace {

template <class T>
using x3 = xt::xtensor<T, 3>;
template <auto U, class T>
using q3 = tensor<U, T, 3>;
template <class T>
using any3 = quantity<any_unit, x3<T>>;
using cf = std::complex<float>;
using cd = std::complex<double>;

// One element type, any kind of unit.
static_assert(ConvolutionOperands<void, x3<float>, x3<float>>);
static_assert(ConvolutionOperands<void, q3<mV, float>, any3<float>>);
static_assert(ConvolutionOperands<void, any3<double>, x3<double>>);
static_assert(ConvolutionOperands<void, x3<cf>, x3<cf>> && ConvolutionOperands<void, x3<long double>, x3<long double>>);
static_assert(ConvolutionOperands<void, x3<std::int8_t>, x3<std::int8_t>>);
static_assert(!ConvolutionOperands<void, x3<float>, x3<double>>);
static_assert(!ConvolutionOperands<void, x3<int>, x3<unsigned>>);
static_assert(ConvolutionOperands<void, x3<cf>, x3<float>>, "real weights beside complex signals");
static_assert(ConvolutionOperands<cd, x3<cf>, x3<float>>);
static_assert(!ConvolutionOperands<void, x3<float>, x3<cf>> && !ConvolutionOperands<void, x3<cd>, x3<float>>);
static_assert(std::same_as<lax::detail::weights_element_t<cf, x3<float>>, float> &&
              std::same_as<lax::detail::weights_element_t<cd, x3<float>>, double> &&
              std::same_as<lax::detail::weights_element_t<cf, x3<cf>>, cf> &&
              std::same_as<lax::detail::weights_element_t<float, x3<int>>, float>);
static_assert(!ConvolutionOperands<double, x3<float>, x3<double>>, "a preferred type does not promote one operand");
static_assert(!ConvolutionOperands<void, x3<bool>, x3<bool>> && !ConvolutionOperands<void, x3<char>, x3<char>>);
static_assert(!ConvolutionOperands<void, double, double>, "numbers have no axes");
static_assert(!ConvolutionOperands<void, std::vector<float>, x3<float>>);

// preferred_element_type: the kinds.
template <class P, class T>
constexpr bool prefers = ConvolutionOperands<P, x3<T>, x3<T>>;
static_assert(prefers<double, float> && prefers<float, float> && prefers<long double, double>);
static_assert(prefers<cd, cf> && !prefers<cf, cd>);
static_assert(prefers<std::int32_t, std::int8_t> && prefers<std::uint32_t, std::uint8_t>);
static_assert(prefers<std::int32_t, std::uint8_t>, "unsigned may become signed");
static_assert(!prefers<std::uint32_t, std::int8_t>, "signed must stay signed");
static_assert(prefers<float, std::int32_t> && !prefers<float, std::int64_t>, "not narrower");
static_assert(prefers<double, std::int64_t>);
static_assert(!prefers<float, double> && !prefers<std::int16_t, std::int32_t>);
static_assert(!prefers<int, float> && !prefers<cf, float> && !prefers<double, cf> && !prefers<cd, int>);
static_assert(!prefers<bool, float> && !prefers<std::vector<int>, int>);

// Integers take in no scale, unless the result is floating point.
static_assert(ConvolutionOperands<void, q3<ms, int>, q3<kHz, int>>);
static_assert(!ConvolutionOperands<void, q3<ms, int>, q3<Hz, int>>);
static_assert(ConvolutionOperands<double, q3<ms, int>, q3<Hz, int>>);
static_assert(ConvolutionOperands<void, q3<ms, float>, q3<Hz, float>>);
static_assert(ConvolutionOperands<void, q3<mV, int>, q3<nS, int>>, "a product with a dimension keeps its own scale");
static_assert(!ConvolutionOperands<void, q3<degree, int>, x3<int>>);

// Bias: element type and dimension of the result.
using V3 = q3<mV, float>;
using S3 = q3<nS, float>;
template <auto U, class T = float>
using bias_in = tensor<U, T, 1>;
static_assert(BiasFor<lax::no_bias_t, void, V3, S3>);
static_assert(BiasFor<bias_in<pA>, void, V3, S3> && BiasFor<bias_in<nA>, void, V3, S3>);
static_assert(BiasFor<quantity<any_unit, xt::xtensor<float, 1>>, void, V3, S3>);
static_assert(!BiasFor<bias_in<mV>, void, V3, S3> && !BiasFor<xt::xtensor<float, 1>, void, V3, S3>);
static_assert(!BiasFor<bias_in<pA, double>, void, V3, S3> && BiasFor<bias_in<pA, double>, double, V3, S3>);
static_assert(!BiasFor<bias_in<pA>, double, V3, S3>, "the bias has the element type of the result");
static_assert(BiasFor<xt::xtensor<float, 1>, void, q3<ms, float>, q3<Hz, float>>);
static_assert(!BiasFor<float, void, x3<float>, x3<float>>);
static_assert(BiasFor<bias_in<units::V, int>, void, q3<mV, int>, x3<int>>, "V to mV is a whole factor");
static_assert(!BiasFor<bias_in<mV, int>, void, q3<units::V, int>, x3<int>>);

// A sampled quantity counts as its quantity.
using sampled3 = decltype(sampled(std::declval<V3>(), no_axis, no_axis, axis(0. * ms, 1. * ms, 8)));
static_assert(ConvolutionOperands<void, sampled3, S3> && ConvolutionOperands<void, S3, sampled3>);

}  // namespace

TEST_CASE("the rules of types are facts at compile time") { SUCCEED(); }
