// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/runners.hpp>

#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/dsp/filters/savitzky_golay.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units::spelled;
namespace dsp = convolt::dsp;
namespace detail = convolt::dsp::detail;
using numbers = xt::xtensor<double, 1>;

template <class What>
auto made(What const& what) {
  return detail::make_runner<float, convolt::target_arch>(what, 1000., 2);
}

}  // namespace

TEST_CASE("everything that streams are made of has a runner and a unit", "[dsp]") {
  numbers const taps{1, 2};
  std::vector<dsp::section> const chain(2);
  static_assert(std::is_same_v<decltype(made(taps).runner), detail::fir_runner<float>>);
  static_assert(std::is_same_v<decltype(made(chain).runner), detail::section_runner>);
  static_assert(std::is_same_v<decltype(made(dsp::resampling(3, 2)).runner), detail::resampling_runner<float>>);
  static_assert(std::is_same_v<decltype(made(dsp::delays(taps * ms)).runner), detail::delay_runner<float>>);
  static_assert(std::is_same_v<decltype(made(dsp::partitioned(taps, 4)).runner), detail::partitioned_runner<float>>);
  CHECK(convolt::any_unit(made(taps * mV).unit) == convolt::any_unit(mV));
  CHECK(convolt::any_unit(made(dsp::partitioned(taps * mV, 4)).unit) == convolt::any_unit(mV));
  CHECK(convolt::any_unit(made(chain).unit) == convolt::any_unit(convolt::one));
  CHECK(made(taps).runner.channels() == 2);
  auto const low = dsp::lowpass(80. * Hz);
  static_assert(std::is_same_v<decltype(made(dsp::butterworth(3, low)).runner), detail::section_runner>);
  static_assert(std::is_same_v<decltype(made(dsp::firwin(5, low)).runner), detail::fir_runner<float>>);
  CHECK(convolt::any_unit(made(dsp::savitzky_golay<1>(5. * ms, 2)).unit) == convolt::any_unit(convolt::one / ms));
  CHECK_THROWS_AS(made(dsp::butterworth(3, dsp::lowpass(500. * Hz))), convolt::parameter_error);
}

TEST_CASE("only delays say how many channels there are", "[dsp]") {
  CHECK(detail::channels_of(numbers{1, 2, 3}) == 0);
  CHECK(detail::channels_of(dsp::delays(numbers{1, 2, 3} * ms)) == 3);
}

TEST_CASE("other things are no filters", "[dsp]") {
  static_assert(!detail::Streamable<float, double> && !detail::Streamable<float, std::vector<double>>);
  static_assert(!detail::Streamable<float, xt::xtensor<double, 2>>);
  static_assert(!detail::Streamable<float, xt::xtensor<std::complex<double>, 1>>);
}
