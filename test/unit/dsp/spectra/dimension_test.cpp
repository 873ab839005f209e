// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/dimension.hpp.

#include <convolt/dsp/spectra/dimension.hpp>

#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <array>
#include <complex>
#include <cstddef>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

template <std::size_t Rank>
using numbers = xt::xtensor<double, Rank, xt::layout_type::row_major>;
using in_ms = axis<milli<second>, double>;
using in_um = axis<micro<metre>, double>;
template <class... A>
using signal = sampled<milli<volt>, double, A...>;
constexpr dsp::detail::the_only_one unnamed{};
constexpr std::size_t none = detail::no_dimension;

static_assert(dsp::detail::time_at<unnamed, signal<no_axis_t, in_ms>> == 1);
static_assert(dsp::detail::time_at<unnamed, signal<in_ms, in_um>> == 0);
static_assert(dsp::detail::time_at<unnamed, signal<in_ms, in_ms>> == none);
static_assert(dsp::detail::time_at<-1, signal<in_ms, in_ms>> == 1);
static_assert(dsp::detail::time_at<0, signal<in_ms, in_ms>> == 0);
static_assert(dsp::detail::time_at<ms, signal<no_axis_t, in_ms>> == 1);
static_assert(dsp::detail::time_at<unnamed, numbers<1>> == 0);
static_assert(dsp::detail::time_at<unnamed, numbers<2>> == none);
static_assert(dsp::detail::time_at<-2, numbers<2>> == 0);
static_assert(dsp::detail::time_at<2, numbers<2>> == none);
static_assert(dsp::detail::time_at<unnamed, int> == none);

}  // namespace

TEST_CASE("frequencies go up to half the rate, or from minus half of it") {
  auto const one_sided = dsp::detail::frequencies_of<double>(10, 1000);
  CHECK((one_sided.count() == 6 && one_sided.start().raw() == 0 && one_sided.step().raw() == 100));
  CHECK(dsp::detail::frequencies_of<double>(9, 900).count() == 5);
  auto const even = dsp::detail::frequencies_of<std::complex<double>>(10, 1000);
  CHECK((even.count() == 10 && even.start().raw() == -500));
  auto const odd = dsp::detail::frequencies_of<std::complex<double>>(9, 900);
  CHECK((odd.count() == 9 && odd.start().raw() == -400));
}

TEST_CASE("times of segments are in the unit of the axis, or in seconds") {
  signal<in_ms> const x(numbers<1>(std::array<std::size_t, 1>{50}) * mV, in_ms(100. * ms, 2. * ms, 50));
  auto const t = dsp::detail::moved_axis(dsp::detail::axis_of_time<0>(x, 50, 500), 1.5, 4, 3);
  CHECK((t.start().raw() == 103 && t.step().raw() == 8 && t.count() == 3));
  auto const s = dsp::detail::axis_of_time<0>(x.raw(), 50, 500);
  CHECK((s.start().raw() == 0 && s.step().raw() == 2e-3 && s.count() == 50));
}
