// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/lanes.hpp.
#include <convolt/dsp/resampling/lanes.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using convolt::boundary;
using sample_number = convolt::index;

constexpr sample_number width = 8;

/// The number of sample t of a signal: no two are equal.
float number(sample_number signal, sample_number t) { return static_cast<float>(1000 * signal + t + 1); }

struct layout {
  sample_number outer, inner;
};

std::vector<float> samples(layout l, sample_number count) {
  std::vector<float> x(static_cast<std::size_t>(l.outer * count * l.inner));
  std::size_t at = 0;
  for (sample_number o = 0; o < l.outer; ++o) {
    for (sample_number t = 0; t < count; ++t) {
      for (sample_number i = 0; i < l.inner; ++i) { x[at++] = number(o * l.inner + i, t); }
    }
  }
  return x;
}

lane_list<width> some_lanes(sample_number count, sample_number first_signal, sample_number shift) {
  lane_list<width> lanes;
  lanes.count = count;
  for (sample_number l = 0; l < count; ++l) {
    lanes.at[static_cast<std::size_t>(l)] = {first_signal + (shift == 0 ? l : 0), l * shift, l * shift};
  }
  return lanes;
}

TEST_CASE("rows hold the samples of all lanes, and beyond the ends what the boundary says") {
  sample_number const count = 13, first_there = 2;
  for (layout const l : {layout{1, 11}, {11, 1}, {3, 3}, {1, 8}}) {
    std::vector<float> const x = samples(l, count);
    for (boundary const b : {boundary::zero, boundary::reflect}) {
      lane_reader<float, width> const read({x.data(), l.outer, count, l.inner, first_there}, {b, -7.F});
      for (sample_number const lanes : {1, 5, 8}) {
        for (sample_number const first : {-3, 0, 2, 5, 14, 30}) {
          for (sample_number const shift : {0, 2}) {
            std::vector<float> rows(width * 9, -1.F);
            lane_list<width> const all = some_lanes(lanes, 0, shift);
            read(all, first, 9, rows.data());
            for (sample_number r = 0; r < 9; ++r) {
              for (sample_number w = 0; w < width; ++w) {
                float expected = 0;
                if (w < lanes) {
                  sample_number const t = first + r + w * shift - first_there;
                  sample_number const source = convolt::geometry::source_of(b, t, count);
                  expected = source < 0 ? -7.F : number(all[w].signal, source);
                }
                REQUIRE(rows[static_cast<std::size_t>(r * width + w)] == expected);
              }
            }
          }
        }
      }
    }
  }
}

TEST_CASE("results go to the places of their lanes, and to none that is not there") {
  sample_number const count = 10;
  for (layout const l : {layout{1, 9}, {9, 1}, {3, 3}, {1, 8}}) {
    for (sample_number const shift : {0, 3}) {
      std::vector<float> y(samples(l, count).size(), -1.F), rows(width * 12);
      for (std::size_t i = 0; i < rows.size(); ++i) { rows[i] = static_cast<float>(i); }
      lane_list<width> const all = some_lanes(shift == 0 ? 7 : 4, 1, shift);
      lane_writer<float, width> const write({y.data(), l.outer, count, l.inner});
      sample_number const first = 2, in_rows = shift == 0 ? 12 : 3;
      write(all, rows.data(), first, in_rows);
      signal_block<float> const block{y.data(), l.outer, count, l.inner};
      for (sample_number s = 0; s < block.signals(); ++s) {
        for (sample_number t = 0; t < count; ++t) {
          float expected = -1;
          for (sample_number w = 0; w < all.count; ++w) {
            sample_number const r = t - first - all[w].results_behind;
            if (all[w].signal == s && r >= 0 && r < in_rows) { expected = static_cast<float>(r * width + w); }
          }
          REQUIRE(block.of_signal(s)[t * l.inner] == expected);
        }
      }
    }
  }
}

}  // namespace
