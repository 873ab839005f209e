// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/band_power.hpp.

#include <convolt/dsp/spectra/band_power.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/build.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/standard_containers.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <complex>
#include <type_traits>

using namespace convolt;
using namespace convolt::units::spelled;

TEST_CASE("the power in a band is the sum of its densities times their step, in [x]^2") {
  xt::xtensor<double, 2> const p{{1, 2, 3, 4, 5}, {10, 20, 30, 40, 50}};
  auto const density = sampled(p * (mV * mV / Hz), no_axis, axis(0. * Hz, 2. * Hz, 5));
  auto const power = dsp::band_power(density, 2. * Hz, 6. * Hz);
  static_assert(EquivalentUnits<decltype(power.unit()), decltype(mV * mV)>);
  CHECK(power.raw()(0) == 10);
  CHECK(power.raw()(1) == 100);
  CHECK(dsp::band_power(density).raw()(0) == 30);
  CHECK(dsp::band_power(density, 0.002 * kHz, 0.010 * kHz).raw()(0) == 28);
  auto const one_line = density.select<0>(0);
  CHECK(dsp::band_power(one_line, 0. * Hz, 4. * Hz).raw() == 6);
  CHECK(dsp::band_power(one_line, 3. * Hz, 3.5 * Hz).raw() == 0);
  for (double const from : {-1., 9.}) {
    auto const e = test::thrown_by<parameter_error>([&] { dsp::band_power(one_line, from * Hz, 14. * Hz); });
    CHECK(e.category() == "coordinate_out_of_range");
  }
}

namespace {

template <class P>
concept HasBandPower = requires(P const& p) { dsp::band_power(p); };
template <auto U, class T = double>
using over_frequencies = sampled<std::remove_cv_t<decltype(U)>, T, axis<hertz, double>>;

static_assert(HasBandPower<over_frequencies<mV * mV / Hz>> && !HasBandPower<over_frequencies<mV * mV>>);
static_assert(HasBandPower<over_frequencies<uV * uV / kHz>> && HasBandPower<over_frequencies<uV * uV * ms>>);
// Of a rate in Hz the density is in Hz^2/Hz, of intervals in ms^2/Hz, of ratios in 1/Hz.
static_assert(HasBandPower<over_frequencies<Hz>> && !HasBandPower<over_frequencies<Hz * Hz>>);
static_assert(HasBandPower<over_frequencies<ms * ms / Hz>> && !HasBandPower<over_frequencies<ms * ms>>);
static_assert(HasBandPower<over_frequencies<one / Hz>> && !HasBandPower<over_frequencies<one>>);
// Of two signals, as of a rate and a voltage, both can be.
static_assert(HasBandPower<over_frequencies<mV, std::complex<double>>>);

}  // namespace
