// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/entry/complex.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/reference/method.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/exact_blocks.hpp>
#include <unit/engine/method_problems.hpp>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using convolt::executor_ref;
using convolt::target_arch;
using convolt::engine::operands;
using convolt::engine::planned;
using convolt::engine::precision_level;
using convolt::engine::problem;
using test::exact_block;
using test::pick;

/// The engine for real numbers, as simple as possible.
struct reals {
  static std::shared_ptr<planned<double> const> make_plan(problem const& p, double const* weights, precision_level,
                                                          problem const* = nullptr) {
    std::shared_ptr<planned<double>> made =
        convolt::engine::methods::reference::method<double, target_arch>::plan({.p = p, .weights = weights});
    made->set_choice({.explain = [](planned<double> const& plan) { return describe(plan.what()) + "\n"; }});
    return made;
  }
  static void run_once(problem const& p, operands<double> const& x, precision_level, executor_ref) {
    convolt::engine::run_reference(p, x);
  }
};
using engine = convolt::engine::complex_engine<double, target_arch, reals>;
using complex = std::complex<double>;
using numbers = exact_block<complex>;

}  // namespace

TEST_CASE("any complex problem, with complex or real weights, is what the reference loops compute") {
  int on_planes = 0, apart = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::any_method_extents(random);
    test::lay_out_any(random, p);
    bool const real = seed % 2 == 0;
    auto const part = [&random] { return static_cast<double>(pick(random, -8, 8)); };
    auto const number = [&part] { return complex(part(), part()); };
    numbers input(test::input_dimensions(p), {}), weights(test::weights_dimensions(p), {}),
        bias({{p.out_channels, &p.bias_step}}, {}), output(test::output_dimensions(p), complex(77, 78));
    input.fill(test::input_dimensions(p), number);
    weights.fill(test::weights_dimensions(p), [&] { return real ? complex(part()) : number(); });
    bias.fill({{p.out_channels, &p.bias_step}}, number);
    std::vector<double> real_weights;
    for (complex const& w : weights.numbers) { real_weights.push_back(w.real()); }
    double const* const first_real = weights.numbers.empty() ? nullptr : real_weights.data() + weights.origin;
    CAPTURE(seed, real, convolt::engine::describe(p));

    operands<complex> x{.input = input.first(),
                        .weights = weights.first(),
                        .bias = seed % 3 == 0 ? bias.first() : nullptr,
                        .output = output.first(),
                        .output_scale = 2};
    std::vector<complex> const empty = output.numbers;
    convolt::engine::run_reference(p, x);
    std::vector<complex> const want = std::exchange(output.numbers, empty);
    x.output = output.first();
    if (real) {
      engine::run_once(p,
                       operands<complex, double>{.input = x.input,
                                                 .weights = first_real,
                                                 .bias = x.bias,
                                                 .output = x.output,
                                                 .output_scale = x.output_scale},
                       precision_level::default_, {});
    } else {
      engine::run_once(p, x, precision_level::default_, {});
    }
    CHECK((output.numbers == want));
    output.numbers = empty;
    auto const plan = real ? engine::make_plan(p, first_real, precision_level::default_)
                           : engine::make_plan(p, weights.first(), precision_level::default_);
    x.output = output.first();
    x.weights = nullptr;
    convolt::engine::run(*plan, x, {});
    CHECK((output.numbers == want));
    CHECK(plan->explain().find(describe(p)) == 0);
    bool const by_planes = plan->explain().find(" blocks of up to ") != std::string::npos;
    CHECK(by_planes == convolt::engine::detail::is_for_planes(p));
    ++(by_planes ? on_planes : apart);
  }
  CHECK(on_planes > 50);
  CHECK(apart > 50);
}
