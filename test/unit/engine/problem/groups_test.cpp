// SPDX-License-Identifier: BSD-3-Clause
/// Runs of output channels computed one by one are the whole convolution.
#include <convolt/engine/problem/groups.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <cstdint>
#include <random>
#include <vector>

namespace {

using convolt::engine::channel_run;
using convolt::engine::channel_runs;
using convolt::engine::operands;
using convolt::engine::problem;

TEST_CASE("without groups all output channels are one run") {
  problem p;
  p.out_channels = 12;
  std::vector<channel_run> const runs = channel_runs(p);
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].first == 0);
  CHECK(runs[0].count == 12);
}

TEST_CASE("runs are cut where either kind of group ends") {
  problem p;
  p.out_channels = 12;
  p.batch = 2;
  p.feature_groups = 3;
  p.batch_groups = 2;
  std::vector<convolt::index> firsts;
  for (channel_run const& run : channel_runs(p)) { firsts.push_back(run.first); }
  CHECK(firsts == std::vector<convolt::index>{0, 4, 6, 8});
}

TEST_CASE("no output channels, no runs") {
  problem p;
  p.out_channels = 0;
  CHECK(channel_runs(p).empty());
}

TEST_CASE("the channels of all runs divide each of them") {
  problem p;
  p.out_channels = 24;
  CHECK(convolt::engine::channels_of_all_runs(p) == 24);
  p.feature_groups = 3;
  CHECK(convolt::engine::channels_of_all_runs(p) == 8);
  p.batch_groups = 2;
  CHECK(convolt::engine::channels_of_all_runs(p) == 4);
  for (channel_run const& run : channel_runs(p)) { CHECK(run.count % 4 == 0); }
}

TEST_CASE("the runs together compute what the whole problem does") {
  int grouped = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    test::arrays<float> a(random, test::random_extents(random, {.rank = 2, .channels = 6}));
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<float> whole = a.output;
    std::vector<float> parts = a.output;
    convolt::engine::run_reference(a.p, a.view(whole));
    operands<float> const x = a.view(parts);
    std::vector<channel_run> const runs = channel_runs(a.p);
    for (channel_run const& run : runs) {
      operands<float> moved = x;
      moved.input += run.input_offset;
      moved.weights += run.weights_offset;
      moved.output += run.output_offset;
      convolt::engine::run_reference(convolt::engine::without_groups(a.p, run), moved);
    }
    CHECK(parts == whole);
    grouped += runs.size() > 1;
  }
  CHECK(grouped > 50);
}

}  // namespace
