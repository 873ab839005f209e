// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/refusal.hpp.

#include <convolt/dsp/filters/refusal.hpp>

#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/dsp/filters/savitzky_golay.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <concepts>

using namespace convolt;
using namespace convolt::dsp;

namespace {

using trace = sampled<milli<volt>, float, axis<milli<second>>>;
using plain = xt::xtensor<double, 2>;
using rate = quantity<hertz, double>;
using smooth = savitzky_golay_design<0, second>;
using slope = savitzky_golay_design<1, second>;

static_assert(is_filtered<recursive_design, trace> && is_filtered_both_ways<recursive_design, trace>);
static_assert(is_filtered<fir_design, plain, rate> && is_filtered_both_ways<fir_design, plain, rate>);
static_assert(is_filtered<slope, trace> && is_filtered_both_ways<smooth, trace>);

static_assert(std::same_as<why_not_both_ways<slope, trace>,
                           refusal::a_derivative_forwards_and_backwards_is_none_take_convolve_with_its_taps<slope>>);
static_assert(std::same_as<why_not_filtered<double, trace>,
                           refusal::first_argument_is_a_filter_design_as_butterworth_or_firwin_make_it<double>>);
static_assert(std::same_as<why_not_filtered<fir_design, plain>,
                           refusal::signal_has_no_axis_so_give_its_sampling_rate_as_an_argument<plain>>);
static_assert(std::same_as<why_not_both_ways<fir_design, plain, double>,
                           refusal::a_rate_is_a_frequency_with_its_unit_as_in_30_kHz<double>>);

}  // namespace

TEST_CASE("why filters are refused is checked when this is compiled") { SUCCEED(); }
