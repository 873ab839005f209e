// SPDX-License-Identifier: BSD-3-Clause
/// Long sums one after the other against the reference loops: exact on whole numbers, within the rounding of a direct
/// sum otherwise.
#include <convolt/engine/methods/long_sums/one_by_one.hpp>

#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/long_problems.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace long_sums = convolt::engine::methods::long_sums;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::planned;
using convolt::engine::precision_level;
using convolt::engine::problem;
using convolt::engine::useful_multiply_adds;
using long_sums::lane_use;
using test::arrays;
using test::pick;

template <class T>
using method = long_sums::one_by_one<T, default_arch>;

/// Sums over up to a few hundred taps; half of them with channels of their own.
template <class T>
arrays<T> draw_sums(std::mt19937_64& random) {
  problem p = test::random_extents(random, {.channels = 20});
  if (p.rank == 0) { p.rank = 1; }
  for (std::size_t d = 0; d < p.rank; ++d) {
    p.axes[d].weights = pick(random, 1, p.rank == 1 ? 300 : p.rank == 2 ? 25 : 8);
    p.axes[d].input = pick(random, 1, p.rank == 1 ? 350 : p.rank == 2 ? 30 : 9);
  }
  if (pick(random, 0, 1) == 1) {
    p.in_channels = p.batch_groups = 1;
    p.batch = pick(random, 1, 2);
    p.out_channels = p.feature_groups = pick(random, 1, 150);  // more than are summed together
  }
  return arrays<T>(random, p);
}

/// Whatever it would say: it computes what others are faster at, too.
template <class T>
std::unique_ptr<planned<T>> prepare_sums(arrays<T> const& a, std::mt19937_64&) {
  return method<T>::plan({.p = a.p, .weights = a.first_weight()});
}

problem one_line(index taps, index outputs) {
  problem p;
  p.rank = 1;
  p.in_channels = p.out_channels = 1;
  p.input_channel_step = p.output_channel_step = 1;
  p.axes[0] = {.input = taps + outputs - 1, .weights = taps, .output = outputs};
  p.axes[0].input_step = p.axes[0].weights_step = p.axes[0].output_step = 1;
  return p;
}

TEMPLATE_TEST_CASE("long sums one by one are summed in halves, or left to others where precision is asked for", "",
                   float, double) {
  problem p = test::long_line(9000, 2);
  test::lay_out_in_order(p, true);
  REQUIRE_FALSE(method<TestType>::judge({.p = p, .precision = precision_level::high}).declined());
  test::check_long_sums<TestType>(p, &method<TestType>::plan);
  p = test::long_lines_apart(9000, 2, 20);
  test::lay_out_in_order(p, true);
  CHECK_FALSE(method<TestType>::judge({.p = p}).declined());
  CHECK(method<TestType>::judge({.p = p, .precision = precision_level::highest}).declined());
}

}  // namespace

TEMPLATE_TEST_CASE("sums that are computed one by one are exact on whole numbers", "", float, double) {
  int by_channels = 0;
  auto const draw = [&](std::mt19937_64& random) {
    arrays<TestType> a = draw_sums<TestType>(random);
    by_channels += long_sums::lanes_of<TestType, default_arch>(a.p) == lane_use::channels;
    return a;
  };
  CHECK(test::check_whole_numbers<TestType>(300, draw, prepare_sums<TestType>) > 200);
  CHECK(by_channels > 30);
}

TEMPLATE_TEST_CASE("sums that are computed one by one round like a direct sum", "", float, double) {
  test::check_rounding<TestType>(60, draw_sums<TestType>, prepare_sums<TestType>);
}

TEST_CASE("in sums that are computed one by one infinities and NaN reach their windows and no others") {
  auto const draw = [](std::mt19937_64& random) {
    for (;;) {
      arrays<double> a = draw_sums<double>(random);
      if (convolt::engine::has_products(a.p)) { return a; }
    }
  };
  test::value_counts const counts = test::check_spoiled_numbers(200, draw, prepare_sums<double>);
  CHECK(counts.spoiled > 200);
  CHECK(counts.clean > 1000);
}

TEST_CASE("a single run of sums one by one reads the weights where they are") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    std::mt19937_64 random(seed);
    arrays<float> a = draw_sums<float>(random);
    if (!convolt::engine::has_products(a.p)) { continue; }
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    operands<float> const x = a.without_output(seed % 2 == 0);
    std::vector<float> out = a.output;
    operands<float> own = x;
    own.output = out.data() + a.output_origin;
    convolt::engine::workspace space;
    REQUIRE(method<float>::run_once({.p = a.p, .weights = x.weights}, own, space));
    CHECK(out == test::reference_output(a, x));
  }
}

TEST_CASE("sums one by one are for more taps than outputs that lie side by side") {
  CHECK(test::reason_of<method<float>>(one_line(1000, 3)) == "");
  CHECK(test::reason_of<method<float>>(one_line(3, 3)) == "there are more outputs than taps");
  problem apart = one_line(1000, 3);
  apart.axes[0].weights_step = 2;
  CHECK(test::reason_of<method<float>>(apart) == "neither taps nor channels are neighbours");
  problem full = one_line(1000, 3);
  full.rank = convolt::max_spatial_rank;
  CHECK(test::reason_of<method<float>>(full) == "there is no axis, or none left");
}
