// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/over_lines.hpp.

#include <convolt/dsp/filters/over_lines.hpp>

#include <convolt/core/threads.hpp>
#include <support/catch.hpp>

#include <set>
#include <vector>

using namespace convolt;
using dsp::section;
using dsp::detail::line_lanes;
using lines = convolt::quantities::dimension_block;

namespace {

std::vector<double> ramp(lines const& b) {
  std::vector<double> x(static_cast<std::size_t>(b.outer * b.count * b.inner));
  for (std::size_t i = 0; i < x.size(); ++i) { x[i] = static_cast<double>((i * 37) % 101) - 50; }
  return x;
}

/// Two sections, sample by sample.
std::vector<double> naive(std::vector<section> const& chain, std::vector<double> x, lines const& b) {
  for (section const& s : chain) {
    for (convolt::index o = 0; o < b.outer; ++o) {
      for (convolt::index i = 0; i < b.inner; ++i) {
        double z1 = 0, z2 = 0;
        for (convolt::index n = 0; n < b.count; ++n) {
          double& at = x[static_cast<std::size_t>((o * b.count + n) * b.inner + i)];
          double const y = s.b0 * at + z1;
          z1 = s.b1 * at - s.a1 * y + z2;
          z2 = s.b2 * at - s.a2 * y;
          at = y;
        }
      }
    }
  }
  return x;
}

}  // namespace

TEST_CASE("lanes are neighbours in memory, or blocks where these are more") {
  line_lanes const side_by_side(lines{2, 10, 384});
  CHECK((side_by_side.lanes == 384 && side_by_side.channel_step == 1 && side_by_side.blocks == 2));
  line_lanes const apart(lines{384, 10, 1});
  CHECK((apart.lanes == 384 && apart.channel_step == 10 && apart.row_step == 1 && apart.blocks == 1));
  line_lanes const few(lines{9, 10, 4});
  CHECK((few.lanes == 9 && few.channel_step == 40 && few.blocks == 4 && few.block_step == 1));
}

TEST_CASE("every line is visited once, however many at a time") {
  for (lines const& b : {lines{3, 7, 70}, lines{70, 7, 1}, lines{40, 7, 3}, lines{1, 7, 1}}) {
    line_lanes const all(b);
    for (convolt::index const together : {32, 64, 1}) {
      std::set<convolt::index> starts;
      all.for_each({}, together, [&](convolt::index offset, convolt::index lanes) {
        for (convolt::index l = 0; l < lanes; ++l) { starts.insert(offset + l * all.channel_step); }
      });
      std::set<convolt::index> expected;
      for (convolt::index o = 0; o < b.outer; ++o) {
        for (convolt::index i = 0; i < b.inner; ++i) { expected.insert(o * b.count * b.inner + i); }
      }
      CHECK(starts == expected);
    }
  }
}

TEST_CASE("sections and taps go over all lines, whatever thread does it") {
  threads const two(2);
  std::vector<section> const chain{{0.2, 0.4, 0.2, -0.5, 0.3}, {1, -2, 1, -1.2, 0.5}};
  for (lines const& b : {lines{2, 150, 3}, lines{3, 20, 40}, lines{1, 1, 1}}) {
    auto const x = ramp(b);
    std::vector<double> y(x.size()), by_two(x.size());
    dsp::detail::filter_lines<target_arch>(chain, x.data(), b, y.data(), {});
    auto const expected = naive(chain, x, b);
    for (std::size_t i = 0; i < x.size(); ++i) { CHECK(y[i] == Approx(expected[i]).margin(1e-11)); }
    dsp::detail::filter_lines<target_arch>(chain, x.data(), b, by_two.data(), two);
    CHECK(by_two == y);
    dsp::detail::filter_lines<target_arch>(std::vector<double>{1, 0, -2}, x.data(), b, y.data(), {});
    std::size_t const delay = static_cast<std::size_t>(2 * b.inner), line = static_cast<std::size_t>(b.count * b.inner);
    for (std::size_t i = 0; i < x.size(); ++i) { CHECK(y[i] == (i % line < delay ? x[i] : x[i] - 2 * x[i - delay])); }
  }
}
