// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/surroundings.hpp.

#include <convolt/dsp/convolution/surroundings.hpp>

#include <support/catch.hpp>

#include <vector>

using namespace convolt;
using dsp::detail::continued;
using dsp::detail::looks_outside;
using dsp::detail::summation;

namespace {
summation along(convolt::index samples, convolt::index taps, geometry::kept_sums kept) {
  summation s;
  s.axes.push_back({.samples = samples, .taps = taps, .kept = kept});
  return s;
}
using numbers = std::vector<double>;
}  // namespace

TEST_CASE("only sums that look beyond the ends need surroundings") {
  CHECK_FALSE(looks_outside(along(5, 3, {2, 3})));
  CHECK(looks_outside(along(5, 3, {1, 3})));
  CHECK(looks_outside(along(5, 3, {2, 4})));
  CHECK_FALSE(looks_outside(along(0, 3, {1, 0})));
}

TEST_CASE("a signal is continued as far as its sums look") {
  numbers const x{1, 2, 3};
  summation const s = along(3, 3, {1, 3});
  CHECK(continued("here", s, boundary::zero, 7., x.data()) == numbers{7, 1, 2, 3, 7});
  CHECK(continued("here", s, boundary::circular, 7., x.data()) == numbers{3, 1, 2, 3, 1});
  CHECK(continued("here", along(3, 2, {-2, 3}), boundary::replicate, 0., x.data()) == numbers{1, 1, 1, 1});
  CHECK(dsp::detail::of_continued(s).axes[0].samples == 5);
  CHECK_FALSE(looks_outside(dsp::detail::of_continued(s)));
}

TEST_CASE("along one of several dimensions") {
  summation s = along(2, 2, {0, 2});
  s.batch = 2;
  s.channels = 2;
  numbers const x{1, 2, 3, 4, 5, 6, 7, 8};
  CHECK(continued("here", s, boundary::replicate, 0., x.data()) == numbers{1, 2, 1, 2, 3, 4, 5, 6, 5, 6, 7, 8});
}
