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

}  // namespace
