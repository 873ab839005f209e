// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/both_ways.hpp.

#include <convolt/dsp/filters/both_ways.hpp>

#include <support/catch.hpp>

#include <vector>

using namespace convolt;
using dsp::section;
using dsp::detail::continuation;

TEST_CASE("signals are continued by three times the length of the filter") {
  CHECK(continuation(std::vector<double>(11)) == 33);
  section const second{1, 2, 1, -1, 0.5}, first_order{1, 1, 0, -0.5, 0}, only_pole{1, 1, 1, -0.5, 0};
  CHECK(continuation(std::vector<section>{second}) == 9);
  CHECK(continuation(std::vector<section>{second, second}) == 15);
  CHECK(continuation(std::vector<section>{first_order}) == 6);
  CHECK(continuation(std::vector<section>{only_pole}) == 9);
}

TEST_CASE("lines are turned round their end points") {
  std::vector<float> const x{1, 10, 3, 20, 7, 50};  // two lines: 1, 3, 7 and 10, 20, 50
  std::vector<double> line(14);
  dsp::detail::continue_lines(dsp::lane_rows<float const>{x.data(), 2, 1}, 3, 2, 2, line.data());
  CHECK(line == std::vector<double>{-5, -30, -1, 0, 1, 10, 3, 20, 7, 50, 11, 80, 13, 90});
}

TEST_CASE("a signal that is no longer than its continuation is refused with both lengths") {
  CHECK_NOTHROW(dsp::detail::check_longer(10, 9));
  try {
    dsp::detail::check_longer(9, 9);
    FAIL("not refused");
  } catch (shape_error const& e) {
    CHECK(e.category() == "signal_too_short");
    CHECK(e.expected() == "more than 9");
    CHECK(e.actual() == "9");
  }
}

TEST_CASE("many lanes at a time, where lines are not too long") {
  CHECK(dsp::detail::lanes_in_memory(100) == 32);
  CHECK(dsp::detail::lanes_in_memory(10'000'000) == 3);
  CHECK(dsp::detail::lanes_in_memory(10'000'000'000) == 1);
}
