// SPDX-License-Identifier: BSD-3-Clause
/// Every kernel of the table, with every number of rows, against its formula.
#include <convolt/engine/methods/shared/tile.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace {

using convolt::engine::aligned_array;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::met_by;
using convolt::engine::tap_place;
using convolt::engine::tile_place;
using convolt::engine::tile_rows;
using convolt::engine::tile_task;

convolt::index constexpr taps = 3;

/// A tile of `rows` positions whose row of tap t, position r begins at sample (t + r) of a line of samples.
template <class T, std::size_t V>
struct example {
  static constexpr convolt::index panel = static_cast<convolt::index>(V * lanes<T, default_arch>);
  convolt::index rows, channels;
  std::vector<T> samples;
  aligned_array<T> weights, bias, output;
  std::vector<convolt::index> row_offsets, outputs;
  std::vector<tap_place> places;

  example(convolt::index row_count, convolt::index channel_count)
      : rows(row_count),
        channels(channel_count),
        samples(static_cast<std::size_t>((rows + taps) * channels)),
        weights(static_cast<std::size_t>(taps * channels * panel)),
        bias(static_cast<std::size_t>(panel)),
        output(static_cast<std::size_t>(rows * (panel + 16))) {
    for (std::size_t i = 0; i < samples.size(); ++i) { samples[i] = static_cast<T>(i % 7) - T(3); }
    for (std::size_t i = 0; i < weights.size(); ++i) { weights.data()[i] = static_cast<T>(i % 5) - T(2); }
    for (std::size_t i = 0; i < bias.size(); ++i) { bias.data()[i] = static_cast<T>(i); }
    for (convolt::index r = 0; r < rows; ++r) { outputs.push_back(r * (panel + 16)); }
  }

  /// One offset per row, and the taps that much further; or offsets for each tap.
  tile_place<T> place(bool per_tap) {
    row_offsets.clear();
    places.clear();
    for (convolt::index t = 0; t < taps; ++t) {
      for (convolt::index r = 0; r < rows && (per_tap || t == 0); ++r) { row_offsets.push_back((t + r) * channels); }
      places.push_back({.rows = per_tap ? t * rows : 0,
                        .input = per_tap ? 0 : t * channels,
                        .weights = t * channels,
                        .channels = channels});
    }
    return {.count = rows,
            .input = samples.data(),
            .rows = row_offsets.data(),
            .taps = places.data(),
            .tap_count = taps,
            .output = output.data(),
            .outputs = outputs.data()};
  }
  tile_task<T> task() const {
    return {.weights = weights.data(),
            .bias = nullptr,
            .scale = T(1),
            .first_channel = 0,
            .stored_channels = panel,
            .past_caches = false,
            .far_outputs = false,
            .channel_step = 1,
            .fetched = nullptr};
  }
  T result(convolt::index r, convolt::index o) const { return output.data()[outputs[static_cast<std::size_t>(r)] + o]; }
  T sum(convolt::index r, convolt::index o) const {
    T s{};
    for (convolt::index t = 0; t < taps; ++t) {
      met_by const positions = places[static_cast<std::size_t>(t)].positions;
      if (positions == met_by::all_but_first && r == 0) { continue; }
      if (positions == met_by::all_but_last && r + 1 == rows) { continue; }
      for (convolt::index c = 0; c < channels; ++c) {
        s += samples[static_cast<std::size_t>((t + r) * channels + c)] * weights.data()[(t * channels + c) * panel + o];
      }
    }
    return s;
  }
};

/// Two of the taps are met as said. A single position meets them all.
template <class T, std::size_t V>
int faults(convolt::index rows, convolt::index channels, met_by second, met_by third) {
  example<T, V> e(rows, channels);
  int wrong = 0;
  for (bool const per_tap : {false, true}) {
    tile_place<T> const place = e.place(per_tap);
    if (rows > 1) {
      e.places[1].positions = second;
      e.places[2].positions = third;
    }
    convolt::engine::run_tile<T, default_arch, V>(place, e.task());
    for (convolt::index r = 0; r < rows; ++r) {
      for (convolt::index o = 0; o < e.panel; ++o) { wrong += e.result(r, o) != e.sum(r, o); }
    }
  }
  return wrong;
}

template <class T, std::size_t V>
int faults_of_all_rows() {
  int wrong = 0;
  for (convolt::index rows = 1; rows <= static_cast<convolt::index>(tile_rows<default_arch, V>); ++rows) {
    for (convolt::index const channels : {1, 2, 3, 6, 7, 8, 13}) {
      wrong += faults<T, V>(rows, channels, met_by::all, met_by::all);
      wrong += faults<T, V>(rows, channels, met_by::all_but_first, met_by::all_but_last);
      wrong += faults<T, V>(rows, channels, met_by::all_but_last, met_by::all_but_first);
    }
  }
  return wrong;
}

TEMPLATE_TEST_CASE("tiles of any number of rows and channels are the sum over taps and channels", "", float, double) {
  CHECK(faults_of_all_rows<TestType, 1>() == 0);
  CHECK(faults_of_all_rows<TestType, 2>() == 0);
  if constexpr (convolt::engine::has_wide_tiles<default_arch>) { CHECK(faults_of_all_rows<TestType, 4>() == 0); }
}

/// The same samples channel by channel, those of neighbouring positions side by side.
template <class T>
int faults_in_place(convolt::index rows, convolt::index channels, met_by second, met_by third) {
  example<T, 2> e(rows, channels);
  tile_place<T> place = e.place(false);
  convolt::index const length = rows + taps;
  std::vector<T> lines(e.samples.size());
  for (convolt::index i = 0; i < length * channels; ++i) {
    lines[static_cast<std::size_t>(i % channels * length + i / channels)] = e.samples[static_cast<std::size_t>(i)];
  }
  place.input = lines.data();
  for (convolt::index t = 0; t < taps; ++t) { e.places[static_cast<std::size_t>(t)].input = t; }
  if (rows > 1) {
    e.places[1].positions = second;
    e.places[2].positions = third;
  }
  int wrong = 0;
  for (bool const fetches : {false, true}) {
    std::fill_n(e.output.data(), e.output.size(), T(-77));
    tile_task<T> task = e.task();
    task.channel_step = length;
    task.fetched = fetches ? e.weights.data() : nullptr;
    convolt::engine::run_tile_in_place<T, default_arch>(place, task);
    for (convolt::index r = 0; r < rows; ++r) {
      for (convolt::index o = 0; o < e.panel; ++o) { wrong += e.result(r, o) != e.sum(r, o); }
    }
  }
  return wrong;
}

TEMPLATE_TEST_CASE("tiles of samples in place are the same sums", "", float, double) {
  int wrong = 0;
  for (convolt::index rows = 1; rows <= static_cast<convolt::index>(tile_rows<default_arch, 2>); ++rows) {
    for (convolt::index const channels : {1, 2, 13}) {
      wrong += faults_in_place<TestType>(rows, channels, met_by::all, met_by::all);
      wrong += faults_in_place<TestType>(rows, channels, met_by::all_but_first, met_by::all_but_last);
      wrong += faults_in_place<TestType>(rows, channels, met_by::all_but_last, met_by::all_but_first);
    }
  }
  CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("a number of vectors that run time knows gives the tile of so many", "", float, double) {
  example<TestType, 1> e(3, 5);
  convolt::engine::run_tile<TestType, default_arch>(1, e.place(false), e.task());
  CHECK(e.result(2, e.panel - 1) == e.sum(2, e.panel - 1));
  example<TestType, 2> f(3, 5);
  convolt::engine::run_tile<TestType, default_arch>(2, f.place(false), f.task());
  CHECK(f.result(2, f.panel - 1) == f.sum(2, f.panel - 1));
}

TEMPLATE_TEST_CASE("a panel of which few channels exist is the same sums, scaled and stored alike", "", float, double) {
  int wrong = 0;
  for (convolt::index rows = 1; rows <= static_cast<convolt::index>(tile_rows<default_arch, 1>); ++rows) {
    for (convolt::index stored = 1; stored <= example<TestType, 1>::panel; ++stored) {
      example<TestType, 1> e(rows, 5);
      std::fill_n(e.output.data(), e.output.size(), TestType(-77));
      tile_task<TestType> task = e.task();
      task.stored_channels = stored;
      task.scale = TestType(2);
      task.bias = e.bias.data();
      convolt::engine::run_tile<TestType, default_arch>(1, e.place(true), task);
      for (convolt::index r = 0; r < rows; ++r) {
        for (convolt::index o = 0; o < e.panel; ++o) {
          wrong += e.result(r, o) != (o < stored ? 2 * e.sum(r, o) + e.bias.data()[o] : TestType(-77));
        }
      }
    }
  }
  CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("a tile scales its sum, adds the bias and stores at a channel", "", float, double) {
  example<TestType, 2> e(3, 5);
  tile_place<TestType> const place = e.place(false);
  tile_task<TestType> task = e.task();
  task.scale = TestType(2);
  task.bias = e.bias.data();
  task.first_channel = 5;
  convolt::engine::run_tile<TestType, default_arch, 2>(place, task);
  for (convolt::index r = 0; r < 3; ++r) {
    for (convolt::index o = 0; o < e.panel; ++o) { CHECK(e.result(r, 5 + o) == 2 * e.sum(r, o) + e.bias.data()[o]); }
    CHECK(e.result(r, 4) == 0);
  }
}

TEMPLATE_TEST_CASE("channels that do not exist are not stored", "", float, double) {
  for (convolt::index stored = 1; stored < example<TestType, 2>::panel; ++stored) {
    example<TestType, 2> e(4, 3);
    tile_place<TestType> const place = e.place(false);
    tile_task<TestType> task = e.task();
    task.stored_channels = stored;
    convolt::engine::run_tile<TestType, default_arch, 2>(place, task);
    int wrong = 0;
    for (convolt::index r = 0; r < 4; ++r) {
      for (convolt::index o = 0; o < e.panel + 16; ++o) {
        TestType const expected = o < stored ? e.sum(r, o) : TestType(0);
        wrong += e.result(r, o) != expected;
      }
    }
    CHECK(wrong == 0);
  }
}

TEMPLATE_TEST_CASE("stores past the caches and fetches ahead change nothing", "", float, double) {
  example<TestType, 2> e(5, 16);
  tile_place<TestType> const place = e.place(false);
  tile_task<TestType> task = e.task();
  task.past_caches = true;
  task.fetched = e.weights.data();
  convolt::engine::run_tile<TestType, default_arch, 2>(place, task);
  convolt::engine::finish_stores_past_caches();
  int wrong = 0;
  for (convolt::index r = 0; r < 5; ++r) {
    for (convolt::index o = 0; o < e.panel; ++o) { wrong += e.result(r, o) != e.sum(r, o); }
  }
  CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("outputs that are fetched first are stored as others, and no more of them", "", float, double) {
  for (convolt::index const less : {0, 1, 7}) {
    example<TestType, 2> e(5, 16);
    std::fill_n(e.output.data(), e.output.size(), TestType(-77));
    tile_task<TestType> task = e.task();
    task.far_outputs = true;
    task.stored_channels = e.panel - less;
    convolt::engine::run_tile<TestType, default_arch, 2>(e.place(false), task);
    int wrong = 0;
    for (convolt::index r = 0; r < 5; ++r) {
      for (convolt::index o = 0; o < e.panel; ++o) {
        wrong += e.result(r, o) != (o < task.stored_channels ? e.sum(r, o) : TestType(-77));
      }
    }
    CHECK(wrong == 0);
  }
}

TEMPLATE_TEST_CASE("tiles of one place are computed one after the other", "", float, double) {
  example<TestType, 2> all(4, 16);
  tile_place<TestType> const whole = all.place(false);
  convolt::engine::run_tile<TestType, default_arch, 2>(whole, all.task());
  std::vector<TestType> const expected(all.output.data(), all.output.data() + all.output.size());
  std::fill_n(all.output.data(), all.output.size(), TestType(-77));
  tile_place<TestType> pairs = whole;
  pairs.count = 2;
  pairs.tiles = 2;
  pairs.input_step = all.row_offsets[2] - all.row_offsets[0];
  pairs.output_step = all.outputs[2] - all.outputs[0];
  convolt::engine::run_tile<TestType, default_arch, 2>(pairs, all.task());
  int wrong = 0;
  for (convolt::index r = 0; r < 4; ++r) {
    for (convolt::index o = 0; o < all.panel; ++o) {
      wrong += all.result(r, o) != expected[static_cast<std::size_t>(all.outputs[static_cast<std::size_t>(r)] + o)];
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a tile without taps stores zeros") {
  example<float, 1> e(2, 4);
  tile_place<float> place = e.place(false);
  place.tap_count = 0;
  for (convolt::index o = 0; o < e.panel; ++o) { e.output.data()[o] = 7.f; }
  convolt::engine::run_tile<float, default_arch, 1>(place, e.task());
  for (convolt::index o = 0; o < e.panel; ++o) { CHECK(e.result(0, o) == 0.f); }
}

}  // namespace
