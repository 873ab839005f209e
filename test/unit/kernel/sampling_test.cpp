// SPDX-License-Identifier: BSD-3-Clause
/// Kernels as arrays: point values, taps, bin integrals, and the axes that are too coarse for them.
#include <convolt/kernel/sampling.hpp>

#include <convolt/kernel/exponential.hpp>
#include <convolt/kernel/smoothing.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>

namespace {

using namespace convolt::units;
namespace kernel = convolt::kernel;
using convolt::axis;

TEST_CASE("samples are values at the lags of an axis, in any unit of it") {
  auto const k = kernel::exponential(5. * ms, 2. * nS);
  auto const v = kernel::samples(k, axis(-1000. * us, 500. * us, 9));
  REQUIRE(v.shape(0) == 9);
  for (int i = 0; i < 9; ++i) {
    double const t = -1 + 0.5 * i;
    CHECK(v(i).in(nS) == Approx(t < 0 ? 0 : 2 * std::exp(-t / 5)).epsilon(1e-15));
  }
  CHECK(v.axis<0>().start().in(us) == -1000);
  auto const single = kernel::samples<float>(k, axis(0.f * ms, 0.5f * ms, 3));
  static_assert(std::is_same_v<decltype(single)::element_type, float>);
  CHECK(single(2).in(nS) == static_cast<float>(2 * std::exp(-0.2)));
  CHECK(kernel::samples(k, axis(0. * ms, 1. * ms, 0)).size() == 0);
  auto const back = kernel::samples(k, axis(1. * ms, -1. * ms, 3));
  CHECK(back(1).in(nS) == 2);
  CHECK(back(2).in(nS) == 0);
}

TEST_CASE("a lag that rounding puts beside a jump is at the jump") {
  auto const k = kernel::exponential(5. * ms);
  auto const v = kernel::samples(k, axis(-0.3 * ms, 0.1 * ms, 7));
  CHECK(-0.3 + 3 * 0.1 != 0);
  CHECK(v(3) == 1.);
  CHECK(v(2) == 0.);
  CHECK(kernel::samples(k, axis(-0.3 * ms, 0.1 * ms, 7), {.jump = kernel::at_jump::mean})(3) == 0.5);
  CHECK(kernel::samples(k, axis(-0.25 * ms, 0.1 * ms, 7), {.jump = kernel::at_jump::mean})(3) ==
        Approx(std::exp(-0.01)));
}

TEST_CASE("taps cover the support") {
  auto const box = kernel::taps(kernel::boxcar(4. * ms), 1. * ms);
  REQUIRE(box.size() == 5);
  CHECK(box.axis<0>().start().in(ms) == -2);
  CHECK(box(0).in(one / ms) == 0.25);
  CHECK(box(4).in(one / ms) == 0);
  auto const mean = kernel::taps(kernel::boxcar(4. * ms), 1. * ms, {.jump = kernel::at_jump::mean});
  CHECK(mean(0).in(one / ms) == 0.125);
  CHECK(mean(4).in(one / ms) == 0.125);
  auto const odd = kernel::taps(kernel::boxcar(5. * ms), 1. * ms);
  CHECK(odd.size() == 5);
  CHECK(odd.sum<0>().in(one / ms) == Approx(1).epsilon(1e-15));

  auto const alpha = kernel::taps(kernel::alpha(20. * ms), 0.1 * ms, {.tolerance = 1.2e-7});
  CHECK(alpha.size() == 3986);
  CHECK(alpha.axis<0>().start().in(ms) == 0);
  CHECK(!std::signbit(alpha.axis<0>().start().in(ms)));
  CHECK(alpha(alpha.size() - 1) < 1.3e-7);
  auto const smooth = kernel::taps(kernel::gaussian(2. * ms), 500. * us);
  CHECK(smooth.axis<0>().start().in(us) == -smooth.axis<0>().back().in(us));
  CHECK(smooth.sum<0>().in(one / ms) * 0.5 == Approx(1).epsilon(1e-14));
}

TEST_CASE("bin integrals are exact for any step, and sum to the area") {
  auto const k = kernel::alpha(2. * ms, 3. * pA);
  for (double step : {0.1, 7.}) {
    auto const bins = kernel::bin_integrals(k, axis(-7. * ms, step * ms, static_cast<int>(210 / step)));
    CHECK(bins.sum<0>().in(pA * ms) == Approx(k.area().in(pA * ms)).epsilon(1e-14));
    for (int i : {0, 1, 5, 20}) {
      auto const from = bins.axis<0>()(i);
      CHECK(bins(i).in(pA * ms) == Approx(k.integral(from, from + step * ms).in(pA * ms)).epsilon(1e-12));
    }
  }
  CHECK(kernel::bin_integrals(kernel::gaussian(2. * ms), axis(1. * ms, -1. * ms, 2))(0) ==
        Approx(kernel::gaussian(2. * ms).integral(0. * ms, 1. * ms)).epsilon(1e-14));
}

template <class E, class F>
std::string refused(F const& f) {
  try {
    f();
  } catch (E const& e) { return std::string(e.category()) + ": " + e.expected() + "; " + e.actual(); }
  return "";
}

TEST_CASE("an axis that is too coarse is refused with both numbers, or taken") {
  auto const k = kernel::alpha(2. * ms);
  std::string const both = "axis_too_coarse: at most its time constant, 2 ms; 2500 us";
  CHECK(refused<convolt::parameter_error>([&] { kernel::samples(k, axis(0. * us, 2500. * us, 9)); }) == both);
  CHECK(refused<convolt::parameter_error>([&] { kernel::taps(k, 2500. * us); }) == both);
  CHECK_NOTHROW(kernel::samples(k, axis(0. * us, 2000. * us, 9)));
  CHECK(kernel::samples(k, axis(0. * us, 2500. * us, 9), {.accept_coarse = true})(1) == k(2.5 * ms));
  CHECK(kernel::taps(k, 3. * ms, {.accept_coarse = true})(1) == k(3. * ms));
}

TEST_CASE("steps that are none, and taps without number, are refused") {
  auto const k = kernel::alpha(2. * ms);
  for (double bad : {0., -1., std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(kernel::taps(k, bad * ms), convolt::parameter_error);
  }
  CHECK(refused<convolt::parameter_error>([&] { kernel::taps(k, 1e-30 * ms); }) == "size_overflow: ; 1e-30 ms");
  CHECK(refused<convolt::parameter_error>([&] { kernel::taps(k, 1. * ms, {.tolerance = 2}); }) == "bad_tolerance: ; 2");
}

template <class K, class A>
concept can_sample = requires(K const& k, A const& a) {
  kernel::samples(k, a);
  kernel::bin_integrals(k, a);
};
using alpha = decltype(kernel::alpha(2. * ms));
static_assert(can_sample<alpha, convolt::axis<decltype(us)>> && !can_sample<alpha, convolt::axis<decltype(um)>>);
static_assert(can_sample<decltype(kernel::spatial_gaussian(2. * um)), convolt::axis<decltype(um)>>);

}  // namespace
