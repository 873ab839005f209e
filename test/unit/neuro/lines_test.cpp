// SPDX-License-Identifier: BSD-3-Clause
/// One response at a time: tables and series are the shape's own values, wherever between two samples the event is.
#include <convolt/neuro/lines.hpp>

#include <convolt/kernel/cascade.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <vector>

namespace {

using convolt::index;
using convolt::target_arch;
using namespace convolt::kernel;
using namespace convolt::neuro::detail;

template <class S>
void check_lines(S const& shape, double step, double tolerance = 1e-16) {
  line_limits const limits(shape, step, tolerance, 1e-12);
  lines<S, target_arch> const line(shape, limits);
  for (double position : {-40.3, -1., 0., 0.25, 7.5, 30.51, 64., 99.999, 131.2}) {
    std::vector<double> out(101, 1.);
    line.add(position, 3., out.data(), 100);
    CHECK(out[100] == 1);
    for (std::size_t n = 0; n < 100; ++n) {
      CAPTURE(step, position, n);
      double const expected = 3 * shape.value((static_cast<double>(n) - position) * step);
      CHECK(out[n] == Approx(1 + expected).epsilon(1e-15 + 2e-14 * expected));
    }
  }
}

TEST_CASE("lines are the values of shapes") {
  for (double step : {0.1, 1., 30.}) {
    check_lines(gaussian_shape(10.), step);
    check_lines(gaussian_shape(2000.), step);
    check_lines(laplacian_shape(10.), step);
    check_lines(gaussian_shape(1e9), step);  // far longer than a table is worth
    check_lines(laplacian_shape(1e12), step);
    check_lines(boxcar_shape(12.34), step);
    check_lines(triangular_shape(12.34), step);
    check_lines(epanechnikov_shape(12.34), step);
    check_lines(cascade<1>({10.}, 1.), step);
    check_lines(cascade<2>({10., 10.}, 1.), step);
  }
}

TEST_CASE("a sample that rounding has put beside a jump is at the jump") {
  for (double rounding : {-1e-13, 0., 1e-13}) {
    CAPTURE(rounding);
    cascade<1> const decay({10.}, 1.);
    std::vector<double> out(10, 0.);
    lines<cascade<1>, target_arch>(decay, line_limits(decay, 1., 1e-16, 1e-12)).add(3 + rounding, 1., out.data(), 10);
    CHECK(out[2] == 0);
    CHECK(out[3] == Approx(1).epsilon(1e-12));
    boxcar_shape const box(4.);
    out.assign(10, 0.);
    lines<boxcar_shape, target_arch>(box, line_limits(box, 1., 1e-16, 1e-12)).add(3 + rounding, 4., out.data(), 10);
    CHECK(out == std::vector<double>{0, 1, 1, 1, 1, 0, 0, 0, 0, 0});
  }
}

TEST_CASE("lines end where the tolerance says") {
  gaussian_shape const shape(10.);
  line_limits const limits(shape, 1., 1e-2, 0);
  std::vector<double> out(101, 0.);
  lines<gaussian_shape, target_arch>(shape, limits).add(50., 1., out.data(), 101);
  CHECK(out[50] > 0);
  CHECK(out[0] == 0);
  CHECK(out[static_cast<std::size_t>(50 + std::floor(limits.reach.last))] > 0);
  CHECK(out[static_cast<std::size_t>(51 + std::floor(limits.reach.last))] == 0);
  CHECK(limits.samples(1e9, 101).count == 0);
}

}  // namespace
