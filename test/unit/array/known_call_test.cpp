// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/known_call.hpp: what lies as before is computed, and nothing else is touched.

#include <convolt/array/known_call.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/xt.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;

namespace {

using x1 = xt::xtensor<float, 1>;

// y(t) = 3 x(t), five times.
arrays::known_call<float> tripled() {
  engine::problem p;
  p.rank = 1;
  p.axes[0] = {.input = 5, .weights = 1, .output = 5, .input_step = 1, .weights_step = 1, .output_step = 1};
  float const weight = 3;
  return {.input = {{5}, {1}},
          .output = {{5}, {1}},
          .plan = engine::backend<float, target_arch>::make_plan(p, &weight, engine::precision_level::default_)};
}

x1 const x{1, 2, 3, 4, 5};
x1 const nines{9, 9, 9, 9, 9};

static_assert(arrays::CanBeKnown<x1, float> && arrays::CanBeKnown<tensor<mV, float, 1> const, float>);
static_assert(!arrays::CanBeKnown<x1, double>, "it would have to be converted");
static_assert(!arrays::CanBeKnown<decltype(std::declval<x1&>() + 1.F), float>, "it would have to be evaluated");
static_assert(arrays::StaticUnits<unit_t<tensor<mV, float, 1>>, dimensionless> && arrays::StaticUnits<>);
static_assert(!arrays::StaticUnits<dimensionless, any_unit>);

}  // namespace

TEST_CASE("arrays that lie as they are known to are computed, with the factors of the call") {
  auto const call = tripled();
  x1 y = nines;
  CHECK(call.takes(x));
  CHECK(call.run(x, y, {}, {}));
  CHECK(equal_arrays(y, x1{3, 6, 9, 12, 15}));
  float const bias = 1;
  CHECK(call.run(x, y, {.bias = &bias, .output_scale = 2, .bias_scale = 10}, {}, std::vector<float>(3)));
  CHECK(equal_arrays(y, x1{16, 22, 28, 34, 40}));
  xt::xtensor<float, 2> const rows{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}};
  auto const second = xt::view(rows, 1, xt::all());
  CHECK(call.takes(second));
  CHECK(call.run(second, y, {}, {}));
  CHECK(y(4) == 30);
}

TEST_CASE("arrays that lie otherwise are left alone") {
  auto const call = tripled();
  x1 y = nines;
  xt::xtensor<float, 2> const columns{{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}};
  auto const column = xt::view(columns, xt::all(), 1);
  CHECK_FALSE(call.takes(column));
  CHECK_FALSE(call.run(column, y, {}, {}));
  CHECK_FALSE(call.run(x1{1, 2, 3, 4}, y, {}, {}));
  CHECK(equal_arrays(y, nines));
  x1 longer{9, 9, 9, 9, 9, 9};
  CHECK_FALSE(call.run(x, longer, {}, {}));
  CHECK(longer(0) == 9);
  CHECK_FALSE(arrays::known_call<float>{}.takes(x));
}

TEST_CASE("an output that shares memory with the input or with what is read is left alone") {
  auto const call = tripled();
  std::vector<float> memory{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  auto const before = memory;
  std::array<std::size_t, 1> const five{5};
  auto const in = xt::adapt(memory.data() + 4, 5, xt::no_ownership(), five);
  auto out = xt::adapt(memory.data(), 5, xt::no_ownership(), five);
  CHECK_FALSE(call.run(in, out, {}, {}));
  CHECK_FALSE(call.run(x, out, {}, {}, nines, memory));
  CHECK(memory == before);
  CHECK(call.run(xt::adapt(memory.data() + 5, 5, xt::no_ownership(), five), out, {}, {}, nines));
  CHECK(memory[4] == 30);
}
