// SPDX-License-Identifier: BSD-3-Clause
/// Root mean squares and covariances, against NumPy (numpy/make_references.py).
#include <convolt/quantity/second_moments.hpp>

#include <convolt/quantity/compare.hpp>

#include <support/catch.hpp>
#include <unit/quantity/numpy/compared.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

namespace {

using namespace convolt::units;
namespace numpy = convolt::test::numpy;
using convolt::covariance;
using convolt::ddof;
using convolt::rms;

template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("the root mean square keeps the unit") {
  auto const s = numpy::sampled_matrix();
  CHECK(numpy::distance(rms(s.quantity(), 1).raw(), numpy::rms_of_rows) < 1e-15);
  CHECK(numpy::distance(rms<ms>(s).raw(), numpy::rms_of_rows) < 1e-15);
  CHECK((rms(s).unit() == mV));
  CHECK(rms(xt::xtensor<std::complex<float>, 1>({std::complex<float>(3, 4)}) * mV).raw() == 5.f);
  CHECK(rms(xt::xtensor<std::int16_t, 1>{30000, -30000} * uV).raw() == 30000.);
  CHECK(std::isnan(rms(xt::xtensor<double, 1>({std::nan("")}) * mV).raw()));
  CHECK(fault([] { rms(xt::xtensor<double, 1>(std::array<std::size_t, 1>{0}) * mV); }) == "empty_axis");
}

TEST_CASE("a covariance matrix is NumPy's, in the unit squared") {
  auto const q = numpy::matrix_array() * mV;
  auto const c = covariance(q);
  CHECK((c.unit() == mV * mV));
  CHECK(numpy::distance(c.raw(), numpy::covariance) < 1e-13);
  CHECK(numpy::distance(covariance(q, ddof{0}).raw(), numpy::covariance_over_n) < 1e-13);
  auto const s = numpy::sampled_matrix();
  auto const channels = covariance<ms>(s);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(channels.axis<1>())>, convolt::no_axis_t>);
  CHECK(numpy::distance(channels.raw(), numpy::covariance) < 1e-13);
  auto const times = covariance<0>(s);
  CHECK(times.axis<0>().count() == 9);
  CHECK(numpy::distance(times.raw(), numpy::covariance_of_columns) < 1e-13);
}

TEST_CASE("the covariance of two has the product of their units") {
  auto const s = numpy::sampled_matrix();
  auto const v = s.select<0>(0);
  auto const i = s.select<0>(1).quantity().raw() * pA;
  auto const power = covariance(v.quantity(), i);
  CHECK((power.unit() == mV * pA));
  CHECK(power.raw() == Approx(numpy::covariance[1]));
  CHECK(covariance(v, s.select<0>(3), ddof{0}).raw() == Approx(numpy::covariance_over_n[3]));
  CHECK(covariance(v, v.as(V)).in(mV * mV) == Approx(numpy::covariance[0]));
  using complex = std::complex<double>;
  xt::xtensor<complex, 1> const z{complex(0, 1), complex(0, -1)};
  CHECK(covariance(z * mV, z * mV, ddof{0}).raw() == complex(1, 0));
}

TEST_CASE("what has no covariance is refused, or NaN") {
  xt::xtensor<double, 1> const two{1., 2.}, three{1., 2., 3.}, single{1.}, none(std::array<std::size_t, 1>{0});
  CHECK(fault([&] { covariance(two * mV, three * mV); }) == "length_mismatch");
  CHECK(fault([&] { covariance(none * mV, none * mV); }) == "empty_axis");
  CHECK(std::isnan(covariance(xt::xtensor<double, 1>({1.}) * mV, xt::xtensor<double, 1>({2.}) * mV).raw()));
  auto const v = numpy::sampled_matrix().select<0>(0);
  auto const late = convolt::sampled(v.quantity(), convolt::axis(5. * ms, 1. * ms, 9));
  CHECK(fault([&] { covariance(v, late); }) == "axis_mismatch");
  xt::xarray<double> const cube = xt::ones<double>({2, 2, 2});
  CHECK(fault([&] { covariance(cube * mV); }) == "rank_mismatch");
  xt::xtensor<double, 2> const holey{{1., std::nan(""), 3.}, {1., 2., 4.}};
  auto const c = covariance(holey * mV);
  CHECK(std::isnan(c.raw()(0, 1)));
  CHECK(c.raw()(1, 1) == Approx(7. / 3));
}

}  // namespace
