// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/deconvolution/refusal.hpp: which types go together.
#include <convolt/dsp/deconvolution/refusal.hpp>

#include <convolt/kernel/exponential.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>

namespace {

using namespace convolt;
using namespace convolt::units;
template <class T>
using line = xt::xtensor<T, 1>;
using trace = sampled<milli<volt>, double, axis<milli<second>, double>>;
using profile = sampled<milli<volt>, double, axis<micro<metre>, double>>;
using leak = decltype(kernel::exponential(10. * ms));
using step = measure::integral_over<quantity<second, double>>;
using measure::events_t, measure::integral_t, measure::sum_t;

TEST_CASE("signal and kernel are floating-point numbers of one precision") {
  STATIC_REQUIRE(dsp::detail::is_deconvolved<line<double>, line<double>, sum_t>);
  STATIC_REQUIRE(dsp::detail::is_deconvolved<line<float>, line<std::complex<float>>, sum_t>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_deconvolved<line<float>, line<double>, sum_t>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_deconvolved<line<std::int16_t>, line<double>, sum_t>);
}

TEST_CASE("a measure is named, and an integral has its step") {
  STATIC_REQUIRE_FALSE(dsp::detail::is_deconvolved<trace, leak, int>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_deconvolved<trace, leak, events_t>);
  STATIC_REQUIRE(dsp::detail::is_deconvolved<trace, leak, integral_t>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_deconvolved<line<double>, line<double>, integral_t>);
  STATIC_REQUIRE(dsp::detail::is_deconvolved<line<double>, line<double>, step>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_deconvolved<profile, leak, integral_t>);
}

TEST_CASE("a kernel has one axis, where its type says how many") {
  STATIC_REQUIRE_FALSE(dsp::detail::is_deconvolved<xt::xtensor<double, 2>, xt::xtensor<double, 2>, sum_t>);
  STATIC_REQUIRE(dsp::detail::is_deconvolved<xt::xtensor<double, 2>, xt::xarray<double>, sum_t>);
}

}  // namespace
