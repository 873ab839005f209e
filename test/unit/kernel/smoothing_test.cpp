// SPDX-License-Identifier: BSD-3-Clause
/// gaussian, boxcar, triangular, epanechnikov, laplacian over time, and gaussians over space: area 1 and the formulas.
#include <convolt/kernel/smoothing.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>

namespace {

using namespace convolt::units;
namespace kernel = convolt::kernel;

template <class K>
void check_area_one(K const& k) {
  CHECK(k.area() == Approx(1).epsilon(1e-15));
  CHECK(k.median().in(ms) == 0);
  CHECK(k.cdf(0. * ms) == Approx(0.5).epsilon(1e-15));
  CHECK(k.cdf(k.support().last) == Approx(1).epsilon(1e-15));
  CHECK_FALSE(k.is_causal());
  CHECK(convolt::same_dimension(k.unit(), Hz));
}

TEST_CASE("smoothing kernels have area 1 and are in 1/time") {
  check_area_one(kernel::gaussian(50. * ms));
  check_area_one(kernel::boxcar(50. * ms));
  check_area_one(kernel::triangular(50. * ms));
  check_area_one(kernel::epanechnikov(50. * ms));
  check_area_one(kernel::laplacian(50. * ms));
}

TEST_CASE("smoothing kernels are their formulas") {
  double const pi = 3.14159265358979323846;
  CHECK(kernel::gaussian(50. * ms)(30. * ms).in(one / ms) ==
        Approx(std::exp(-0.18) / (50 * std::sqrt(2 * pi))).epsilon(1e-14));
  CHECK(kernel::boxcar(50. * ms)(24.9 * ms).in(Hz) == Approx(20).epsilon(1e-15));
  CHECK(kernel::boxcar(50. * ms)(25. * ms).in(Hz) == 0);
  CHECK(kernel::boxcar(50. * ms)(-25. * ms).in(Hz) == Approx(20).epsilon(1e-15));
  CHECK(kernel::triangular(50. * ms)(-10. * ms).in(Hz) == Approx(16).epsilon(1e-15));
  CHECK(kernel::triangular(50. * ms)(50. * ms).in(Hz) == 0);
  CHECK(kernel::epanechnikov(50. * ms)(10. * ms).in(Hz) == Approx(0.96 * 15).epsilon(1e-15));
  CHECK(kernel::laplacian(50. * ms)(-50. * ms).in(Hz) == Approx(10 * std::exp(-1.)).epsilon(1e-15));
  CHECK(kernel::gaussian(50. * ms, 3. * mV).area().in(mV) == Approx(3).epsilon(1e-15));
  CHECK(kernel::gaussian(50. * ms).with_peak(1.)(0. * ms) == Approx(1).epsilon(1e-15));
}

TEST_CASE("gaussians over space") {
  auto const depth = kernel::spatial_gaussian(20. * um);
  CHECK(depth(0. * mm).in(one / um) == Approx(0.39894228040143267794 / 20).epsilon(1e-15));
  auto const field = kernel::spatial_gaussian(2. * degree, 30. * Hz);
  CHECK(field.area().in(Hz) == Approx(30).epsilon(1e-14));
  CHECK(field(0. * degree).in(Hz / degree) == Approx(30 * 0.39894228040143267794 / 2).epsilon(1e-14));
}

TEST_CASE("widths that are none are refused") {
  for (double bad : {0., -1., std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(kernel::gaussian(bad * ms), convolt::parameter_error);
    CHECK_THROWS_AS(kernel::boxcar(bad * ms), convolt::parameter_error);
    CHECK_THROWS_AS(kernel::triangular(bad * ms), convolt::parameter_error);
    CHECK_THROWS_AS(kernel::epanechnikov(bad * ms), convolt::parameter_error);
    CHECK_THROWS_AS(kernel::laplacian(bad * ms), convolt::parameter_error);
    CHECK_THROWS_AS(kernel::spatial_gaussian(bad * um), convolt::parameter_error);
  }
}

template <class Q>
concept makes_gaussian = requires(Q q) { kernel::gaussian(q); };
template <class Q>
concept makes_spatial_gaussian = requires(Q q) { kernel::spatial_gaussian(q); };
template <class U>
using number = convolt::quantity<U, double>;
static_assert(makes_gaussian<number<decltype(ms)>> && !makes_gaussian<number<decltype(um)>> && !makes_gaussian<double>);
static_assert(makes_spatial_gaussian<number<decltype(um)>> && !makes_spatial_gaussian<number<decltype(ms)>>);

}  // namespace
