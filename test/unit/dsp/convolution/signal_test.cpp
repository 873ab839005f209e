// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/signal.hpp: what types say about a call.

#include <convolt/dsp/convolution/signal.hpp>

#include <convolt/kernel/exponential.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <concepts>
#include <utility>

using namespace convolt;
using namespace convolt::units;
namespace signals = dsp::detail;

namespace {

using time_axis = axis<milli<second>>;
using depth_axis = axis<micro<metre>>;
template <class... Axes>
using trace = sampled<milli<volt>, double, Axes...>;
using taps = xt::xtensor<double, 1>;
using image_taps = xt::xtensor<double, 2>;
using decay = decltype(kernel::exponential(1. * ms));

template <class X, class H>
constexpr std::pair<std::size_t, std::size_t> usual() {
  constexpr auto list = signals::usual_dimensions<X, H>();
  return {list.count, list.at[0]};
}
using pair = std::pair<std::size_t, std::size_t>;

// as many axes as the kernel
static_assert(usual<taps, taps>() == pair{1, 0});
static_assert(usual<trace<no_axis_t>, taps>() == pair{1, 0});
static_assert(usual<trace<depth_axis, time_axis>, image_taps>() == pair{2, 0});
// what measures what the lags do
static_assert(usual<trace<depth_axis, time_axis>, decay>() == pair{1, 1});
static_assert(usual<trace<depth_axis, time_axis>, sampled<volt, double, depth_axis>>() == pair{1, 0});
// time, the only axis, none
static_assert(usual<trace<depth_axis, time_axis>, taps>() == pair{1, 1});
static_assert(usual<trace<no_axis_t, depth_axis>, taps>() == pair{1, 1});
static_assert(usual<trace<time_axis, time_axis>, taps>().first == 0);
static_assert(usual<trace<depth_axis, depth_axis>, decay>().first == 0);
static_assert(usual<xt::xtensor<double, 2>, taps>().first == 0);
static_assert(usual<xt::xarray<double>, taps>().first == 0);

static_assert(signals::Kernel<decay> && signals::Kernel<taps> && signals::Kernel<trace<time_axis>>);
static_assert(!signals::Kernel<double> && !signals::Kernel<xt::xtensor<int, 1>>);
static_assert(signals::SignalArray<xt::xarray<std::complex<float>>>);
static_assert(!signals::SignalArray<xt::xtensor<long, 1>>);
static_assert(std::same_as<signals::lag_unit_t<decay>, milli<second>>);
static_assert(std::same_as<signals::lag_unit_t<trace<depth_axis>>, micro<metre>>);
static_assert(std::same_as<signals::lag_unit_t<taps>, signals::no_unit>);

}  // namespace

TEST_CASE("a mask is looked at beside its signal") {
  taps const x{1., 2.};
  xt::xtensor<bool, 1> const mask{false, true};
  auto const known = dsp::masked(x, mask);
  CHECK(&signals::without_mask(known) == &x);
  CHECK(&signals::without_mask(x) == &x);
  CHECK(&known.mask == &mask);
  static_assert(std::same_as<signals::unmasked_t<decltype(known)>, taps>);
  sampled const with_axis(mask, axis(0. * ms, 1. * ms, 2));
  CHECK(dsp::masked(x, with_axis).mask(1));
  static_assert(!dsp::MaskArray<taps>);
}
