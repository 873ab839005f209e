// SPDX-License-Identifier: BSD-3-Clause
/// The estimate of the Toeplitz method: it must order problems as their times do.
#include <convolt/engine/methods/toeplitz/cost.hpp>

#include <support/catch.hpp>

namespace {

namespace toeplitz = convolt::engine::methods::toeplitz;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

problem filter(index taps, index outputs) {
  problem p;
  p.rank = 1;
  p.axes[0] = {
      .input = outputs, .weights = taps, .output = outputs, .pad_lo = taps / 2, .input_step = 1, .output_step = 1};
  return p;
}

double cycles(problem const& p) { return toeplitz::estimate_cycles<float, default_arch>(p); }

TEST_CASE("a long filter costs what its products cost, and not much more") {
  problem const p = filter(256, 100000);
  double const products = 256e5 / static_cast<double>(convolt::engine::lanes<float, default_arch>);
  double const least = products / convolt::engine::products_per_cycle<float, default_arch>();
  CHECK(cycles(p) >= least);
  CHECK(cycles(p) < 1.2 * least * toeplitz::slowed_by_crossing<float, default_arch>());
}

TEST_CASE("more taps, outputs, batches and channels cost more") {
  double const base = cycles(filter(33, 5000));
  CHECK(cycles(filter(65, 5000)) > base);
  CHECK(cycles(filter(33, 9000)) > base);
  problem p = filter(33, 5000);
  p.batch = 3;
  CHECK(cycles(p) == Approx(3 * base));
  p = filter(33, 5000);
  p.in_channels = 2;
  CHECK(cycles(p) > 1.5 * base);
  p = filter(33, 5000);
  p.out_channels = 2;
  CHECK(cycles(p) == Approx(2 * base).epsilon(0.02));  // the copies are shared
}

TEST_CASE("taps of the other axes that meet no samples cost nothing") {
  problem p = filter(33, 500);
  p.rank = 2;
  p.axes[1] = p.axes[0];
  p.axes[0] = {.input = 10, .weights = 3, .output = 10, .pad_lo = 1};
  double const padded = cycles(p);
  p.axes[0].output = 8;
  p.axes[0].pad_lo = 0;
  double const inside = cycles(p);
  CHECK(padded / 28 == Approx(inside / 24).epsilon(0.02));
}

TEST_CASE("strided filters cost their products and the copies of the samples") {
  problem p = filter(256, 100000);
  double const plain = cycles(p);
  p.axes[0].stride = 4;
  p.axes[0].output /= 4;
  CHECK(cycles(p) > plain / 4);
  CHECK(cycles(p) < plain / 2);
  p.axes[0].stride = 1;
  p.axes[0].input_step = 3;
  CHECK(cycles(p) > plain / 4);
}

TEST_CASE("nothing to compute costs nothing") {
  problem p = filter(5, 100);
  p.batch = 0;
  CHECK(cycles(p) == 0);
  CHECK(cycles(filter(5, 0)) == 0);
}

}  // namespace
