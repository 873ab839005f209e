// SPDX-License-Identifier: BSD-3-Clause
/// The depthwise method on groups of several channels, against the reference loops.
#include <convolt/engine/methods/depthwise/method.hpp>

#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/dense/method.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using test::arrays;
using test::pick;

template <class T>
using method = depthwise::method<T, default_arch>;
template <class T>
constexpr index width = static_cast<index>(convolt::engine::lanes<T, default_arch>);

template <class T>
constexpr bool takes_any = depthwise::has_picked_loops<T, default_arch>;

/// Channels of a group that the method takes on this instruction set, alike in and out: 2, 3, 4, ... or none.
template <class T>
std::vector<index> group_sizes() {
  std::vector<index> sizes;
  for (index size = 2; size <= convolt::engine::most_picked<T, default_arch> && size < width<T>; ++size) {
    bool const parts = convolt::engine::can_pick_of<T, default_arch>(size);
    if (parts || (takes_any<T> && (2 * size <= width<T> || width<T> <= 8))) { sizes.push_back(size); }
  }
  return sizes;
}

/// Of any size, with any number of outputs; one channel alone, too.
template <class T>
void set_any_groups(std::mt19937_64& random, problem& p) {
  p.in_channels = pick(random, 1, width<T> / 2);
  p.feature_groups = pick(random, 2, 3 * width<T> / p.in_channels);
  p.out_channels = p.feature_groups * pick(random, 1, p.in_channels == 1 ? width<T> - 1 : width<T> / 2);
}

template <class T>
problem random_groups(std::mt19937_64& random) {
  std::vector<index> const sizes = group_sizes<T>();
  problem p = test::random_extents(random, {.groups = false});
  p.in_channels = sizes[static_cast<std::size_t>(pick(random, 0, static_cast<index>(sizes.size()) - 1))];
  p.feature_groups = pick(random, width<T> / p.in_channels + 2, 30);
  p.out_channels = p.feature_groups * p.in_channels;
  if (takes_any<T> && pick(random, 1, 2) == 1) { set_any_groups<T>(random, p); }
  if (p.rank > 0 && pick(random, 1, 3) == 1) { p.axes[p.rank - 1].weights = pick(random, 6, 23); }
  if (p.rank == 1 && pick(random, 1, 3) == 1) { p.axes[0].output = p.axes[0].input = pick(random, 40, 140); }
  return p;
}

template <class T>
arrays<T> draw_groups(std::mt19937_64& random) {
  return arrays<T>(random, random_groups<T>(random));
}

/// So many groups of so many channels on a line.
problem grouped_line(index groups, index channels, index outputs, index taps) {
  problem p;
  p.rank = 1;
  p.in_channels = channels;
  p.feature_groups = groups;
  p.out_channels = groups * channels;
  p.axes[0].input = p.axes[0].output = outputs;
  p.axes[0].weights = taps;
  p.axes[0].pad_lo = taps / 2;
  return p;
}

TEMPLATE_TEST_CASE("groups of channels are computed exactly, and rounded like a direct sum", "", float, double) {
  if (group_sizes<TestType>().empty()) {
    problem p = grouped_line(20, 2, 30, 3);
    p.input_channel_step = p.output_channel_step = 1;
    CHECK(test::reason_of<method<TestType>>(p) == "an output depends on more or less than one input channel");
    return;
  }
  CHECK(test::check_whole_numbers<TestType>(600, draw_groups<TestType>, test::prepare_with<method<TestType>>()) > 300);
  test::check_rounding<TestType>(100, draw_groups<TestType>, test::prepare_with<method<TestType>>());
}

TEST_CASE("infinities and NaN reach the outputs of their group alone") {
  if (group_sizes<double>().empty()) {
    CHECK(convolt::engine::lanes<double, default_arch> == 2);
    return;
  }
  test::value_counts const counts =
      test::check_spoiled_numbers(300, draw_groups<double>, test::prepare_with<method<double>>());
  CHECK(counts.spoiled > 300);
  CHECK(counts.clean > 10000);
}

TEST_CASE("long sums over groups are carried in blocks") {
  for (index const size : group_sizes<float>()) {
    std::mt19937_64 random(11);
    problem extents = grouped_line(32, size, 60, 1500);
    extents.axes[0].input = 1560;
    extents.axes[0].pad_lo = 0;
    arrays<float> a(random, extents);
    a.fill([&random] { return static_cast<float>(pick(random, 900, 1100)) / 1000.f; });
    auto const plan = [&](convolt::engine::precision_level precision) {
      return method<float>::plan({.p = a.p, .weights = a.first_weight(), .precision = precision});
    };
    operands<float> const x = a.without_output();
    std::vector<double> const weights(a.weights.begin(), a.weights.end()), input(a.input.begin(), a.input.end());
    std::vector<double> exact(a.output.size());
    convolt::engine::run_reference(a.p, operands<double>{.input = input.data() + a.input_origin,
                                                         .weights = weights.data() + a.weights_origin,
                                                         .output = exact.data() + a.output_origin});
    auto const worst = [&](convolt::engine::precision_level precision) {
      std::vector<float> const sums = test::output_of(*plan(precision), a, x);
      double most = 0;
      for (std::size_t i = 0; i < sums.size(); ++i) {
        if (exact[i] != 0) { most = std::max(most, std::abs(static_cast<double>(sums[i]) / exact[i] - 1)); }
      }
      return most;
    };
    CHECK(worst(convolt::engine::precision_level::highest) < 6e-7);
    CHECK(worst(convolt::engine::precision_level::default_) > 1e-6);
  }
}

TEST_CASE("other groups are declined with a reason, and those that are taken cost less than dense ones") {
  bool const any = !group_sizes<float>().empty();
  std::string const none = "an output depends on more or less than one input channel";
  problem p = grouped_line(48, width<float>, 40, 3);
  p.input_channel_step = p.output_channel_step = 1;
  CHECK(test::reason_of<method<float>>(p) == (any ? "a vector is not made of several groups of channels" : none));
  p = grouped_line(1, 2, 40, 3);
  p.input_channel_step = p.output_channel_step = 1;
  CHECK(test::reason_of<method<float>>(p) == (any ? "a vector is not made of several groups of channels" : none));
  for (index const size : group_sizes<float>()) {
    CAPTURE(size);
    p = grouped_line(64, size, 40, 3);
    p.input_channel_step = p.output_channel_step = 1;
    CHECK(method<float>::judge({.p = p}).cycles <
          convolt::engine::methods::dense::method<float, default_arch>::judge({.p = p}).cycles);
    p.input_channel_step = 40;
    CHECK(test::reason_of<method<float>>(p) == "the input channels are not neighbours in memory");
  }
}

TEST_CASE("groups of every size cost about what those beside them cost, product by product") {
  if (!takes_any<float>) { return; }
  auto const cycles_per_product = [](index size) {
    problem p = grouped_line(240 / size, size, 200, 5);
    p.input_channel_step = p.output_channel_step = 1;
    return method<float>::judge({.p = p}).cycles / static_cast<double>(p.out_channels * size);
  };
  for (index size = 2; 2 * size <= width<float>; ++size) {
    CAPTURE(size);
    CHECK(cycles_per_product(size) < 1.6 * cycles_per_product(2));
  }
}

// Beside it in its vector, and behind it in the next one.
TEST_CASE("outputs beside a spoiled group are those without it") {
  if (!takes_any<double>) { return; }
  for (index const size : {index{1}, std::min<index>(3, width<double> / 2)}) {
    std::mt19937_64 random(4);
    arrays<double> a(random, grouped_line(size == 1 ? 3 : 7, size, 50, 3));
    a.fill(test::small_integers(random));
    operands<double> const x = a.without_output();
    std::vector<double> const clean = test::reference_output(a, x);
    std::size_t const channels = static_cast<std::size_t>(a.p.in_channels * a.p.feature_groups);
    for (std::size_t i = 0; i < a.input.size(); ++i) {
      if (i % channels < static_cast<std::size_t>(size)) { a.input[i] = i % 2 == 0 ? std::nan("") : HUGE_VAL; }
    }
    if (a.p.axes[0].input_step != static_cast<index>(channels)) { continue; }  // there are gaps
    std::vector<double> const got =
        test::output_of(*method<double>::plan({.p = a.p, .weights = a.first_weight()}), a, x);
    int wrong = 0;
    for (index t = 0; t < 50; ++t) {
      for (index o = 0; o < a.p.out_channels; ++o) {
        auto const at = static_cast<std::size_t>(t * a.p.axes[0].output_step + o);
        wrong += o < size ? std::isfinite(got[at]) : got[at] != clean[at];
      }
    }
    CHECK(wrong == 0);
  }
}

}  // namespace
