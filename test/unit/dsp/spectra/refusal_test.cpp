// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/refusal.hpp: which calls are taken. What is said of the others is in
/// test/compile_fail/.

#include <convolt/dsp/spectra/refusal.hpp>

#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

constexpr dsp::detail::the_only_one unnamed{};
using none = dsp::detail::no_rate;
using signal = sampled<milli<volt>, double, no_axis_t, axis<milli<second>, double>>;
using line = quantity<milli<volt>, xt::xtensor<double, 1>>;
using time = quantity<milli<second>, double>;
using rate = quantity<kilo<hertz>, double>;

static_assert(dsp::HasSpectrum<unnamed, signal, none, time>);
static_assert(dsp::HasSpectrum<unnamed, line, rate, time>);
static_assert(!dsp::HasSpectrum<unnamed, line, none, time>);
static_assert(!dsp::HasSpectrum<unnamed, signal, none, int>);
static_assert(!dsp::HasSpectrum<unnamed, signal, none, rate>);
static_assert(!dsp::HasSpectrum<unnamed, xt::xtensor<int, 1>, rate, time>);
static_assert(!dsp::HasSpectrum<unnamed, xt::xtensor<double, 2>, rate, time>);
static_assert(dsp::HasSpectrum<1, xt::xtensor<double, 2>, rate, time>);
static_assert(dsp::HasCrossSpectrum<unnamed, signal, signal, none, time>);
static_assert(!dsp::HasCrossSpectrum<unnamed, line, xt::xtensor<float, 1>, rate, time>);

template <class... A>
using read = typename dsp::detail::read_arguments<true, A...>::type;
static_assert(std::same_as<read<time>::segment, time>);
static_assert(std::same_as<read<rate, time>::rate, rate> && std::same_as<read<rate, time>::segment, time>);
static_assert(std::same_as<read<time, dsp::spectrum_t>::rest, dsp::spectrum_t>);
static_assert(std::same_as<read<rate, time, dsp::spectrum_t>::segment, time>);

}  // namespace

TEST_CASE("what does not compile gives its reason as a type") {
  using why = dsp::why_no_spectrum<unnamed, true, signal, int>;
  CHECK((std::same_as<why, dsp::refusal::a_segment_is_a_time_with_its_unit_as_in_500_ms<int>>));
}
