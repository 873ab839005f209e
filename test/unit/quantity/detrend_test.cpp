// SPDX-License-Identifier: BSD-3-Clause
/// Lines without their trends, against SciPy (numpy/make_references.py).
#include <convolt/quantity/detrend.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled_compare.hpp>

#include <support/catch.hpp>
#include <unit/quantity/numpy/compared.hpp>

#include <cmath>
#include <complex>
#include <cstdint>

namespace {

using namespace convolt::units;
namespace numpy = convolt::test::numpy;
using convolt::detrend;
using convolt::trend;

TEST_CASE("lines and means are taken off as SciPy does, along any axis") {
  auto const q = numpy::matrix_array() * mV;
  auto const s = numpy::sampled_matrix();
  CHECK(numpy::distance(detrend(q).raw(), numpy::detrended_rows) < 1e-13);
  CHECK(numpy::distance(detrend(q, trend::linear, 0).raw(), numpy::detrended_columns) < 1e-13);
  CHECK(numpy::distance(detrend(q, trend::constant).raw(), numpy::centred_rows) < 1e-14);
  CHECK(numpy::distance(detrend<ms>(s).raw(), numpy::detrended_rows) < 1e-13);
  CHECK(numpy::distance(detrend<-2>(s).raw(), numpy::detrended_columns) < 1e-13);
  auto const flat = detrend(s.select<0>(1), trend::constant);
  CHECK((flat.unit() == mV));
  CHECK(same_samples(flat.axis<0>(), s.axis<1>()));
  CHECK(numpy::distance(flat.raw(), numpy::centred_rows, 9, 9) < 1e-14);
}

TEST_CASE("a straight line leaves nothing, of integers and of complex numbers too") {
  xt::xtensor<std::int16_t, 1> const ramp{-30000, -10000, 10000, 30000};
  CHECK(convolt::amax(convolt::abs(detrend(ramp * uV))).raw() < 1e-9);
  using complex = std::complex<double>;
  xt::xtensor<complex, 1> const z{complex(0, 1), complex(1, 3), complex(2, 5)};
  CHECK(convolt::amax(convolt::abs(detrend(z * mV))).raw() < 1e-14);
}

TEST_CASE("one sample and none have no slope, a NaN is in all of its line") {
  CHECK(detrend(xt::xtensor<double, 1>({5.}) * mV).raw()(0) == 0.);
  CHECK(detrend(xt::xtensor<double, 2>(std::array<std::size_t, 2>{2, 0}) * mV).size() == 0);
  xt::xtensor<double, 2> const holey{{1., std::nan(""), 3.}, {1., 2., 3.}};
  auto const left = detrend(holey * mV);
  CHECK(std::isnan(left.raw()(0, 2)));
  CHECK(left.raw()(1, 2) == Approx(0.).margin(1e-15));
  CHECK_THROWS_AS(detrend(holey * mV, trend::linear, 2), convolt::parameter_error);
}

}  // namespace
