// SPDX-License-Identifier: BSD-3-Clause
/// The roots of unity against sines and cosines of higher precision.
#include <convolt/engine/fft/roots.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

namespace {

using roots = convolt::engine::fft::root_table<convolt::engine::default_arch>;

TEST_CASE("roots of unity are right to the last bits, for all powers of two") {
  for (convolt::index count = 1; count <= 1024; count *= 2) {
    roots const table(count);
    double worst = 0;
    for (convolt::index n = 0; n < count; ++n) {
      long double const angle =
          2 * std::numbers::pi_v<long double> * static_cast<long double>(n) / static_cast<long double>(count);
      std::complex<double> const root = table.root(n, count);
      worst = std::max(worst, static_cast<double>(std::abs(static_cast<long double>(root.real()) - std::cos(angle))));
      worst = std::max(worst, static_cast<double>(std::abs(static_cast<long double>(root.imag()) + std::sin(angle))));
    }
    CAPTURE(count);
    CHECK(worst <= std::numeric_limits<double>::epsilon());
  }
}

TEST_CASE("quarters of the circle are exact, and roots of a divisor are among those of a multiple") {
  roots const table(64);
  CHECK(table.root(0, 4) == std::complex<double>(1, 0));
  CHECK(table.root(1, 4) == std::complex<double>(0, -1));
  CHECK(table.root(2, 4) == std::complex<double>(-1, 0));
  CHECK(table.root(3, 4) == std::complex<double>(0, 1));
  CHECK(table.root(3, 16) == table.root(12, 64));
  CHECK(table.root(19, 16) == table.root(3, 16));
}

TEST_CASE("roots of any denominator are as exact, and as products of two nearly so") {
  using arch = convolt::engine::default_arch;
  for (convolt::index const count : {1, 2, 3, 5, 8, 12, 97, 1000}) {
    convolt::engine::fft::root_products<arch> const products(count);
    double worst = 0, worst_product = 0;
    for (convolt::index n = 0; n < count; ++n) {
      std::complex<long double> const exact = std::polar(
          1.L, -2 * std::numbers::pi_v<long double> * static_cast<long double>(n) / static_cast<long double>(count));
      std::complex<long double> const root = convolt::engine::fft::unit_root<arch>(n, count);
      worst = std::max(worst, static_cast<double>(std::abs(root - exact)));
      worst_product =
          std::max(worst_product, static_cast<double>(std::abs(std::complex<long double>(products(n)) - exact)));
    }
    CAPTURE(count);
    CHECK(worst <= std::numeric_limits<double>::epsilon());
    CHECK(worst_product <= 3 * std::numeric_limits<double>::epsilon());
  }
  CHECK(convolt::engine::fft::unit_root<arch>(3, 12) == std::complex<double>(0, -1));
  CHECK(convolt::engine::fft::unit_root<arch>(5, 10) == std::complex<double>(-1, 0));
}

}  // namespace
