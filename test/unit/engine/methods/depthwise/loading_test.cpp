// SPDX-License-Identifier: BSD-3-Clause
/// How the samples of a vector of channels are loaded, and which channels it has.
#include <convolt/engine/methods/depthwise/loading.hpp>

#include <convolt/engine/methods/depthwise/method.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;
using depthwise::loading;

constexpr index width = static_cast<index>(convolt::engine::lanes<float, default_arch>);
constexpr bool picks = depthwise::has_picked_loops<float, default_arch>;

problem groups_of(index groups, index inputs, index outputs) {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 20, .weights = 3, .output = 18};
  p.in_channels = inputs;
  p.feature_groups = groups;
  p.out_channels = groups * outputs;
  p.input_channel_step = p.output_channel_step = 1;
  p.axes[0].input_step = groups * inputs;
  return p;
}

loading loading_of(problem const& p) { return depthwise::loading_of<float, default_arch>(p); }

TEST_CASE("whole vectors of single channels are loaded as they lie, fewer channels are picked where that can be done") {
  CHECK(loading_of(groups_of(width, 1, 1)) == loading::as_they_lie);
  CHECK(loading_of(groups_of(2 * width + 1, 1, 1)) == loading::as_they_lie);
  loading const otherwise = picks ? loading::picked : loading::copied;
  CHECK(loading_of(groups_of(width - 1, 1, 1)) == otherwise);
  CHECK(loading_of(groups_of(2 * width, 1, 2)) == otherwise);
  CHECK(loading_of(groups_of(2, 1, width)) == loading::copied);
  problem gaps = groups_of(width, 1, 1);
  gaps.input_channel_step = 2;
  CHECK(loading_of(gaps) == loading::copied);
}

TEST_CASE("groups are picked where a vector holds several of them, or is short") {
  loading const otherwise = picks ? loading::picked : loading::copied;
  for (index size = 2; 2 * size <= width; ++size) {
    CAPTURE(size);
    bool const parts =
        depthwise::has_group_loops<float, default_arch> && convolt::engine::can_pick_of<float, default_arch>(size);
    CHECK(loading_of(groups_of(width, size, size)) == (parts ? loading::by_groups : otherwise));
    CHECK(loading_of(groups_of(width, size, size - 1)) == otherwise);
  }
  CHECK(loading_of(groups_of(width, width / 2 + 1, 1)) == (width <= 8 ? otherwise : loading::copied));
  CHECK(loading_of(groups_of(1, 2, 2)) == loading::copied);  // no groups: this is a dense problem
}

TEST_CASE("vectors of channels share out all channels") {
  for (index inputs = 1; inputs <= width; ++inputs) {
    for (index outputs = 1; outputs <= width; ++outputs) {
      for (index groups = 1; groups <= width + 3; ++groups) {
        problem const p = groups_of(groups, inputs, outputs);
        loading const how = loading_of(p);
        auto const vectors = depthwise::vectors_of_channels<float, default_arch>(p, how);
        index next = 0, wrong = 0;
        for (index v = 0; v < vectors.count(); ++v) {
          wrong += vectors.first(v) + vectors.first_lane(v) != next;
          next = vectors.first(v) + vectors.end_lane(v);
          wrong += vectors.end_lane(v) > width;
          wrong += how == loading::picked && vectors.first(v) % outputs != 0;
          wrong += vectors.overlaps && vectors.first(v) + width > p.out_channels;
        }
        CAPTURE(inputs, outputs, groups);
        CHECK(next == p.out_channels);
        CHECK(wrong == 0);
      }
    }
  }
}

TEST_CASE("what is picked are the channels of each group, and nothing is read behind the last one") {
  if constexpr (picks) {
    for (index const inputs : {index{1}, index{2}, width / 2 - 1}) {
      for (index const outputs : {index{1}, index{2}, width / 2 - 1}) {
        problem const p = groups_of(width + 1, inputs, outputs);
        if (loading_of(p) != loading::picked) { continue; }
        auto const vectors = depthwise::vectors_of_channels<float, default_arch>(p, loading::picked);
        auto const made = depthwise::loaders<float, default_arch, loading::picked>::make(p, vectors);
        for (index v = 0; v < vectors.count(); ++v) {
          index const begin = vectors.first(v) / outputs * inputs;
          std::vector<float> samples;  // to the last one: a sanitizer sees what is read behind it
          for (index i = begin; i < p.feature_groups * inputs; ++i) { samples.push_back(static_cast<float>(i)); }
          for (index c = 0; c < inputs; ++c) {
            index const number = v + 1 == vectors.count() ? inputs + c : c;
            std::array<float, static_cast<std::size_t>(width)> got;
            made[static_cast<std::size_t>(number)].load(samples.data()).store_unaligned(got.data());
            int wrong = 0;
            for (index lane = 0; lane < vectors.end_lane(v); ++lane) {
              index const expected = (vectors.first(v) + lane) / outputs * inputs + c;
              wrong += got[static_cast<std::size_t>(lane)] != static_cast<float>(expected);
            }
            CAPTURE(inputs, outputs, v, c);
            CHECK(wrong == 0);
          }
        }
      }
    }
  } else {
    CHECK(width == 4);
  }
}

TEST_CASE("groups without outputs or samples are planned all the same") {
  using method = depthwise::method<float, default_arch>;
  for (index const outputs : {0, 1, 3}) {
    for (index const samples : {0, 1, 5}) {
      problem p = groups_of(20, 1, outputs);
      p.axes[0] = {.input = samples, .weights = 3, .output = samples, .pad_lo = 1, .input_step = 20};
      std::vector<float> const weights(static_cast<std::size_t>(3 * p.out_channels + 1), 1.F);
      CAPTURE(outputs, samples);
      REQUIRE_FALSE(method::judge({.p = p}).declined());
      CHECK(method::plan({.p = p, .weights = weights.data()}) != nullptr);
    }
  }
}

}  // namespace
