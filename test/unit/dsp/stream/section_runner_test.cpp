// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/section_runner.hpp>

#include <support/catch.hpp>
#include <unit/dsp/stream/cuttings.hpp>

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
