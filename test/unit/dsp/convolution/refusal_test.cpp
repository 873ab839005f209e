// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/refusal.hpp: which calls are refused, and why.

#include <convolt/dsp/convolution/refusal.hpp>

#include <convolt/kernel/exponential.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <concepts>

using namespace convolt;
using namespace convolt::units;
using namespace convolt::dsp;

struct times_of_events {};
template <>
inline constexpr bool convolt::dsp::holds_event_times<times_of_events> = true;

namespace {

using trace = sampled<milli<volt>, double, axis<milli<second>>>;
using depths = sampled<milli<volt>, double, axis<micro<metre>>>;
using channels = sampled<milli<volt>, double, no_axis_t>;
using taps = xt::xtensor<double, 1>;
using decay = decltype(kernel::exponential(1. * ms));
using summing = measure::sum_t;
using integrating = measure::integral_t;
using over_ms = decltype(measure::integral(1. * ms));
using over_um = decltype(measure::integral(1. * um));

static_assert(Convolvable<trace, decay, integrating> && Convolvable<trace, taps, integrating>);
static_assert(Convolvable<trace, decay, summing> && Convolvable<taps, taps, summing>);
static_assert(Convolvable<taps, decay, over_ms> && Convolvable<taps, taps, over_ms>);
static_assert(Convolvable<xt::xtensor<std::complex<double>, 2>, taps, summing>);
static_assert(Convolvable<masked_signal<trace, xt::xtensor<bool, 1>>, taps, integrating>);
static_assert(!VarianceConvolvable<xt::xtensor<std::complex<double>, 1>, taps, summing>);

template <class Reason, class X, class H, class M>
inline constexpr bool refused_as = std::same_as<why_refused<X, H, M>, Reason>;

static_assert(refused_as<refusal::times_of_events_are_on_no_axis_take_neuro_respond_or_bin_them<times_of_events>,
                         times_of_events, decay, measure::events_t>);

static_assert(
    refused_as<refusal::events_are_a_spike_train_or_counts_for_samples_take_measure_sum_or_measure_integral<trace>,
               trace, decay, measure::events_t>);
static_assert(refused_as<refusal::signal_has_no_axis_with_a_step_give_one_as_measure_integral_of_dt<taps>, taps, taps,
                         integrating>);
static_assert(refused_as<refusal::signal_has_no_axis_with_a_step_give_one_as_measure_integral_of_dt<channels>, channels,
                         taps, integrating>);
static_assert(
    refused_as<refusal::samples_of_a_kernel_object_need_the_step_of_a_sampled_signal_or_measure_integral_of_dt<taps>,
               taps, decay, summing>);
static_assert(
    refused_as<refusal::axis_of_the_signal_does_not_measure_what_the_lags_of_the_kernel_do<micro<metre>, milli<second>>,
               depths, decay, integrating>);
static_assert(
    refused_as<refusal::axis_of_the_signal_does_not_measure_what_the_lags_of_the_kernel_do<micro<metre>, milli<second>>,
               taps, decay, over_um>);
static_assert(refused_as<refusal::signal_and_kernel_need_one_precision_there_is_no_silent_promotion<float, double>,
                         xt::xtensor<float, 1>, taps, summing>);
static_assert(
    refused_as<
        refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_cast_integers_first<xt::xtensor<int, 1>>,
        xt::xtensor<int, 1>, taps, summing>);
static_assert(
    refused_as<refusal::kernel_is_neither_a_kernel_object_nor_an_array_of_float_double_or_complex_numbers<double>,
               trace, double, summing>);
static_assert(refused_as<refusal::third_argument_is_a_measure_sum_integral_or_events<int>, trace, taps, int>);

}  // namespace

TEST_CASE("the reasons above are checked when this is compiled") { SUCCEED(); }
