// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/prototype.hpp.

#include <convolt/dsp/filters/prototype.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>

using namespace convolt::dsp::detail;

namespace {
std::complex<double> product_of(complex_list const& all) {
  std::complex<double> product = 1;
  for (auto const& x : all) { product *= x; }
  return product;
}
}  // namespace

TEST_CASE("the poles of Butterworth lie on the left half of the unit circle, with their conjugates") {
  for (int const n : {1, 2, 3, 7}) {
    complex_list const poles = butterworth_poles(n);
    REQUIRE(poles.size() == static_cast<std::size_t>(n));
    for (auto const& p : poles) {
      CHECK(std::abs(p) == Approx(1).epsilon(1e-15));
      CHECK(p.real() < 0);
    }
    CHECK(std::abs(product_of(poles) - std::pow(-1., n)) < 1e-14);
  }
  CHECK(butterworth_poles(3)[1] == std::complex<double>(-1, 0));
}

TEST_CASE("reverse Bessel polynomials are what their coefficients say, where these lose no digits") {
  // theta_3(s) = s^3 + 6 s^2 + 15 s + 15, theta_2(s) = s^2 + 3 s + 3
  for (std::complex<double> const w : {std::complex<double>(0.3, 0.2), {2.1, 1.7}, {0.1, -3}}) {
    reverse_bessel const f(3, w);
    auto const s = -w;
    CHECK(std::abs(f.of_n - (((s + 6.) * s + 15.) * s + 15.) * std::exp(w)) < 1e-13 * std::exp(w.real()) * 100);
    CHECK(std::abs(f.of_one_less - ((s + 3.) * s + 3.) * std::exp(w)) < 1e-13 * std::exp(w.real()) * 10);
  }
}

TEST_CASE("the poles of Bessel are zeros of its polynomials, their product is 1") {
  // theta_2(s) = s^2 + 3 s + 3 with s = sqrt(3) p
  complex_list const two = bessel_poles(2);
  CHECK(std::abs(two[0] - std::complex<double>(-std::sqrt(3.) / 2, two[0].imag() > 0 ? 0.5 : -0.5)) < 1e-15);
  for (int n = 1; n <= highest_bessel_order; ++n) {
    complex_list const poles = bessel_poles(n);
    REQUIRE(poles.size() == static_cast<std::size_t>(n));
    CHECK(std::abs(product_of(poles) - std::pow(-1., n)) < 1e-12);
    std::size_t real = 0;
    for (auto const& p : poles) { real += p.imag() == 0 ? 1u : 0u; }
    CHECK(real == static_cast<std::size_t>(n % 2));
  }
}
