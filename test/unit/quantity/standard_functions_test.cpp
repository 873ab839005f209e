// SPDX-License-Identifier: BSD-3-Clause
/// std:: functions of ratios are those of numbers; of other quantities they are refused, and ours go on being found
/// without a namespace. (The sentences are in docs/expressions.md.)
#include <convolt/quantity/standard_functions.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/print.hpp>
#include <convolt/quantity/select.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <string>

namespace {

using namespace convolt::units;
using voltage = decltype(1. * mV);
using line = convolt::tensor<mV, double, 1>;

template <class Q>
concept has_exp = requires(Q q) { std::exp(q); };
template <class Q>
concept has_sqrt = requires(Q q) { std::sqrt(q); };
template <class P, class Q>
concept has_max = requires(P p, Q q) { std::max(p, q); };
static_assert(has_exp<double> && has_exp<decltype(mV / (1. * V))> && has_exp<std::complex<double>>);
static_assert(!has_exp<voltage> && !has_exp<line> && !has_sqrt<voltage> && has_sqrt<decltype(1. * percent)>);
static_assert(has_max<voltage, voltage> && !has_max<voltage, decltype(1. * V)>);

TEST_CASE("ratios are numbers to the standard library") {
  CHECK(std::exp(1. * V / (1000. * mV)) == std::exp(1.));
  CHECK(std::pow(2. * mM / (1. * mM), 3) == 8.);
  CHECK(std::fabs(-50. * percent) == 0.5);
  CHECK(std::max(1. * mV, 2. * mV) == 2. * mV);
}

TEST_CASE("names without a namespace are ours, of arrays and complex numbers too") {
  line const v{1., 4.};
  CHECK(exp(v / (1. * mV))(0) == std::exp(1.));
  CHECK(sqrt(v)(1).raw() == 2.);
  CHECK_FALSE(isnan(v)(0));
  CHECK(round(v / 3., mV)(1) == 1. * mV);
  CHECK(max(v, 2. * mV)(0) == 2. * mV);
  CHECK(hypot(v, v)(0).raw() == std::hypot(1., 1.));
  CHECK(to_string(v).find("mV") != std::string::npos);
  auto const z = std::complex<double>(0., 1.) * percent;
  CHECK(std::abs(exp(z) - std::exp(std::complex<double>(0., 0.01))) == 0.);
  CHECK(std::abs(pow(z, 2.) + 1e-4) < 1e-19);
}

}  // namespace
