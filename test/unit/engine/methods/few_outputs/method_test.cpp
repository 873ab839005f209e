// SPDX-License-Identifier: BSD-3-Clause
/// The method for few output channels against the reference loops: exact on whole numbers, within the rounding of a
/// direct sum otherwise.
#include <convolt/engine/methods/few_outputs/method.hpp>

#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace {

namespace few_outputs = convolt::engine::methods::few_outputs;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using test::arrays;
using test::output_of;
using test::pick;
using test::reference_output;

template <class T>
using method = few_outputs::method<T, default_arch>;
template <class T>
using prepare = test::prepare_with<method<T>>;

/// Few output channels; half of the axes transposed, in whole phases.
template <class T>
problem random_problem(std::mt19937_64& random) {
  for (;;) {
    problem p = test::random_extents(random, {.channels = 4, .groups = false});
    p.in_channels *= pick(random, 1, 2) == 1 ? 1 : index{1} << pick(random, 0, 4);
    for (std::size_t d = 0; d < p.rank; ++d) {
      convolt::engine::axis_problem& a = p.axes[d];
      a.input_dilation = pick(random, 1, 2) == 1 ? 1 : pick(random, 2, 3);
      if (a.input_dilation == 1) { continue; }
      a.stride = a.weights_dilation = 1;
      a.weights = a.input_dilation * pick(random, 1, 2);
    }
    p.input_channel_step = p.output_channel_step = 1;
    if (!method<T>::judge({.p = p}).declined()) { return p; }
  }
}

template <class T>
arrays<T> draw(std::mt19937_64& random) {
  return arrays<T>(random, random_problem<T>(random));
}

TEMPLATE_TEST_CASE("few output channels are computed exactly on whole numbers", "", float, double) {
  std::array<int, 17> chunks{};
  index const width = static_cast<index>(convolt::engine::lanes<TestType, default_arch>);
  auto const draw_counted = [&](std::mt19937_64& random) {
    arrays<TestType> a = draw<TestType>(random);
    ++chunks.at(static_cast<std::size_t>(few_outputs::make_layout(a.p, width).chunk));
    return a;
  };
  test::check_whole_numbers<TestType>(600, draw_counted, prepare<TestType>());
  CHECK(chunks[0] == 0);
  CHECK(chunks[1] > 20);
  CHECK(chunks[2] > 20);
}

TEMPLATE_TEST_CASE("lines of every length and every number of channels are computed", "", float, double) {
  for (index size = 1; size <= 40; ++size) {
    for (index const out_channels : {1, 2, 3, 5}) {
      problem p;
      p.rank = 1;
      p.in_channels = 16;
      p.out_channels = out_channels;
      p.axes[0] = {.input = size, .weights = 4, .output = 2 * size, .input_dilation = 2, .pad_lo = 2};
      if (size % 2 == 0) { p.axes[0] = {.input = size, .weights = 3, .output = size, .pad_lo = 1}; }
      p.input_channel_step = p.output_channel_step = 1;
      if (method<TestType>::judge({.p = p}).declined()) { continue; }
      std::mt19937_64 random(static_cast<std::uint64_t>(size));
      arrays<TestType> a(random, p);
      a.fill(test::small_integers(random));
      operands<TestType> const x = a.without_output(size % 3 == 0);
      CAPTURE(size, out_channels);
      CHECK(output_of(*prepare<TestType>()(a, random), a, x) == reference_output(a, x));
    }
  }
}

TEMPLATE_TEST_CASE("few output channels round like a direct sum", "", float, double) {
  test::check_rounding<TestType>(100, draw<TestType>, prepare<TestType>());
}

TEST_CASE("with few output channels infinities and NaN reach the windows that contain them and no others") {
  test::value_counts const counts = test::check_spoiled_numbers(300, draw<double>, prepare<double>());
  CHECK(counts.spoiled > 500);
  CHECK(counts.clean > 10000);
}

TEST_CASE("a position that is alone on its line is not thought to share the time of its weights") {
  problem p;
  p.rank = 1;
  p.in_channels = 16;
  p.out_channels = 3;
  p.axes[0] = {.input = 60, .weights = 60, .output = 1};
  p.input_channel_step = p.output_channel_step = 1;
  double const alone = method<float>::judge({.p = p}).cycles;
  p.axes[0].input = 75;
  p.axes[0].output = 16;
  double const sixteen = method<float>::judge({.p = p}).cycles;
  CHECK(alone > 0);
  CHECK(sixteen < 8 * alone);
}

TEST_CASE("the method for few output channels says why it declines and what it does") {
  problem p;
  p.rank = 1;
  p.in_channels = 16;
  p.out_channels = 3;
  p.axes[0] = {.input = 9, .weights = 4, .output = 18, .input_dilation = 2};
  p.input_channel_step = p.output_channel_step = 1;
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  CHECK(method<float>::judge({.p = p}).cycles > 0);
  std::mt19937_64 random(1);
  arrays<float> a(random, p);
  auto const prepared = method<float>::plan({.p = a.p, .weights = a.first_weight()});
  CHECK(prepared->memory() >= 4 * 16 * 3 * sizeof(float));
  CHECK(prepared->workspace_bytes() > 0);
  CHECK(prepared->details().find("6 outputs per position") != std::string::npos);
  p.axes[0].weights = 3;
  CHECK(test::reason_of<method<float>>(p) == "neighbouring outputs do not read the same samples");
  p.axes[0].weights = 4;
  p.out_channels = 100;
  CHECK(test::reason_of<method<float>>(p) == "there are enough output channels to fill vectors");
  p.out_channels = 3;
  p.output_channel_step = 18;
  CHECK(test::reason_of<method<float>>(p) == "the output channels are not neighbours in memory");
}

}  // namespace
