// SPDX-License-Identifier: BSD-3-Clause
/// Kernels against SciPy: reference/make has made the arrays in reference/.
#include <convolt/kernel.hpp>

#include <convolt/io/npy.hpp>

#include <support/catch.hpp>

#include <array>
#include <string>

namespace {

using namespace convolt::units::spelled;
namespace kernel = convolt::kernel;

template <std::size_t Rank>
xt::xtensor<double, Rank> stored(char const* name) {
  return convolt::io::load_npy<double, Rank>(std::string("unit/kernel/reference/") + name + ".npy");
}

auto const lags = convolt::axis(-30. * ms, 0.25 * ms, 240);

template <class K>
void check_area_one(K const& given, std::size_t row) {
  auto const k = given.with_area(1.);
  auto const values = stored<2>("values"), cdf = stored<2>("cdf");
  CHECK(k.median().in(ms) == Approx(stored<1>("medians")(row)).epsilon(1e-9).margin(1e-12));
  auto const samples = kernel::samples(k, lags);
  for (std::size_t i = 0; i < lags.size(); ++i) {
    CAPTURE(row, i);
    bool const at_jump = k.jumps().size() == 1 && i == 120;
    if (!at_jump) { CHECK(samples(i).in(one / ms) == Approx(values(row, i)).epsilon(1e-8).margin(1e-16)); }
    CHECK(k.cdf(lags(i)) == Approx(cdf(row, i)).epsilon(1e-8).margin(1e-15));
  }
}

TEST_CASE("kernels of area 1 are SciPy's densities, their cdf and median SciPy's too") {
  check_area_one(kernel::gaussian(6.5 * ms), 0);
  check_area_one(kernel::laplacian(3.3 * ms), 1);
  check_area_one(kernel::boxcar(9.8 * ms), 2);
  check_area_one(kernel::triangular(7.3 * ms), 3);
  check_area_one(kernel::epanechnikov(8.1 * ms), 4);
  check_area_one(kernel::exponential(5.5 * ms), 5);
  check_area_one(kernel::alpha(2.5 * ms), 6);
}

/// The chain of filters has no scale: the shape of the kernel over its gain.
template <class K>
void check_chain(K const& k, std::size_t row) {
  auto const expected = stored<2>("chains");
  for (std::size_t i = 0; i < lags.size(); ++i) {
    CAPTURE(row, i);
    double const found = k.shape().value(lags(i).in(ms)) / k.shape().gain();
    CHECK(found == Approx(expected(row, i)).epsilon(1e-12).margin(1e-14));
  }
}

TEST_CASE("the exponential family is SciPy's matrix exponential of a chain of filters") {
  check_chain(kernel::double_exponential(0.5 * ms, 10. * ms), 0);
  check_chain(kernel::alpha(2. * ms), 1);
  check_chain(kernel::membrane(kernel::alpha(2. * ms), 10. * ms, 250. * pF), 2);
  check_chain(kernel::membrane(kernel::double_exponential(1. * ms, 10. * ms), 10. * ms, 250. * pF), 3);
  check_chain(kernel::membrane(kernel::alpha(3. * ms), 3. * ms, 250. * pF), 4);
  auto const two = kernel::membrane(kernel::double_exponential(2. * ms, 2.1 * ms), 2.2 * ms, 250. * pF);
  check_chain(kernel::membrane(two, 7. * ms, 10. * pF), 5);
}

}  // namespace
