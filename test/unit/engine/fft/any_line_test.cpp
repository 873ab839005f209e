// SPDX-License-Identifier: BSD-3-Clause
/// Lengths with large primes.
#include <convolt/engine/fft/any_line.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>
#include <unit/engine/fft/lines_of_numbers.hpp>

#include <complex>

namespace {

namespace test = convolt::test;
using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::fft::any_line;

TEST_CASE("arrays have room for whole vectors") {
  CHECK(convolt::engine::fft::padded<double>(0) == 0);
  CHECK(convolt::engine::fft::padded<double>(9) == 16);
  CHECK(convolt::engine::fft::padded<float>(16) == 16);
}

TEMPLATE_TEST_CASE("a constant has one frequency only", "", float, double) {
  using T = TestType;
  for (index const n : {29, 62, 1013}) {
    any_line<T, default_arch> const line(n);
    CHECK(line.size() == n);
    convolt::engine::aligned_array<T> work(line.work_size());
    test::complex_line<T> x(n), y(n);
    x.im.assign(x.im.size(), T(1));
    line.run(x.parts(), y.parts(), work.data());
    double const allowed = test::relative_error<T>(n) * static_cast<double>(n);
    CAPTURE(n);
    CHECK(static_cast<double>(std::abs(y[0] - std::complex<long double>(0, static_cast<long double>(n)))) <= allowed);
    for (index k = 1; k < n; ++k) { CHECK(static_cast<double>(std::abs(y[k])) <= allowed); }
  }
}

}  // namespace
