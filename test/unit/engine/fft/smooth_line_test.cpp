// SPDX-License-Identifier: BSD-3-Clause
/// One line in rows and columns.
#include <convolt/engine/fft/smooth_line.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>
#include <unit/engine/fft/lines_of_numbers.hpp>

#include <complex>

namespace {

namespace test = convolt::test;
using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::fft::smooth_line;

TEMPLATE_TEST_CASE("a unit pulse has the roots as its transform, wherever it is", "", float, double) {
  using T = TestType;
  for (index const n : {1, 8, 77, 256, 675}) {
    smooth_line<T, default_arch> const line(n);
    CHECK(line.size() == n);
    convolt::engine::aligned_array<T> work(line.work_size());
    index const at = n / 3 + n / 5;
    test::complex_line<T> x(n), y(n);
    x.re[static_cast<std::size_t>(at)] = 1;
    line.run(x.parts(), y.parts(), work.data());
    double worst = 0;
    for (index k = 0; k < n; ++k) {
      auto const root = convolt::engine::fft::unit_root<default_arch>(k * at % n, n);
      worst = std::max(worst, static_cast<double>(std::abs(y[k] - std::complex<long double>(root))));
    }
    CAPTURE(n);
    CHECK(worst <= test::relative_error<T>(n));
  }
}

}  // namespace
