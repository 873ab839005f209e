// SPDX-License-Identifier: BSD-3-Clause
/// Responses that are added up block by block: the borders of blocks leave no trace.
#include <convolt/neuro/scatter.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

using namespace convolt::units;
using convolt::target_arch;
using convolt::kernel::gaussian_shape;
using convolt::neuro::spike_train;
using namespace convolt::neuro::detail;

TEST_CASE("responses go on over the borders of blocks") {
  gaussian_shape const shape(30.);
  line_limits const limits(shape, 1., 2e-16, 1e-9);
  lines<gaussian_shape, target_arch> const line(shape, limits);
  spike_train const train({-100.5 * ms, 10. * ms, 4095.5 * ms, 4096. * ms, 8192.25 * ms, 16000. * ms, 20100. * ms});
  grid const g(bins(convolt::axis(0. * ms, 1. * ms, 20'000), "test"));
  std::vector<double> out(20'001, -1.);
  scatter(line, limits, train, g, {.all = 2}, out.data());
  CHECK(out.back() == -1);
  for (std::size_t n = 0; n < 20'000; n += (n % 4096 < 40 || n % 4096 > 4000) ? 1 : 37) {
    double expected = 0;
    for (auto const& t : train) { expected += 2 * shape.value(static_cast<double>(n) - t.raw()); }
    CAPTURE(n);
    CHECK(out[n] == Approx(expected).epsilon(1e-13).margin(1e-17));
  }
  CHECK(out[12'000] == 0);
}

}  // namespace
