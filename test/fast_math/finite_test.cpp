// SPDX-License-Identifier: BSD-3-Clause
/// What docs/engine.md promises of a program that is compiled with -ffast-math: NaN and infinities reach the outputs
/// whose windows meet them and no others, with every method. The compiler assumes that there are none, so this file
/// asks the bits.
#include <convolt/core/arch.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/entry/plan.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <support/fast_math.hpp>

#include <cstddef>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using convolt::index;
using namespace convolt::engine;

/// A problem, its numbers, and which of its outputs meet the one number that is not finite.
template <class T>
struct trial {
  problem p;
  std::vector<T> input, weights, output;

  explicit trial(problem const& q) : p(q) {
    auto const size = [&](index axis_problem::*extent, index channels) {
      for (std::size_t d = 0; d < p.rank; ++d) { channels *= p.axes[d].*extent; }
      return static_cast<std::size_t>(channels);
    };
    std::mt19937 random(7);
    auto const fill = [&](std::vector<T>& numbers, std::size_t count) {
      numbers.resize(count);
      for (T& x : numbers) { x = static_cast<T>(static_cast<int>(random() % 17) - 8); }
    };
    fill(input, size(&axis_problem::input, p.batch * p.in_channels * p.feature_groups));
    fill(weights, size(&axis_problem::weights, p.out_channels * p.in_channels));
    output.assign(size(&axis_problem::output, p.batch * p.out_channels), T(0));
  }

  operands<T> view(std::vector<T>& to) const {
    return {.input = input.data(), .weights = weights.data(), .output = to.data()};
  }
};

/// Channels are neighbours in memory, or positions are.
problem line(index samples, index taps, index in, index out, bool channels_last) {
  problem p;
  p.rank = 1;
  p.in_channels = in;
  p.out_channels = out;
  p.axes[0] = {.input = samples, .weights = taps, .output = samples, .pad_lo = taps / 2};
  p.input_channel_step = channels_last ? 1 : samples;
  p.axes[0].input_step = channels_last ? in : 1;
  p.output_channel_step = channels_last ? 1 : samples;
  p.axes[0].output_step = channels_last ? out : 1;
  p.weights_out_step = 1;
  p.weights_in_step = out;
  p.axes[0].weights_step = in * out;
  return p;
}
problem depthwise(index samples, index taps, index channels) {
  problem p = line(samples, taps, channels, channels, true);
  p.in_channels = 1;
  p.feature_groups = channels;
  p.weights_in_step = 0;
  p.weights_out_step = 0;
  p.weights_group_step = 1;
  p.axes[0].weights_step = channels;
  return p;
}

/// Some problems, so many that every method is chosen for one or can be made to do it.
std::vector<problem> problems() {
  return {line(40, 3, 4, 8, true),    line(2000, 5, 16, 48, true),  line(2000, 5, 16, 48, false),
          line(3000, 7, 1, 1, false), line(6000, 300, 1, 1, false), depthwise(2000, 5, 24),
          line(2000, 4, 8, 3, true)};
}

/// The outputs whose windows hold sample `sample` of channel 0.
template <class T>
std::set<std::size_t> meeting(problem const& p, index sample) {
  std::set<std::size_t> met;
  axis_problem const& a = p.axes[0];
  for (index t = 0; t < a.output; ++t) {
    index const q = sample - (t * a.stride - a.pad_lo);
    if (q < 0 || q >= a.weights) { continue; }
    index const channels = p.feature_groups > 1 ? 1 : p.out_channels;
    for (index o = 0; o < channels; ++o) {
      met.insert(static_cast<std::size_t>(t * a.output_step + o * p.output_channel_step));
    }
  }
  return met;
}

template <class T, class Arch>
void check_all_methods(T poison) {
  for (problem const& p : problems()) {
    trial<T> a(p);
    for (T& w : a.weights) { w = w == T(0) ? T(1) : w; }  // zero times infinity would be NaN
    std::vector<T> clean(a.output.size());
    run_reference<T, Arch>(p, a.view(clean));
    index const sample = p.axes[0].input / 2 + 3;
    a.input[static_cast<std::size_t>(sample * p.axes[0].input_step)] = poison;
    std::set<std::size_t> const met = meeting<T>(p, sample);
    for (std::size_t number = 0; number < method_table<T, Arch>.size(); ++number) {
      request<T> const r{.p = p, .weights = a.weights.data()};
      if (ask<T, Arch>(number, r).declined()) { continue; }
      std::string const method = method_table<T, Arch>[number].name;
      CAPTURE(method, describe(p));
      auto const plan = plan_by<T, Arch>(number, r);
      REQUIRE(plan != nullptr);
      std::vector<T> out(a.output.size(), T(0));
      workspace space;
      plan->run(a.view(out), space, share{});
      std::size_t spoiled = 0, wrong = 0;
      T const error = method == "overlap_save" ? T(0.05) : T(0);
      for (std::size_t i = 0; i < out.size(); ++i) {
        bool const finite = is_finite(out[i]);
        spoiled += finite ? 0U : 1U;
        wrong += finite == (met.count(i) != 0) ? 1U : 0U;
        if (finite && met.count(i) == 0 && (out[i] - clean[i] > error || clean[i] - out[i] > error)) { ++wrong; }
      }
      CHECK(spoiled == met.size());
      CHECK(wrong == 0);
    }
  }
}

template <class Target>
using vectors = convolt::engine::vectors_of<Target>;
using compact =
    vectors<convolt::arch<convolt::target_arch::features, convolt::loops_from::here, convolt::kernel_grid::compact>>;

}  // namespace

TEMPLATE_TEST_CASE("a sample that is not finite reaches the outputs that meet it and no others", "", float, double) {
  using limits = std::numeric_limits<TestType>;
  check_all_methods<TestType, default_arch>(limits::quiet_NaN());
  check_all_methods<TestType, default_arch>(limits::infinity());
  check_all_methods<TestType, compact>(limits::quiet_NaN());
}

TEMPLATE_TEST_CASE("weights that are not finite spoil no output that they do not meet", "", float, double) {
  for (problem const& p : problems()) {
    trial<TestType> a(p);
    a.weights[0] = std::numeric_limits<TestType>::quiet_NaN();  // tap 0 of input channel 0 to output channel 0
    std::vector<TestType> clean(a.output.size()), out(a.output.size());
    auto const plan = make_plan<TestType>({.p = p, .weights = a.weights.data()});
    workspace space;
    plan->run(a.view(out), space, share{});
    run_reference<TestType, default_arch>(p, a.view(clean));
    std::size_t differing = 0, spoiled = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      differing += is_finite(out[i]) == is_finite(clean[i]) ? 0U : 1U;
      spoiled += is_finite(out[i]) ? 0U : 1U;
    }
    CAPTURE(describe(p), plan->explain());
    CHECK(differing == 0);
    CHECK(spoiled > 0);
    CHECK(spoiled < out.size());  // at the border the tap meets no sample
  }
}
