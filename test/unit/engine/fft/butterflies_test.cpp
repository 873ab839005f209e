// SPDX-License-Identifier: BSD-3-Clause
/// The transforms in registers against the sums that define them.
#include <convolt/engine/fft/butterflies.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <numbers>

namespace {

using convolt::engine::default_arch;
using convolt::engine::simd;
using convolt::engine::fft::complex_vectors;

template <class T>
std::complex<T> lane(convolt::engine::fft::complex_vector<T, default_arch> const& z) {
  std::size_t const last = convolt::engine::lanes<T, default_arch> - 1;
  return {z.re.get(last), z.im.get(last)};
}

template <class T, std::size_t R>
complex_vectors<T, default_arch, R> example() {
  complex_vectors<T, default_arch, R> x;
  for (std::size_t i = 0; i < R; ++i) {
    x[i].re = simd<T, default_arch>(static_cast<T>(i * i % 7));
    x[i].im = simd<T, default_arch>(static_cast<T>(i * 3 % 5) - T(2));
  }
  return x;
}

template <class T, std::size_t R, bool Inverse>
void check_transform() {
  complex_vectors<T, default_arch, R> const x = example<T, R>();
  complex_vectors<T, default_arch, R> y = x;
  convolt::engine::fft::transform_registers<Inverse, T, default_arch, R>(y);
  for (std::size_t k = 0; k < R; ++k) {
    std::complex<double> sum = 0;
    for (std::size_t n = 0; n < R; ++n) {
      double const angle = 2 * std::numbers::pi * static_cast<double>(k * n % R) / static_cast<double>(R);
      sum += std::complex<double>(lane(x[n])) * std::polar(1., Inverse ? angle : -angle);
    }
    CAPTURE(R, Inverse, k);
    CHECK(std::abs(std::complex<double>(lane(y[k])) - sum) <=
          40 * static_cast<double>(std::numeric_limits<T>::epsilon()));
  }
}

TEMPLATE_TEST_CASE("one to five and eight values are transformed forward and back", "", float, double) {
  check_transform<TestType, 1, false>();
  check_transform<TestType, 2, false>();
  check_transform<TestType, 3, false>();
  check_transform<TestType, 4, false>();
  check_transform<TestType, 5, false>();
  check_transform<TestType, 8, false>();
  check_transform<TestType, 2, true>();
  check_transform<TestType, 3, true>();
  check_transform<TestType, 4, true>();
  check_transform<TestType, 5, true>();
  check_transform<TestType, 8, true>();
}

TEST_CASE("all values but the first are multiplied by their factors") {
  double const factors[] = {0, 1, 2, 0, 1, 1};
  complex_vectors<double, default_arch, 4> const x = example<double, 4>();
  complex_vectors<double, default_arch, 4> y = x;
  convolt::engine::fft::twist<false, double, default_arch, 4>(y, factors);
  CHECK(lane(y[0]) == lane(x[0]));
  CHECK(lane(y[1]) == lane(x[1]) * std::complex<double>(0, 1));
  CHECK(lane(y[2]) == lane(x[2]) * 2.);
  CHECK(lane(y[3]) == lane(x[3]) * std::complex<double>(1, 1));
  y = x;
  convolt::engine::fft::twist<true, double, default_arch, 4>(y, factors);
  CHECK(lane(y[1]) == lane(x[1]) * std::complex<double>(0, -1));
}

}  // namespace
