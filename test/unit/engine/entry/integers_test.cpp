// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/entry/integers.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/threads.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace {

using convolt::engine::operands;
using convolt::engine::precision_level;
using convolt::engine::problem;
using engine = convolt::engine::integer_engine<std::int32_t, convolt::target_arch>;

problem filter(convolt::index samples, convolt::index taps) {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = samples,
               .weights = taps,
               .output = samples,
               .pad_lo = taps / 2,
               .input_step = 1,
               .weights_step = 1,
               .output_step = 1};
  return p;
}

}  // namespace

TEST_CASE("long integer filters go through vectors, tiny ones through the reference loops") {
  std::vector<std::int32_t> const weights(64, 1);
  auto const text = [&](problem const& p) {
    return engine::make_plan(p, weights.data(), precision_level::default_)->explain();
  };
  CHECK(text(filter(10000, 64)).find("\nmethod: modular") != std::string::npos);
  CHECK(text(filter(10000, 64)).find("reference: slower") != std::string::npos);
  CHECK(text(filter(10, 2)).find("\nmethod: reference") != std::string::npos);
  CHECK(text(filter(10, 2)).find("modular: declined: it would be slower") != std::string::npos);
  problem far = filter(10000, 64);
  far.axes[0].stride = convolt::index{1} << 62;
  far.axes[0].output = 1;
  CHECK(text(far).find("modular: declined: strides, dilations or paddings are too large") != std::string::npos);
}

TEST_CASE("plans and single runs are the reference loops, on any number of threads") {
  problem const p = filter(100000, 40);
  std::mt19937_64 random(1);
  std::vector<std::int32_t> input(100000), weights(40), want(100000), out(100000);
  for (auto* numbers : {&input, &weights}) {
    for (std::int32_t& v : *numbers) { v = static_cast<std::int32_t>(random()); }
  }
  operands<std::int32_t> x{.input = input.data(), .weights = weights.data(), .output = want.data()};
  convolt::engine::run_reference(p, x);
  x.output = out.data();
  convolt::threads const pool(3);
  engine::run_once(p, x, precision_level::default_, {});
  CHECK((out == want));
  out.assign(out.size(), 0);
  engine::run_once(p, x, precision_level::default_, pool);
  CHECK((out == want));
  out.assign(out.size(), 0);
  convolt::engine::run(*engine::make_plan(p, weights.data(), precision_level::default_), x, pool);
  CHECK((out == want));
}
