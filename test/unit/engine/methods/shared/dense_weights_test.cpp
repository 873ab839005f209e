// SPDX-License-Identifier: BSD-3-Clause
/// A copy without gaps has every weight at its place, whatever the layout of the caller.
#include <convolt/engine/methods/shared/dense_weights.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>
#include <unit/engine/exact_blocks.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <random>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::aligned_array;
using convolt::engine::dense_weights;
using convolt::engine::on_dense_weights;
using convolt::engine::problem;

TEST_CASE("weights without gaps are in the order of output channel, input channel, taps") {
  problem p;
  p.rank = 2;
  p.in_channels = 5;
  p.out_channels = 12;
  p.feature_groups = 3;
  p.axes[0].weights = 2;
  p.axes[1].weights = 7;
  p.axes[0].weights_step = p.axes[1].weights_step = -100;
  p.weights_in_step = p.weights_out_step = p.weights_group_step = 1000;
  p.input_batch_step = 77;
  problem const dense = on_dense_weights(p);
  CHECK(dense.axes[1].weights_step == 1);
  CHECK(dense.axes[0].weights_step == 7);
  CHECK(dense.weights_in_step == 14);
  CHECK(dense.weights_out_step == 70);
  CHECK(dense.weights_group_step == 280);
  // Nothing else is another.
  problem back = dense;
  back.axes[0].weights_step = back.axes[1].weights_step = -100;
  back.weights_in_step = back.weights_out_step = back.weights_group_step = 1000;
  CHECK(back == p);
}

TEST_CASE("a problem without axes has a weight per pair of channels") {
  problem p;
  p.in_channels = 4;
  p.out_channels = 6;
  problem const dense = on_dense_weights(p);
  CHECK(dense.weights_in_step == 1);
  CHECK(dense.weights_out_step == 4);
}

TEST_CASE("weights that no memory holds are not copied") {
  problem p;
  p.rank = 1;
  p.axes[0].weights = index{1} << 40;
  p.in_channels = index{1} << 20;
  CHECK_NOTHROW(on_dense_weights(p));
  p.out_channels = 8;
  CHECK_THROWS_AS(on_dense_weights(p), std::bad_alloc);
}

/// The weight of an output channel of the whole problem, an input channel and taps, as both problems have it.
template <class Check>
void for_each_weight(problem const& from, problem const& to, Check const& check) {
  index taps = 1;
  for (std::size_t d = 0; d < from.rank; ++d) { taps *= from.axes[d].weights; }
  for (index o = 0; o < from.out_channels; ++o) {
    for (index i = 0; i < from.in_channels; ++i) {
      for (index tap = 0; tap < taps; ++tap) {
        index source = weights_offset(from, o) + i * from.weights_in_step;
        index target = weights_offset(to, o) + i * to.weights_in_step;
        index left = tap;
        for (std::size_t d = from.rank; d-- > 0;) {
          source += left % from.axes[d].weights * from.axes[d].weights_step;
          target += left % from.axes[d].weights * to.axes[d].weights_step;
          left /= from.axes[d].weights;
        }
        check(source, target);
      }
    }
  }
}

TEMPLATE_TEST_CASE("every weight is copied to its place, from any layout", "", float, double) {
  int copied = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::random_extents(random, {.channels = 6});
    test::dimensions all = test::weights_dimensions(p);
    std::shuffle(all.begin(), all.end(), random);
    test::lay_out(random, all);
    CAPTURE(seed, convolt::engine::describe(p));
    TestType next = 0;
    test::exact_block<TestType> weights(test::weights_dimensions(p), std::numeric_limits<TestType>::quiet_NaN());
    weights.fill(test::weights_dimensions(p), [&next] { return ++next; });
    problem const dense = on_dense_weights(p);
    aligned_array<TestType> const copy = dense_weights<TestType>({.p = p, .weights = weights.first()}, dense);
    std::vector<int> written(copy.size());
    int wrong = 0;
    for_each_weight(p, dense, [&](index source, index target) {
      wrong += copy.data()[target] != weights.first()[source];
      ++written[static_cast<std::size_t>(target)];
    });
    CHECK(wrong == 0);
    CHECK(written == std::vector<int>(copy.size(), 1));
    copied += static_cast<int>(copy.size());
  }
  CHECK(copied > 10000);
}

}  // namespace
