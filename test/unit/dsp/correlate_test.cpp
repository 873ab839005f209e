// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/correlate.hpp. (Its numbers are compared with SciPy's in convolve_test.cpp.)

#include <convolt/dsp/correlate.hpp>

#include <convolt/dsp/correlation_lags.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("the axis of a correlation holds the lags") {
  xt::xtensor<double, 1> numbers = xt::zeros<double>({20});
  numbers(13) = 1;
  sampled const x(numbers * mV, axis(5. * ms, 0.5 * ms, 20));
  sampled const w(xt::xtensor<double, 1>{0., 1., 0.} * mV, axis(1. * ms, 0.5 * ms, 3));
  auto const r = dsp::correlate(x, w, measure::sum, {.mode = convolt::full});
  CHECK(r.axis<0>().start() == (5. - 1. - 2 * 0.5) * ms);
  CHECK(same_samples(r.axis<0>(), dsp::correlation_lags(x.axis<0>(), w.axis<0>(), convolt::full)));
  // x is at 11.5 ms what w is at 1.5 ms
  CHECK(r(r.axis<0>().index_of(10. * ms)).in(mV * mV) == 1.);
  CHECK(r.raw()(0) == 0.);
}

TEST_CASE("a matched filter peaks where its template is") {
  xt::xtensor<double, 1> const shape{1., 4., -2., 1., 1.};
  xt::xtensor<double, 1> numbers = xt::zeros<double>({30});
  for (std::size_t k = 0; k < 5; ++k) { numbers(10 + k) = shape(k); }
  auto const r = dsp::correlate(sampled(numbers * uV, axis(0. * ms, 1. * ms, 30)), shape * uV, measure::integral);
  CHECK(r(12).in(uV * uV * ms) == 23.);  // lag 0 of five taps is tap 2
  CHECK(same_samples(r.axis<0>(), axis(0. * ms, 1. * ms, 30)));
}

TEST_CASE("the second operand is conjugated") {
  using z = std::complex<double>;
  xt::xtensor<z, 1> const x{z(1, 2), z(3, -1)};
  auto const r = dsp::correlate(x, x, measure::sum, {.mode = convolt::full});
  CHECK(r(1) == z(1 + 4 + 9 + 1, 0));
  CHECK(r(0) == std::conj(r(2)));
}

TEST_CASE("variances of a correlation are those of the turned convolution") {
  xt::xtensor<double, 1> const v{1., 2., 4., 8.}, w{1., 0., 3.};
  auto const r = dsp::correlate_variance(v * (mV * mV), w * pA, measure::sum, {.mode = convolt::valid});
  CHECK(r(0).in(mV * mV * pA * pA) == 1 * 1 + 4 * 9.);
  CHECK(r(1).in(mV * mV * pA * pA) == 2 * 1 + 8 * 9.);
}
