// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/partitioned_runner.hpp>

#include <support/catch.hpp>
#include <unit/dsp/stream/cuttings.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using convolt::dsp::detail::partitioned_runner;
using convolt::test::noise;

/// Whether all results are within the bound that dsp::partitioned states.
template <class T>
void check_bound(std::vector<T> const& y, std::vector<double> const& h, std::vector<T> const& x, std::size_t channels,
                 std::size_t block) {
  std::size_t const rows = x.size() / channels;
  REQUIRE(y.size() == (rows + h.size() - 1) * channels);
  double size = 0;
  for (double const tap : h) { size += std::abs(tap); }
  double const rounds = 12 * std::log2(2. * static_cast<double>(block)) +
                        std::ceil(static_cast<double>(h.size()) / static_cast<double>(block));
  double const bound = rounds * std::sqrt(2. * static_cast<double>(block)) * size *
                       static_cast<double>(std::numeric_limits<T>::epsilon());
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t n = 0; n < rows + h.size() - 1; ++n) {
      double sum = 0;
      for (std::size_t k = n >= rows ? n - rows + 1 : 0; k < std::min(h.size(), n + 1); ++k) {
        sum += h[k] * static_cast<double>(x[(n - k) * channels + c]);
      }
      REQUIRE(std::abs(static_cast<double>(y[n * channels + c]) - sum) <= bound);
    }
  }
}

}  // namespace

TEMPLATE_TEST_CASE("1000 cuttings of a partitioned stream give the bits of the whole, within its bound", "[dsp]", float,
                   double) {
  using T = TestType;
  struct shape {
    convolt::index taps, block, channels;
  };
  for (shape const s : {shape{1, 1, 1}, {40, 8, 2}, {41, 8, 1}, {3, 16, 3}, {37, 13, 1}}) {
    CAPTURE(s.taps, s.block, s.channels);
    auto const h = noise<double>(1, s.taps);
    auto const x = noise<T>(2, 75 * s.channels);
    partitioned_runner<T> const runner(convolt::target_arch{}, h, s.block, s.channels);
    auto const y = convolt::test::check_cuttings<T>(runner, x, 3, 100);
    check_bound(y, h, x, static_cast<std::size_t>(s.channels), static_cast<std::size_t>(s.block));
  }
}

TEST_CASE("a partitioned stream gives whole blocks, then its tail, and begins again", "[dsp]") {
  partitioned_runner<double> runner(convolt::target_arch{}, {1, 2, 3, 4, 5}, 4, 1);
  CHECK(runner.held() == 3);
  CHECK(runner.ready(3) == 0);
  CHECK(runner.ready(9) == 8);
  CHECK(runner.tail() == 0);
  auto const x = noise<double>(4, 9);
  auto const first = convolt::test::run_in_chunks<double>(runner, x, {9});
  std::vector<double> out(8);
  runner.run<convolt::target_arch>(convolt::dsp::lane_rows<double const>{x.data(), 1, 1}, 9,
                                   convolt::dsp::lane_rows<double>{out.data(), 1, 1}, {});
  CHECK(runner.tail() == 5);
  runner.reset();
  CHECK(convolt::test::run_in_chunks<double>(runner, x, {9}) == first);
}

TEST_CASE("what is not finite has left a partitioned stream after its kernel", "[dsp]") {
  auto x = noise<float>(5, 60);
  x[9] = std::numeric_limits<float>::quiet_NaN();
  partitioned_runner<float> const runner(convolt::target_arch{}, noise<double>(6, 8), 4, 1);
  auto const y = convolt::test::run_in_chunks<float>(runner, x, {60});
  CHECK(std::isfinite(y[7]));
  CHECK(std::isnan(y[9]));
  for (std::size_t n = 9 + 8 + 2 * 4; n < 60; ++n) { CHECK(std::isfinite(y[n])); }
}
