// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/line_phases.hpp: that outputs are the sums that define them is tested for
/// all layouts in polyphase_test.cpp; here every length and place of a block, against signals side by side.
#include <convolt/dsp/resampling/line_phases.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/dsp/resampling/polyphase.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using convolt::boundary;
using convolt::target_arch;
using sample_number = convolt::index;

std::vector<float> numbers(sample_number count) {
  std::vector<float> x(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < x.size(); ++i) { x[i] = static_cast<float>((i * 37 + i / 7) % 101) / 3.F - 11.F; }
  return x;
}

/// One line of results, of a line and of the first of two signals side by side.
std::vector<float> of_line(phase_table<float> const& table, std::vector<float> const& x, boundary around,
                           sample_number first, sample_number count) {
  std::vector<float> y(static_cast<std::size_t>(count) + 1, -99.F);
  convolt::engine::workspace space;
  line_phases<float, target_arch> const filter(table);
  filter({x.data(), 1, static_cast<sample_number>(x.size()), 1}, {around, 5.F}, first, {y.data(), 1, count, 1}, space);
  CHECK(y.back() == -99.F);
  y.pop_back();
  return y;
}
std::vector<float> of_columns(phase_table<float> const& table, std::vector<float> const& x, boundary around,
                              sample_number first, sample_number count) {
  std::vector<float> two, both(static_cast<std::size_t>(2 * count)), y;
  for (float const number : x) { two.insert(two.end(), {number, 0.F}); }
  convolt::engine::workspace space;
  polyphase<float, target_arch> const filter(table);
  filter({two.data(), 1, static_cast<sample_number>(x.size()), 2}, {around, 5.F}, first, {both.data(), 1, count, 2},
         space);
  for (std::size_t i = 0; i < both.size(); i += 2) { y.push_back(both[i]); }
  return y;
}

TEST_CASE("a line of any length, begun anywhere, has the bits of signals side by side") {
  std::vector<float> const taps = numbers(23);
  for (sample_number up = 1; up <= 4; ++up) {
    for (sample_number down = 1; down <= 4; ++down) {
      for (sample_number const used : {1, 2, 11, 23}) {
        phase_table<float> const table(taps.data(), used, up, down, 4);
        for (sample_number const samples : {0, 1, 2, 3, 40, 1700}) {
          std::vector<float> const x = numbers(samples);
          for (boundary const around : {boundary::zero, boundary::reflect, boundary::circular}) {
            sample_number const count = samples * up / down + 7;
            CAPTURE(up, down, used, samples, around);
            CHECK(of_line(table, x, around, -3, count) == of_columns(table, x, around, -3, count));
          }
        }
      }
    }
  }
}

TEST_CASE("few numbers are four at most, and a phase alone is taken where it is short") {
  auto const accepted = [](sample_number taps, sample_number up, sample_number down) {
    std::vector<float> const h = numbers(taps);
    return line_phases<float, target_arch>::accepts(phase_table<float>(h.data(), taps, up, down));
  };
  CHECK(accepted(500, 4, 4));
  CHECK(accepted(500, 3, 2));
  CHECK(accepted(500, 1, 2));
  CHECK(accepted(500, 1, 1));
  CHECK(accepted(32, 1, 4));
  CHECK_FALSE(accepted(33, 1, 4));
  CHECK_FALSE(accepted(33, 1, 3));
  CHECK_FALSE(accepted(9, 5, 1));
  CHECK_FALSE(accepted(9, 1, 5));
}

TEST_CASE("no results of no signals write nothing") {
  std::vector<float> const taps = numbers(5), x = numbers(9);
  phase_table<float> const table(taps.data(), 5, 3, 2);
  CHECK(of_line(table, x, boundary::zero, 0, 0).empty());
}

}  // namespace
