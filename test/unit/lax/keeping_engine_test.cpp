// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/keeping_engine.hpp.

#include <convolt/lax/keeping_engine.hpp>

#include <support/catch.hpp>

#include <array>

using namespace convolt;

namespace {

engine::problem line(convolt::index outputs) {
  engine::problem p;
  p.rank = 1;
  p.axes[0] = {.input = outputs, .weights = 1, .output = outputs, .input_step = 1, .weights_step = 1, .output_step = 1};
  return p;
}

}  // namespace

TEST_CASE("a plan is made for the first call of a problem, and later ones use it") {
  arrays::call_cache<float> cache;
  arrays::shared_plan<float> first, second;
  std::array<float, 3> const x{1, 2, 3};
  std::array<float, 3> y{};
  float weight = 2;
  engine::operands<float> const operands{.input = x.data(), .weights = &weight, .output = y.data()};
  lax::resolved::keeping_engine<float>{cache, {}, &first}.run(line(3), operands);
  CHECK(y == std::array<float, 3>{2, 4, 6});
  CHECK(cache.find_plan(line(3)) == first);
  CHECK(cache.find_plan(line(2)) == nullptr);
  weight = 5;  // packed before: who changes weights drops the cache
  lax::resolved::keeping_engine<float>{cache, {}, &second}.run(line(3), operands);
  CHECK(y == std::array<float, 3>{2, 4, 6});
  CHECK(second == first);
  cache.drop();
  lax::resolved::keeping_engine<float>{cache}.run(line(3), operands);
  CHECK(y == std::array<float, 3>{5, 10, 15});
}
