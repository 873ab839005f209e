// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/section_runner.hpp>

#include <support/catch.hpp>
#include <unit/dsp/stream/cuttings.hpp>

#include <cstddef>
#include <vector>

namespace {

using convolt::dsp::section;
using convolt::dsp::detail::section_runner;

std::vector<section> const chain{{0.1, 0.2, 0.1, -1.2, 0.5}, {1, -1.9, 1, -1.8, 0.9}, {1, 0, -1, 0.3, 0.2}};

}  // namespace

TEST_CASE("1000 cuttings of a stream through sections give the bits of the whole", "[dsp]") {
  using convolt::test::noise;
  convolt::test::check_cuttings<float>(section_runner(chain, 3), noise<float>(1, 90 * 3), 2, 400);
  convolt::test::check_cuttings<double>(section_runner(chain, 40), noise<double>(3, 70 * 40), 4, 200);
  convolt::test::check_cuttings<float>(section_runner({chain[1]}, 1), noise<float>(5, 200), 6, 400);
}

TEST_CASE("sections hold nothing back, and their response has no end", "[dsp]") {
  section_runner const runner(chain, 2);
  CHECK(runner.channels() == 2);
  CHECK(runner.ready(7) == 7);
  CHECK(runner.held() == 0);
  CHECK(runner.tail() == 0);
  CHECK(runner.zeros_for_tail() == 0);
}

TEST_CASE("chunks through sections are those of scipy.signal.sosfilt with its state", "[dsp]") {
  std::vector<double> const x{1.0, -2.0, 3.0, 5.0, -8.0, 4.0, 0.0, 7.0, -1.0, 2.0, 6.0, -3.0};
  // y, zi = sosfilt(sos, x[:5], zi=zeros), then sosfilt(sos, x[5:], zi=zi)
  std::vector<double> const want{0.1,
                                 0.08000000000000002,
                                 -0.06999999999999994,
                                 0.8234000000000001,
                                 1.1775400000000005,
                                 -0.9507459999999995,
                                 -1.5981577999999996,
                                 0.8413867800000001,
                                 2.3373123419999997,
                                 1.1912182070000004,
                                 0.017382996540001194,
                                 0.12460654290200157};
  auto const y = convolt::test::run_in_chunks<double>(section_runner(chain, 1), x, {5, 7});
  REQUIRE(y.size() == want.size());
  for (std::size_t n = 0; n < want.size(); ++n) { CHECK(y[n] == Approx(want[n]).epsilon(1e-12)); }
}
