// SPDX-License-Identifier: BSD-3-Clause
/// Regular times, and what is said of others.
#include <convolt/io/hdf5/timestamps.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace io = convolt::io;

/// The complaint about times that are seen in pieces of three; empty where they are regular.
std::string complaint(std::vector<double> const& times, double tolerance = 0.05) {
  io::detail::regular_times seen(times.front(), times.back(), std::ssize(times), tolerance);
  for (std::size_t i = 0; i < times.size(); i += 3) {
    seen.look_at(std::span(times).subspan(i, std::min<std::size_t>(3, times.size() - i)));
  }
  if (seen.regular()) { return {}; }
  try {
    seen.refuse("a.nwb", "test");
  } catch (io::io_error const& e) { return e.what(); }
}

TEST_CASE("times are regular within a part of their step") {
  std::vector<double> times;
  for (int i = 0; i < 100; ++i) {
    times.push_back(5. + std::round(i * 1e6 / 30000.) / 1e6);
  }  // microseconds, at 30 kHz
  CHECK(complaint(times).empty());
  CHECK_THAT(complaint(times, 1e-3), Catch::Contains("first at sample 2; expected an interval of 3.3"));
  CHECK(complaint({1., 2.}).empty());
}

TEST_CASE("the first sample after a gap is named, with both intervals") {
  CHECK(
      complaint({0., 1., 2., 3., 4., 15., 16.}) ==
      "convolt::io::test: a.nwb: has timestamps that are not regular, first at sample 5; expected an interval of 1 s, "
      "got 11 s; cut the recording there, or give a larger tolerance");
  CHECK_THAT(complaint({0., 1., 2., 2., 3., 4.}), Catch::Contains("first at sample 3") && Catch::Contains("got 0 s"));
  CHECK_THAT(complaint({0., 1., std::numeric_limits<double>::quiet_NaN(), 3.}), Catch::Contains("first at sample 2"));
}

TEST_CASE("a rate that drifts is no rate") {
  std::vector<double> times;
  for (int i = 0; i < 1000; ++i) { times.push_back(i * (1. + 1e-4 * i)); }  // neighbouring intervals differ by little
  CHECK_THAT(complaint(times), Catch::Contains("not regular, first at sample"));
}

}  // namespace
