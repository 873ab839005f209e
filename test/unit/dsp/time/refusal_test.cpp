// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/time/refusal.hpp: which signals are refused, and why.

#include <convolt/dsp/time/refusal.hpp>

#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <concepts>

using namespace convolt;
using namespace convolt::units;
using namespace convolt::dsp;

namespace {

using in_ms = axis<milli<second>>;
using in_um = axis<micro<metre>>;
using trace = sampled<milli<volt>, float, in_ms>;
using channels = sampled<milli<volt>, double, in_ms, no_axis_t>;
using depths = sampled<milli<volt>, double, in_um>;
using unknown = sampled<any_unit, double, axis<any_unit>>;
using partly = sampled<milli<volt>, double, in_um, no_axis_t>;
using plain = xt::xtensor<double, 2>;
using kilohertz = quantity<kilo<hertz>, double>;

static_assert(TimeSignal<trace> && TimeSignal<channels const&> && TimeSignal<unknown>);
static_assert(!TimeSignal<plain> && TimeSignalAt<plain, kilohertz> && TimeSignalAt<trace, kilohertz>);
static_assert(TimeSignalAt<tensor<mV, std::complex<float>, 1>, kilohertz> && TimeSignalAt<partly, kilohertz>);

template <class Reason, class X, class Rate = convolt::dsp::detail::no_rate>
inline constexpr bool refused_as = std::same_as<why_not_along_time<X, Rate>, Reason>;

static_assert(refused_as<refusal::signal_has_no_axis_so_give_its_sampling_rate_as_an_argument<plain>, plain>);
static_assert(refused_as<refusal::signal_has_no_axis_so_give_its_sampling_rate_as_an_argument<partly>, partly>);
static_assert(refused_as<refusal::signal_has_axes_and_none_of_them_is_in_units_of_time<depths>, depths, kilohertz>);
static_assert(refused_as<refusal::a_rate_is_a_frequency_with_its_unit_as_in_30_kHz<double>, plain, double>);
static_assert(
    refused_as<
        refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_convert_integers_first<xt::xtensor<int, 1>>,
        xt::xtensor<int, 1>, kilohertz>);

static_assert(convolt::dsp::detail::static_time_dimension<channels> == 0 &&
              convolt::dsp::detail::static_time_dimension<depths> == 0);
static_assert(convolt::dsp::detail::static_time_dimension<sampled<milli<volt>, float, in_um, in_ms>> == 1);
static_assert(convolt::dsp::detail::static_time_dimension<plain> == convolt::quantities::no_dimension);
using twice = sampled<milli<volt>, float, in_ms, in_ms>;
static_assert(convolt::dsp::detail::static_time_dimension<twice> == convolt::quantities::no_dimension);

}  // namespace

TEST_CASE("why a dimension is no time is checked when this is compiled") { SUCCEED(); }
