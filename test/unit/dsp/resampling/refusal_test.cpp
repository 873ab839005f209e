// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/refusal.hpp: which types go together.
#include <convolt/dsp/resampling/refusal.hpp>

#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>

namespace {

using namespace convolt;
template <class T>
using line = xt::xtensor<T, 1>;
using time_axis = axis<milli<second>, double>;
using depth_axis = axis<micro<metre>, double>;
using trace = sampled<milli<volt>, double, time_axis>;
using profile = sampled<milli<volt>, double, depth_axis>;
using rate = quantity<hertz, double>;

TEST_CASE("signals are of floating-point numbers and ratios of whole ones") {
  STATIC_REQUIRE(dsp::detail::changes_rate<line<float>, int, std::size_t>);
  STATIC_REQUIRE(dsp::detail::changes_rate<line<std::complex<double>>, int, int>);
  STATIC_REQUIRE(dsp::detail::changes_rate<trace, int, int>);
  STATIC_REQUIRE_FALSE(dsp::detail::changes_rate<line<std::int16_t>, int, int>);
  STATIC_REQUIRE_FALSE(dsp::detail::changes_rate<line<double>, double, int>);
  STATIC_REQUIRE_FALSE(dsp::detail::changes_rate<line<double>, int, bool>);
}

TEST_CASE("a rate needs time, and an axis one that measures the same") {
  STATIC_REQUIRE(dsp::detail::is_resampled<trace, rate>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_resampled<trace, quantity<second, double>>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_resampled<trace, double>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_resampled<line<double>, rate>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_resampled<profile, rate>);
  STATIC_REQUIRE(dsp::detail::is_resampled<profile, depth_axis>);
  STATIC_REQUIRE(dsp::detail::is_resampled<trace, axis<any_unit, double>>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_resampled<profile, time_axis>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_resampled<line<double>, time_axis>);
}

TEST_CASE("taps and signal have one precision") {
  STATIC_REQUIRE(dsp::detail::is_upfirdned<line<double>, line<std::complex<double>>, int, int>);
  STATIC_REQUIRE(dsp::detail::is_upfirdned<line<std::complex<float>>, line<float>, int, int>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_upfirdned<line<float>, line<double>, int, int>);
  STATIC_REQUIRE_FALSE(dsp::detail::is_upfirdned<int, line<double>, int, int>);
}

}  // namespace
