// SPDX-License-Identifier: BSD-3-Clause
/// Integers of all widths against the reference loops: equal, whatever overflows.
#include <convolt/engine/methods/modular/method.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/exact_blocks.hpp>
#include <unit/engine/method_problems.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

namespace modular = convolt::engine::methods::modular;

using convolt::index;
using convolt::target_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using test::exact_block;
using test::pick;

template <class T>
using method = modular::method<T, target_arch>;

template <class T>
void check(std::mt19937_64& random, problem p) {
  CAPTURE(convolt::engine::describe(p));
  auto const number = [&random] { return static_cast<T>(random()); };  // of all sizes
  exact_block<T> input(test::input_dimensions(p), T(1)), weights(test::weights_dimensions(p), T(1)),
      bias({{p.out_channels, &p.bias_step}}, T(1)), output(test::output_dimensions(p), T(77));
  input.fill(test::input_dimensions(p), number);
  weights.fill(test::weights_dimensions(p), number);
  bias.fill({{p.out_channels, &p.bias_step}}, number);
  operands<T> x{.input = input.first(), .weights = weights.first()};
  if (pick(random, 0, 1) == 1) { x.bias = bias.first(); }
  x.output_scale = static_cast<T>(pick(random, 1, 3));
  x.bias_scale = static_cast<T>(pick(random, 1, 3));
  auto const plan = method<T>::plan({.p = p, .weights = weights.first()});
  std::vector<T> const empty = output.numbers;
  x.output = output.first();
  convolt::engine::run_reference(p, x);
  std::vector<T> const want = output.numbers;
  for (index const shares : {1, 3}) {
    output.numbers = empty;
    test::run_shares(*plan, x, shares);
    CHECK((output.numbers == want));
  }
}

TEMPLATE_TEST_CASE("integers are exact modulo 2^n in any problem", "", std::int8_t, std::uint8_t, std::int16_t,
                   std::uint16_t, std::int32_t, std::uint32_t, std::int64_t, std::uint64_t, long long) {
  int accepted = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::any_method_extents(random);
    test::lay_out_any(random, p);
    if (beyond_methods(p) != nullptr || method<TestType>::judge({.p = p}).declined()) { continue; }
    check<TestType>(random, p);
    ++accepted;
  }
  CHECK(accepted > 30);
}

TEMPLATE_TEST_CASE("long lines are cut into tiles, with a rest of any length", "", std::int8_t, std::int16_t,
                   std::int32_t, std::int64_t) {
  std::mt19937_64 random(4);
  index const tile = modular::tile_rows * convolt::engine::modular_vector<TestType, target_arch>::size;
  for (index const outputs : {tile - 1, tile, tile + 1, 3 * tile, 3 * tile + tile / 2 + 3}) {
    for (index const stride : {1, 2, 3}) {
      problem p;
      p.rank = 2;
      p.in_channels = 2;
      p.out_channels = 3;
      p.axes[0] = {.input = outputs * stride, .weights = 20, .output = outputs, .stride = stride, .pad_lo = 9};
      p.axes[1] = {.input = 3, .weights = 2, .output = 3, .pad_lo = 1};
      test::lay_out_any(random, p);
      check<TestType>(random, p);
    }
  }
}

TEST_CASE("lines run along the longest axis that is not dilated") {
  problem p;
  p.rank = 3;
  p.axes[0] = {.output = 9};
  p.axes[1] = {.output = 12, .input_dilation = 2};
  p.axes[2] = {.output = 4};
  problem const q = modular::with_longest_axis_last(p);
  CHECK(q.axes[2].output == 9);
  CHECK(q.axes[1].output == 12);
  CHECK(q.axes[0].output == 4);
}

TEST_CASE("what cannot be done in lines is declined with a reason") {
  using method = method<std::int32_t>;
  problem p;
  CHECK(test::reason_of<method>(p) == "there is no spatial axis");
  p.rank = 1;
  p.axes[0] = {.input = 100, .weights = 5, .output = 96};
  CHECK(test::reason_of<method>(p).empty());
  problem other = p;
  other.axes[0].input_dilation = 2;
  CHECK(test::reason_of<method>(other) == "the input is dilated along the longest axis");
  other = p;
  other.axes[0].weights_dilation = index{1} << 30;
  CHECK(test::reason_of<method>(other) == "the window is too large to be copied");
  other = p;
  other.in_channels = 1000;
  other.out_channels = index{1} << 32;
  CHECK(test::reason_of<method>(other) == "the packed weights would not fit in memory");
}

}  // namespace
