// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/pairing.hpp.

#include <convolt/dsp/filters/pairing.hpp>

#include <support/catch.hpp>

#include <vector>

using namespace convolt::dsp;

TEST_CASE("poles meet the zeros nearest to them, and those closest to the unit circle come last") {
  detail::zeros_and_poles const f{
      {{0, 1}, {0, -1}, {0.6, 0.8}, {0.6, -0.8}}, {{0.5, 0.5}, {0.5, -0.5}, {0, 0.9}, {0, -0.9}}, 3};
  std::vector<section> const sections = detail::paired_sections(f);
  REQUIRE(sections.size() == 2);
  CHECK(sections[1] == section{1, 0, 1, 0, 0.81});
  CHECK(sections[0].b0 == 3);
  CHECK(sections[0].b1 == Approx(-3.6));
  CHECK(sections[0].a1 == -1);
  CHECK(sections[0].a2 == 0.5);
}

TEST_CASE("an odd number of poles is filled up with one at 0, which meets one of the zeros") {
  // The example of SciPy's zpk2sos.
  detail::zeros_and_poles const f{{{-1, 0}, {-0.5, -0.5}, {-0.5, 0.5}}, {{0.75, 0}, {0.8, 0.1}, {0.8, -0.1}}, 1};
  std::vector<section> const sections = detail::paired_sections(f);
  REQUIRE(sections.size() == 2);
  CHECK(sections[0] == section{1, 1, 0.5, -0.75, 0});
  CHECK(sections[1].b1 == 1);
  CHECK(sections[1].b2 == 0);
  CHECK(sections[1].a1 == -1.6);
  CHECK(sections[1].a2 == Approx(0.65));
}

TEST_CASE("conjugates count once, and reals stand behind them in order") {
  detail::complex_list const list = detail::one_of_each_pair({{2, 0}, {1, -1}, {1, 1}, {-3, 1e-17}, {0, 1}, {0, -1}});
  CHECK(list == detail::complex_list{{0, 1}, {1, 1}, {-3, 0}, {2, 0}});
}
