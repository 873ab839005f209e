// SPDX-License-Identifier: BSD-3-Clause
/// Percentiles, medians and mads, against NumPy and SciPy (numpy/make_references.py), and where there is nothing to
/// order.
#include <convolt/quantity/percentile.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>

#include <support/catch.hpp>
#include <unit/quantity/numpy/compared.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

namespace {

using namespace convolt::units;
namespace numpy = convolt::test::numpy;
using convolt::keepdims;
using convolt::mad;
using convolt::median;
using convolt::noise_level;
using convolt::percentile;

template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("percentiles are those of NumPy, over everything and along each axis") {
  auto const q = numpy::matrix_array() * mV;
  auto const s = numpy::sampled_matrix();
  for (std::size_t k = 0; k < numpy::percentiles.size(); ++k) {
    double const p = numpy::percentiles[k];
    INFO("p " << p);
    CHECK(percentile(q, p).in(mV) == Approx(numpy::percentiles_of_all[k]).epsilon(1e-15));
    CHECK(percentile(s, p).raw() == percentile(q, p).raw());
    CHECK(numpy::distance(percentile(q, p, 1).raw(), numpy::percentiles_of_rows, 4 * k, 4) < 1e-14);
    CHECK(numpy::distance(percentile(q, p, -2).raw(), numpy::percentiles_of_columns, 9 * k, 9) < 1e-14);
    CHECK(numpy::distance(percentile<ms>(s, p).raw(), numpy::percentiles_of_rows, 4 * k, 4) < 1e-14);
    CHECK(numpy::distance(percentile<0>(s, p, keepdims).raw(), numpy::percentiles_of_columns, 9 * k, 9) < 1e-14);
  }
}

TEST_CASE("medians and mads are those of NumPy and SciPy, in the unit") {
  auto const q = numpy::matrix_array() * mV;
  auto const s = numpy::sampled_matrix();
  CHECK(numpy::distance(median(q, 1).raw(), numpy::median_of_rows) < 1e-15);
  CHECK(numpy::distance(mad(q, 1).raw(), numpy::mad_of_rows) < 1e-15);
  CHECK(numpy::distance(mad<0>(s).raw(), numpy::mad_of_columns) < 1e-15);
  CHECK((median<1>(s).unit() == mV));
  CHECK(noise_level<1>(s).raw()(2) == Approx(numpy::mad_of_rows[2] / 0.6745).epsilon(1e-15));
  CHECK((s - median<ms>(s)).raw()(1, 0) == -2.65 - numpy::median_of_rows[1]);
}

TEST_CASE("one sample is its own percentile, of integers they are in double, of float in float") {
  CHECK(percentile(xt::xtensor<double, 1>({7.}) * mV, 12.).raw() == 7.);
  CHECK(mad(xt::xtensor<double, 1>({7.}) * mV).raw() == 0.);
  xt::xtensor<std::int16_t, 1> const counts{3, -2, 32767, 32766};
  static_assert(std::is_same_v<decltype(median(counts * uV).raw()), double&&>);
  CHECK(median(counts * uV).raw() == 16384.5);
  CHECK(mad(counts * uV).raw() == 16382.);
  static_assert(std::is_same_v<decltype(median(xt::xtensor<float, 1>() * uV).raw()), float&&>);
  CHECK(median(xt::xtensor<double, 2>{{1., 2.}, {3., 5.}}) == 2.5);
  xt::xarray<double> const any_rank{{1., 2.}, {3., 5.}};
  CHECK(median(any_rank * mV, 0).raw()(1) == 3.5);
}

TEST_CASE("a NaN is in what it is a part of, infinities are ordered") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  xt::xtensor<double, 2> const x{{1., nan, 3.}, {inf, inf, 2.}, {-inf, inf, 0.}};
  auto const m = median(x * mV, 1);
  CHECK(std::isnan(m.raw()(0)));
  CHECK(m.raw()(1) == inf);
  CHECK(m.raw()(2) == 0.);
  CHECK(percentile(x * mV, 75., 1).raw()(1) == inf);
  CHECK(std::isnan(mad(x * mV).raw()));
  CHECK(median(xt::xtensor<double, 1>{1., inf} * mV).raw() == inf);
  CHECK(percentile(xt::xtensor<double, 1>{-inf, 1.} * mV, 25.).raw() == -inf);
  CHECK(std::isnan(median(xt::xtensor<double, 1>{-inf, inf} * mV).raw()));
}

TEST_CASE("no samples and percentiles that are none are refused") {
  xt::xtensor<double, 2> const none(std::array<std::size_t, 2>{3, 0});
  xt::xtensor<double, 1> const x{1., 2.};
  CHECK(fault([&] { median(none * mV); }) == "empty_axis");
  CHECK(fault([&] { mad(none * mV, 1); }) == "empty_axis");
  CHECK(median(none * mV, 0).size() == 0);
  CHECK(fault([&] { percentile(x * mV, -0.1); }) == "bad_percentile");
  CHECK(fault([&] { percentile(x * mV, 100.1); }) == "bad_percentile");
  CHECK(fault([&] { percentile(x * mV, std::nan("")); }) == "bad_percentile");
  CHECK(fault([&] { percentile(x * mV, 50., 1); }) == "bad_axis");
}

TEST_CASE("a percentage may say that it is one") {
  xt::xtensor<double, 1> const x{0., 1., 2., 3., 4.};
  CHECK(percentile(x * mV, 25. * percent) == 1. * mV);
  CHECK(percentile(x * mV, 25) == 1. * mV);
  CHECK(percentile(x * mV, 0.25 * convolt::one) == percentile(x * mV, 25.));
  CHECK(percentile(x * mV, 1. * mV / (4. * mV)) == 1. * mV);
  CHECK(fault([&] { percentile(x * mV, 101. * percent); }) == "bad_percentile");
  static_assert(!std::is_convertible_v<convolt::scalar<mV>, convolt::detail::percentage>);
}

}  // namespace
