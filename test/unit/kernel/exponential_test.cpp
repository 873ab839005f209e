// SPDX-License-Identifier: BSD-3-Clause
/// exponential, alpha, double_exponential: closed forms, peak 1, and the limit where two time constants meet.
#include <convolt/kernel/exponential.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>

namespace {

using namespace convolt::units;
namespace kernel = convolt::kernel;

TEST_CASE("synaptic kernels are their formulas, with peak 1") {
  auto const k = kernel::exponential(5. * ms);
  auto const alpha = kernel::alpha(2. * ms);
  auto const slow = kernel::double_exponential(1. * ms, 10. * ms);
  double const norm = std::exp(-std::log(10.) / 9) - std::exp(-10 * std::log(10.) / 9);
  for (double t : {0., 0.1, 1., 2., 5., 40.}) {
    CAPTURE(t);
    CHECK(k(t * ms) == Approx(std::exp(-t / 5)).epsilon(1e-15));
    CHECK(alpha(t * ms) == Approx(t / 2 * std::exp(1 - t / 2)).epsilon(1e-14));
    CHECK(slow(t * ms) == Approx((std::exp(-t / 10) - std::exp(-t)) / norm).epsilon(1e-14));
  }
  CHECK(k.peak() == 1.);
  CHECK(alpha.peak() == Approx(1).epsilon(1e-15));
  CHECK(alpha.peak_lag().in(ms) == 2);
  CHECK(alpha.area().in(ms) == Approx(2 * std::exp(1.)).epsilon(1e-15));
  CHECK(slow.peak() == Approx(1).epsilon(1e-15));
  CHECK(slow.peak_lag().in(ms) == Approx(10. / 9 * std::log(10.)).epsilon(1e-15));
}

TEST_CASE("the second argument multiplies") {
  auto const leak = kernel::exponential(10. * ms, 1. / (250. * pF));
  CHECK(leak(0. * ms).in(one / pF) == Approx(0.004).epsilon(1e-15));
  CHECK(leak.area().in(MOhm) == Approx(40).epsilon(1e-14));
  CHECK(kernel::alpha(2. * ms, 50. * pA).peak().in(pA) == Approx(50).epsilon(1e-15));
  CHECK(kernel::double_exponential(2. * ms, 5. * ms, 3 * nS).peak().in(nS) == Approx(3).epsilon(1e-15));
}

TEST_CASE("where the time constants of a double exponential meet it is the alpha function, and near it too") {
  auto const alpha = kernel::alpha(2. * ms);
  for (double apart : {0., 1e-15, 1e-12, 1e-9}) {
    CAPTURE(apart);
    auto const k = kernel::double_exponential(2. * ms, (2 + apart) * ms);
    for (double t : {0.01, 1., 2., 17.}) {
      CHECK(k(t * ms) == Approx(double(alpha(t * ms))).epsilon(1e-14 + 5 * apart));
    }
  }
  // The difference is of the order that calculus says, so digits are not lost on the way to the limit.
  auto const near = kernel::double_exponential(2. * ms, 2.0002 * ms);
  CHECK(near(6. * ms) == Approx(double(kernel::alpha(2.0001 * ms)(6. * ms))).epsilon(1e-8));
}

TEST_CASE("time constants may be given in any unit and any order, of any number type") {
  auto const k = kernel::double_exponential(500. * us, 0.01 * convolt::units::s);
  CHECK(k.lag_unit() == us);
  CHECK(k(3. * ms) == Approx(double(kernel::double_exponential(10. * ms, 0.5 * ms)(3. * ms))).epsilon(1e-14));
  CHECK(kernel::exponential(10 * ms)(10 * ms) == Approx(std::exp(-1.)).epsilon(1e-15));
  CHECK(kernel::exponential(10.f * ms)(10.f * ms) == Approx(std::exp(-1.)).epsilon(1e-15));
  auto const at_run_time = kernel::exponential(10. * convolt::any_unit(ms), 2. * convolt::any_unit(nS));
  CHECK(at_run_time(0. * ms).in(nS) == 2);
  CHECK_THROWS_AS(kernel::exponential(10. * convolt::any_unit(mV)), convolt::unit_error);
}

template <class F>
std::string category_of(F const& f) {
  try {
    f();
  } catch (convolt::parameter_error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("time constants that are none are refused") {
  for (double bad : {0., -1., std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    CAPTURE(bad);
    CHECK(category_of([&] { kernel::exponential(bad * ms); }) == "bad_time_constant");
    CHECK(category_of([&] { kernel::alpha(bad * ms); }) == "bad_time_constant");
    CHECK(category_of([&] { kernel::double_exponential(bad * ms, 2. * ms); }) == "bad_time_constant");
    CHECK(category_of([&] { kernel::double_exponential(2. * ms, bad * ms); }) == "bad_time_constant");
  }
  CHECK(category_of([] { kernel::alpha(2. * ms, std::nan("") * pA); }) == "bad_scale");
}

template <class... Q>
concept makes_exponential = requires(Q... q) { kernel::exponential(q...); };
template <class... Q>
concept makes_double_exponential = requires(Q... q) { kernel::double_exponential(q...); };
using time = convolt::quantity<decltype(ms), double>;
using voltage = convolt::quantity<decltype(mV), double>;
static_assert(makes_exponential<time> && makes_exponential<time, voltage>);
static_assert(!makes_exponential<double> && !makes_exponential<voltage> && !makes_exponential<voltage, time>);
static_assert(makes_double_exponential<time, time> && !makes_double_exponential<time, voltage>);

}  // namespace
