// SPDX-License-Identifier: BSD-3-Clause
/// Dense problems that are run once: the same bits as a plan of them, with small weights and with large ones.
#include <convolt/engine/methods/dense/once.hpp>

#include <convolt/engine/methods/dense/method.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

namespace dense = convolt::engine::methods::dense;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::workspace;
using test::arrays;

template <class T>
bool run_once(arrays<T> const& a, std::vector<T>& out, bool with_bias) {
  workspace space;
  bool const done =
      dense::run_and_forget<T, default_arch>({.p = a.p, .weights = a.first_weight()}, a.view(out, with_bias), space);
  CHECK(space.capacity() <= dense::most_once_bytes);
  return done;
}

/// 1-D, with taps outside at both ends.
problem line(index in_channels, index out_channels, index outputs, index taps) {
  problem p;
  p.rank = 1;
  p.in_channels = in_channels;
  p.out_channels = out_channels;
  p.axes[0].input = outputs;
  p.axes[0].weights = taps;
  p.axes[0].output = outputs;
  p.axes[0].pad_lo = taps / 2;
  return p;
}

template <class T>
void check_same_bits(arrays<T> const& a, std::mt19937_64& random) {
  bool const with_bias = test::pick(random, 0, 1) == 1;
  dense::prepared<T, default_arch> const planned({.p = a.p, .weights = a.first_weight()});
  std::vector<T> const expected = test::output_of(planned, a, a.without_output(with_bias));
  std::vector<T> out = a.output;
  REQUIRE(run_once(a, out, with_bias));
  CHECK(out == expected);
}

}  // namespace

TEMPLATE_TEST_CASE("a single run of a dense problem has the bits of a plan", "", float, double) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, test::random_extents(random, {}));
    a.fill(test::broken_numbers<TestType>(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    check_same_bits(a, random);
  }
}

TEMPLATE_TEST_CASE("large weights are packed panel by panel, phase by phase, to the same bits", "[large]", float,
                   double) {
  std::mt19937_64 random(3);
  problem transposed = line(90, 150, 11, 12);
  transposed.axes[0].input_dilation = 2;
  problem grouped = line(64, 600, 5, 9);
  grouped.feature_groups = 2;
  problem many_positions = line(64, 70, 400, 124 / static_cast<convolt::index>(sizeof(TestType)));
  for (problem const& p : {line(128, 150, 9, 9), transposed, grouped, many_positions}) {
    CAPTURE(convolt::engine::describe(p));
    arrays<TestType> a(random, p);
    a.fill(test::broken_numbers<TestType>(random));
    CHECK(a.weights.size() * sizeof(TestType) > static_cast<std::size_t>(convolt::engine::costs::second_level_cache));
    check_same_bits(a, random);
  }
}

TEST_CASE("a single run refuses weights that are not finite, and panels beyond its workspace") {
  std::mt19937_64 random(4);
  for (convolt::index const outputs : {1, 9}) {
    arrays<float> a(random, line(3, 5, outputs, 3));
    a.fill(test::small_integers(random));
    a.weights[7] = std::numeric_limits<float>::infinity();
    std::vector<float> out = a.output;
    CHECK_FALSE(run_once(a, out, false));
  }
  arrays<float> const huge(random, line(32, 9, 2, 3000));
  std::vector<float> out = huge.output;
  CHECK_FALSE(run_once(huge, out, false));
}

TEST_CASE("a single run of an empty problem writes nothing") {
  std::mt19937_64 random(5);
  problem p = line(3, 5, 4, 3);
  p.axes[0].output = 0;
  arrays<float> const a(random, p);
  std::vector<float> out = a.output;
  CHECK(run_once(a, out, true));
  CHECK(out == a.output);
}
