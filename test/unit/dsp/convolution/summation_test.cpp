// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/summation.hpp: against sums written out.

#include <convolt/dsp/convolution/summation.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <vector>

using namespace convolt;
using dsp::detail::summation;

namespace {

std::vector<double> computed(summation const& s, std::vector<double> const& x, std::vector<double> const& w,
                             double scale = 1.) {
  std::vector<double> out(static_cast<std::size_t>(dsp::detail::output_numbers(s)), -1e9);
  dsp::detail::sum_products<double, target_arch>(s, x.data(), w.data(), out.data(), scale);
  return out;
}

summation along_one(convolt::index samples, convolt::index taps, geometry::kept_sums kept) {
  summation s;
  s.axes.push_back({.samples = samples, .taps = taps, .kept = kept});
  return s;
}

using numbers = std::vector<double>;

}  // namespace

TEST_CASE("sums along one axis, whichever are kept") {
  numbers const x{1, 2, 3}, w{10, 1};  // the last tap meets the latest sample
  CHECK(computed(along_one(3, 2, {0, 4}), x, w) == numbers{1, 12, 23, 30});
  CHECK(computed(along_one(3, 2, {1, 2}), x, w, 2.) == numbers{24, 46});
  CHECK(computed(along_one(3, 2, {-2, 4}), x, w) == numbers{0, 0, 1, 12});
  CHECK(computed(along_one(3, 2, {2, 4}), x, w) == numbers{23, 30, 0, 0});
  CHECK(computed(along_one(3, 2, {40, 2}), x, w) == numbers{0, 0});
  CHECK(computed(along_one(3, 2, {-40, 2}), x, w) == numbers{0, 0});
  CHECK(computed(along_one(3, 2, {-1, 6}), x, w) == numbers{0, 1, 12, 23, 30, 0});
  CHECK(computed(along_one(0, 2, {0, 0}), {}, w).empty());
}

TEST_CASE("what lies before and behind the axis is carried along") {
  summation s = along_one(2, 2, {0, 2});
  s.batch = 2;
  s.channels = 3;
  numbers const x{1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
  CHECK(computed(s, x, {1, 1}) == numbers{1, 2, 3, 5, 7, 9, 10, 20, 30, 50, 70, 90});
}

TEST_CASE("two axes with one between them that is carried along") {
  summation s;
  s.axes.push_back({.samples = 2, .taps = 2, .kept = {1, 1}});
  s.axes.push_back({.samples = 2, .taps = 1, .kept = {0, 2}});
  s.axes.push_back({.samples = 3, .taps = 2, .kept = {1, 2}});
  numbers const x{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  // sum over the 2 x 2 window of rows 0 and 2, 1 and 3
  CHECK(computed(s, x, {1, 1, 1, 1}) == numbers{1 + 2 + 7 + 8, 2 + 3 + 8 + 9, 4 + 5 + 10 + 11, 5 + 6 + 11 + 12});
}

TEST_CASE("parts of complex numbers have taps of their own") {
  summation s = along_one(2, 1, {0, 2});
  s.in_parts = s.out_parts = 2;
  // (1 + 2i) and (3 + 4i) times (5 + 6i): taps are [out][in] = {5, -6}, {6, 5}
  CHECK(computed(s, {1, 2, 3, 4}, {5, -6, 6, 5}) == numbers{5 - 12, 6 + 10, 15 - 24, 18 + 20});
}
