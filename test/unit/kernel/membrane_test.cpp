// SPDX-License-Identifier: BSD-3-Clause
/// Synaptic currents on a leaky membrane: closed forms, their limits, and the integral itself.
#include <convolt/kernel/membrane.hpp>

#include <convolt/kernel/exponential.hpp>
#include <convolt/kernel/smoothing.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <unit/kernel/kernel_checks.hpp>

#include <cmath>

namespace {

using namespace convolt::units;
namespace kernel = convolt::kernel;

template <class K>
void check_against_quadrature(K const& k, double tau, double c) {
  auto const psp = kernel::membrane(k, tau * ms, c * pF);
  for (double t : {0.2, 1., 3., 9., 31.}) {
    CAPTURE(t);
    auto const integrand = [&](double s) { return k(s * ms).in(pA)*std::exp(-(t - s) / tau) / c; };
    CHECK(psp(t * ms).in(mV) == Approx(kernel_checks::quadrature(integrand, 0, t)).epsilon(1e-11));
  }
  CHECK(psp(0. * ms).in(mV) == 0);
  CHECK(psp.area().in(mV * ms) == Approx(k.area().in(pA * ms) * tau / c).epsilon(1e-13));
}

TEST_CASE("a current on a membrane is the integral of current times decay") {
  check_against_quadrature(kernel::exponential(5. * ms, 20. * pA), 10., 250.);
  check_against_quadrature(kernel::alpha(2. * ms, 50. * pA), 10., 250.);
  check_against_quadrature(kernel::double_exponential(1. * ms, 6. * ms, -30. * pA), 10., 250.);
}

TEST_CASE("a current on a membrane has its limits where time constants meet") {
  check_against_quadrature(kernel::exponential(10. * ms, 20. * pA), 10., 250.);
  check_against_quadrature(kernel::alpha(10. * ms, 50. * pA), 10., 250.);
  check_against_quadrature(kernel::alpha(2. * ms, 50. * pA), 2.0000001, 250.);
  check_against_quadrature(kernel::double_exponential(1. * ms, 10. * ms, 30. * pA), 10., 250.);
  check_against_quadrature(kernel::double_exponential(10. * ms, 10. * ms, 30. * pA), 10., 250.);
}

TEST_CASE("units: a time constant may be a resistance times a capacitance, a capacitance one per area") {
  auto const k = kernel::alpha(2. * ms);
  auto const psp = kernel::membrane(k, 40. * MOhm * (250. * pF), 250. * pF);
  auto const same = kernel::membrane(k, 10. * ms, 0.25 * nF);
  CHECK((50. * pA * psp(3. * ms)).in(mV) == Approx((50. * pA * same(3. * ms)).in(mV)).epsilon(1e-14));
  auto const per_area = kernel::membrane(k, 10. * ms, 1. * uF / (cm * cm));
  CHECK((1. * uA / (cm * cm) * per_area(3. * ms)).in(mV) > 0);
  auto const spine_and_soma = kernel::membrane(kernel::membrane(k, 10. * ms, 250. * pF), 3. * ms, 1. * pF);
  CHECK(spine_and_soma.shape().stages == 4);
}

TEST_CASE("time constants and capacitances that are none are refused") {
  auto const k = kernel::alpha(2. * ms);
  CHECK_THROWS_AS(kernel::membrane(k, -10. * ms, 250. * pF), convolt::parameter_error);
  CHECK_THROWS_AS(kernel::membrane(k, 10. * ms, 0. * pF), convolt::parameter_error);
  CHECK_THROWS_AS(kernel::membrane(k, 10. * ms, std::nan("") * pF), convolt::parameter_error);
}

template <class K, class Tau, class C>
concept makes_membrane = requires(K k, Tau tau, C c) { kernel::membrane(k, tau, c); };
using alpha = decltype(kernel::alpha(2. * ms));
using gaussian = decltype(kernel::gaussian(2. * ms));
using time = convolt::quantity<decltype(ms), double>;
using capacitance = convolt::quantity<decltype(pF), double>;
static_assert(makes_membrane<alpha, time, capacitance> && !makes_membrane<alpha, capacitance, time>);
static_assert(!makes_membrane<gaussian, time, capacitance> && !makes_membrane<alpha, time, time>);
static_assert(kernel::ExponentialFamily<alpha> && !kernel::ExponentialFamily<gaussian>);

}  // namespace
