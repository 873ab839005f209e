// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/entry/planes.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/reference/method.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <unit/engine/exact_blocks.hpp>
#include <unit/engine/method_problems.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using convolt::index;
using convolt::target_arch;
using convolt::engine::operands;
using convolt::engine::planned;
using convolt::engine::precision_level;
using convolt::engine::problem;
using convolt::engine::workspace;
using test::exact_block;
using test::pick;

/// The engine for real numbers, as simple as possible: here it is their planes that are tested.
template <class R>
struct reals {
  static std::shared_ptr<planned<R> const> make_plan(problem const& p, R const* weights, precision_level,
                                                     problem const* = nullptr) {
    std::shared_ptr<planned<R>> made =
        convolt::engine::methods::reference::method<R, target_arch>::plan({.p = p, .weights = weights});
    made->set_choice({.explain = [](planned<R> const& plan) { return describe(plan.what()) + "\n"; }});
    return made;
  }
};
template <class R>
using prepared = convolt::engine::planes::prepared<R, target_arch, reals<R>>;

template <class R>
std::complex<R> small_complex(std::mt19937_64& random) {
  return {static_cast<R>(pick(random, -8, 8)), static_cast<R>(pick(random, -8, 8))};
}

/// A complex problem with its numbers, and complex weights that may all be real. The gaps of the operands are NaN.
template <class R>
struct trial {
  using T = std::complex<R>;
  static constexpr R nan = std::numeric_limits<R>::quiet_NaN();
  problem p;
  exact_block<T> input, weights, bias, output;
  std::vector<R> real_weights;
  operands<T> x;

  trial(std::mt19937_64& random, problem const& extents, bool real)
      : p(extents),
        input(test::input_dimensions(p), T(nan, nan)),
        weights(test::weights_dimensions(p), T(nan, nan)),
        bias({{p.out_channels, &p.bias_step}}, T(nan, nan)),
        output(test::output_dimensions(p), T(77, 78)) {
    auto const number = [&random] { return small_complex<R>(random); };
    input.fill(test::input_dimensions(p), number);
    weights.fill(test::weights_dimensions(p), [&] { return real ? T(number().real()) : number(); });
    bias.fill({{p.out_channels, &p.bias_step}}, number);
    for (T const& w : weights.numbers) { real_weights.push_back(w.real()); }
    x.input = input.first();
    x.weights = weights.first();
    x.bias = pick(random, 0, 1) == 1 ? bias.first() : nullptr;
    x.output_scale = pick(random, 0, 3) == 0 ? number() : T(static_cast<R>(pick(random, 1, 2)));
    x.bias_scale = static_cast<R>(pick(random, 1, 2));
  }

  std::vector<T> expected() const {
    std::vector<T> out = output.numbers;
    operands<T> own = x;
    own.output = out.data() + output.origin;
    convolt::engine::run_reference(p, own);
    return out;
  }
  std::vector<T> computed(planned<T> const& plan, index shares) const {
    std::vector<T> out = output.numbers;
    operands<T> own = x;
    own.weights = nullptr;
    own.output = out.data() + output.origin;
    workspace space;
    for (index i = 0; i < shares; ++i) { plan.run(own, space, {.number = i, .count = shares}); }
    CHECK(space.capacity() <= plan.workspace_bytes());
    return out;
  }
  prepared<R> plan(bool real) const {
    return real ? prepared<R>(p, real_weights.data() + weights.origin, precision_level::default_)
                : prepared<R>(p, weights.first(), precision_level::default_);
  }
};

/// Long lines and many batches, of which several blocks are made.
problem draw_large(std::mt19937_64& random) {
  problem p;
  p.rank = static_cast<std::size_t>(pick(random, 1, 2));
  p.batch = pick(random, 1, 3);
  p.in_channels = pick(random, 1, 2);
  p.out_channels = pick(random, 1, 2);
  for (std::size_t d = 0; d < p.rank; ++d) {
    p.axes[d] = {.input = d == 0 ? 20000 : 3, .weights = pick(random, 1, 3), .pad_lo = pick(random, -3, 7)};
    p.axes[d].stride = pick(random, 1, 2);
    p.axes[d].input_dilation = pick(random, 1, 3);
    p.axes[d].output = p.axes[d].input * p.axes[d].input_dilation / p.axes[d].stride + 1;
  }
  return p;
}

}  // namespace

TEMPLATE_TEST_CASE("planes of any problem compute what the reference loops do", "", float, double) {
  int computed = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::any_method_extents(random);
    test::lay_out_any(random, p);
    if (beyond_methods(p) != nullptr) { continue; }
    bool const real = seed % 3 == 0;
    trial<TestType> const a(random, p, real);
    CAPTURE(seed, real, convolt::engine::describe(p));
    auto const plan = a.plan(real);
    auto const want = a.expected();
    CHECK((a.computed(plan, 1) == want));
    CHECK((a.computed(plan, 3) == want));
    ++computed;
  }
  CHECK(computed > 100);
}

TEST_CASE("large problems are cut into blocks, and shares of them compute the same bits") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::mt19937_64 random(seed);
    problem p = draw_large(random);
    test::lay_out_any(random, p);
    bool const real = seed % 2 == 0;
    trial<double> const a(random, p, real);
    CAPTURE(seed, convolt::engine::describe(p));
    auto const plan = a.plan(real);
    CHECK(plan.details().find("  1 blocks") == std::string::npos);
    CHECK(plan.workspace_bytes() < std::size_t{1} << 22);
    CHECK((a.computed(plan, 1) == a.expected()));
    CHECK((a.computed(plan, 5) == a.expected()));
  }
}

TEST_CASE("many small batches are taken together, and those that are left over too") {
  std::mt19937_64 random(3);
  problem p;
  p.rank = 1;
  p.batch = 1000;
  p.axes[0] = {.input = 30, .weights = 5, .output = 30, .pad_lo = 2};
  test::lay_out_any(random, p);
  trial<float> const a(random, p, false);
  auto const plan = a.plan(false);
  CHECK(plan.details().find("  1 blocks of up to 30 outputs, 546 batches") == 0);
  CHECK((a.computed(plan, 1) == a.expected()));
  CHECK((a.computed(plan, 2) == a.expected()));
}

TEST_CASE("a part that is not finite stays in its windows, and with real weights in its part") {
  double const inf = std::numeric_limits<double>::infinity();
  problem p;
  p.rank = 1;
  p.axes[0] = {
      .input = 9, .weights = 3, .output = 9, .pad_lo = 1, .input_step = 1, .weights_step = 1, .output_step = 1};
  std::vector<std::complex<double>> in(9, {1, 2}), out(9);
  in[4] = {3, inf};
  workspace space;
  std::vector<double> const real_taps{1, 0.5, 2};
  prepared<double>(p, real_taps.data(), precision_level::highest)
      .run({.input = in.data(), .output = out.data()}, space, {});
  for (std::size_t t = 0; t < 9; ++t) {
    CHECK(std::isfinite(out[t].real()));
    CHECK(std::isfinite(out[t].imag()) == (t < 3 || t > 5));
  }
  std::vector<std::complex<double>> const taps{{1, 1}, {0.5, 1}, {2, 1}};
  prepared<double>(p, taps.data(), precision_level::highest).run({.input = in.data(), .output = out.data()}, space, {});
  for (std::size_t t = 0; t < 9; ++t) {
    CHECK(std::isfinite(out[t].real()) == (t < 3 || t > 5));
    CHECK(std::isfinite(out[t].imag()) == (t < 3 || t > 5));
  }
}
