// SPDX-License-Identifier: BSD-3-Clause
/// Where results lie: a single spike, met by a kernel that is 1 at its reference tap, comes out at its own coordinate,
/// whatever the strides, dilations, paddings and layouts.
#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>
#include <convolt/lax/plan.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <cstddef>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

using x3 = xt::xtensor<double, 3>;

auto const times = axis(5. * ms, 0.25 * ms, 11);
constexpr std::ptrdiff_t spike = 4;

/// (1, length, 1) with 1 at one place, which layouts NWC and WIO share.
x3 one_at(std::ptrdiff_t length, std::ptrdiff_t place) {
  x3 a = xt::zeros<double>({std::size_t{1}, static_cast<std::size_t>(length), std::size_t{1}});
  a(0, place, 0) = 1;
  return a;
}
x3 kernel_at(std::ptrdiff_t taps, std::ptrdiff_t place) {
  x3 k = xt::zeros<double>({static_cast<std::size_t>(taps), std::size_t{1}, std::size_t{1}});
  k(place, 0, 0) = 1;
  return k;
}

/// The distance of the one output that is not zero from where the spike was, in ms; 0 also where it fell between two
/// outputs or outside. Counts those that came out.
template <class Y>
double shift(Y const& y, int& met) {
  double found = 0;
  for (std::ptrdiff_t o = 0; o < y.template axis<1>().count(); ++o) {
    if (y.raw()(0, o, 0) != 0) {
      found = y.template axis<1>()(o).in(ms) - times(spike).in(ms);
      ++met;
    }
  }
  return found;
}

template <class F>
void for_all_windows(F const& f) {
  for (std::ptrdiff_t taps = 1; taps <= 5; ++taps) {
    for (std::ptrdiff_t stride = 1; stride <= 5; ++stride) {
      for (std::ptrdiff_t dilation = 1; dilation <= 3; ++dilation) {
        CAPTURE(taps, stride, dilation);
        f(taps, stride, dilation);
      }
    }
  }
}

dimension_numbers const channels_last{"NWC", "WIO", "NWC"};

}  // namespace

TEST_CASE("sampled results: a spike comes out of a convolution where it was") {
  auto const x = sampled(one_at(11, spike) * mV, no_axis, times, no_axis);
  int met = 0;
  for_all_windows([&](std::ptrdiff_t taps, std::ptrdiff_t stride, std::ptrdiff_t dilation) {
    auto const k = kernel_at(taps, (taps - 1) / 2);
    for (padding const& pad : {padding(same), padding(same_lower), padding(valid), padding(full),
                               padding(raw_padding{{2, -1}}), padding(raw_padding{{-2, 3}})}) {
      auto const y = lax::conv_general_dilated(x, k, {stride}, pad,
                                               {.rhs_dilation = {dilation}, .dimension_numbers = channels_last});
      REQUIRE(y.axis<1>().step().in(ms) == Approx(0.25 * static_cast<double>(stride)));
      REQUIRE(std::abs(shift(y, met)) < 1e-12);
    }
    auto const last = kernel_at(taps, taps - 1);
    auto const now = lax::conv_general_dilated(x, last, {stride}, causal,
                                               {.rhs_dilation = {dilation}, .dimension_numbers = channels_last});
    REQUIRE(now.axis<1>().start().in(ms) == 5.);
    REQUIRE(std::abs(shift(now, met)) < 1e-12);
    auto const spread = lax::conv_general_dilated(
        x, k, {stride}, {{3, 1}},
        {.lhs_dilation = {3}, .rhs_dilation = {dilation}, .dimension_numbers = channels_last});
    REQUIRE(std::abs(shift(spread, met)) < 1e-12);
  });
  CHECK(met > 250);
}

TEST_CASE("sampled results: a spike comes out of a transposed convolution where it was") {
  auto const x = sampled(one_at(11, spike) * mV, no_axis, times, no_axis);
  int met = 0;
  for_all_windows([&](std::ptrdiff_t taps, std::ptrdiff_t stride, std::ptrdiff_t dilation) {
    for (padding const& pad : {padding(same), padding(valid), padding(raw_padding{{1, 2}}),
                               padding(raw_padding{{6, 0}}), padding(forward_padding{{1, 0}})}) {
      // The kernel slides as it is: its reference tap counts from the far end. Flipped it is that of the adjoint.
      auto const slid = lax::conv_transpose(x, kernel_at(taps, taps - 1 - (taps - 1) / 2), {stride}, pad,
                                            {.rhs_dilation = {dilation}});
      REQUIRE(slid.axis<1>().step().in(ms) == Approx(0.25 / static_cast<double>(stride)));
      REQUIRE(std::abs(shift(slid, met)) < 1e-12);
      auto const adjoint = lax::conv_transpose(x, kernel_at(taps, (taps - 1) / 2), {stride}, pad,
                                               {.rhs_dilation = {dilation}, .transpose_kernel = true});
      REQUIRE(std::abs(shift(adjoint, met)) < 1e-12);
    }
  });
  CHECK(met > 500);
}

TEST_CASE("sampled results: a kernel with lags of its own is placed by them") {
  auto const x = sampled(one_at(11, spike) * mV, no_axis, times, no_axis);
  int met = 0;
  for_all_windows([&](std::ptrdiff_t taps, std::ptrdiff_t stride, std::ptrdiff_t dilation) {
    for (std::ptrdiff_t zero = 0; zero < taps; ++zero) {
      auto const k = kernel_at(taps, zero) * nS;
      auto const lags = [&](double step) { return axis(-step * static_cast<double>(zero) * ms, step * ms, taps); };
      auto const spacing = 0.25 * static_cast<double>(dilation);
      auto const y = lax::conv_general_dilated(x, sampled(k, lags(spacing), no_axis, no_axis), {stride}, {{2, 2}},
                                               {.rhs_dilation = {dilation}, .dimension_numbers = channels_last});
      REQUIRE(std::abs(shift(y, met)) < 1e-12);
      auto const finer = sampled(k, lags(spacing / static_cast<double>(stride)), no_axis, no_axis);
      REQUIRE(std::abs(shift(lax::conv_transpose(x, finer, {stride}, valid, {.rhs_dilation = {dilation}}), met)) <
              1e-12);
      // Lags that run backwards, as those of a kernel that was flipped for a convolution.
      auto const back =
          sampled(k, axis(spacing * static_cast<double>(zero) * ms, -spacing * ms, taps), no_axis, no_axis);
      REQUIRE(
          std::abs(shift(lax::conv_general_dilated(x, back, {stride}, causal,
                                                   {.rhs_dilation = {dilation}, .dimension_numbers = channels_last}),
                         met)) < 1e-12);
    }
  });
  CHECK(met > 300);
}

TEST_CASE("sampled results: those of plans lie where those of calls do") {
  auto const x = sampled(one_at(11, spike) * mV, no_axis, times, no_axis);
  auto const slower = sampled(one_at(11, spike) * mV, no_axis, axis(5. * ms, 2. * ms, 11), no_axis);
  auto const k = sampled(kernel_at(3, 1) * nS, axis(-0.25 * ms, 0.25 * ms, 3), no_axis, no_axis);
  lax::conv_general_dilated_options const o{.dimension_numbers = channels_last};
  auto const lagging = lax::plan(x.quantity(), k, {2}, {{1, 1}}, o);
  auto const want = lax::conv_general_dilated(x, k, {2}, {{1, 1}}, o);
  for (int call = 0; call < 2; ++call) {
    auto const y = lagging(x);
    CHECK(same_samples(y.axis<1>(), want.axis<1>()));
    CHECK(y.raw() == want.raw());
  }
  try {
    lagging(slower);
    FAIL("accepted");
  } catch (shape_error const& e) { CHECK(e.category() == "axis_mismatch"); }
  auto const up = lax::plan(x, kernel_at(9, 4), {5}, same, lax::conv_transpose_options{});
  CHECK(same_samples(up(slower).axis<1>(), axis(4.2 * ms, 0.4 * ms, 55)));
}
