// SPDX-License-Identifier: BSD-3-Clause
/// What the test of every method does: problems that are drawn from seeds, computed by the method and by the reference
/// loops. A test says how its arrays are drawn, draw(random), and how the method is prepared for them, prepare(a,
/// random), which returns a pointer to what is planned.
#pragma once

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace test {

/// All shares of a run, one after the other in one workspace. The weights are those that the method keeps.
template <class T>
void run_shares(convolt::engine::planned<T> const& method, operands<T> x, convolt::index shares) {
  convolt::engine::workspace space;
  x.weights = nullptr;
  for (convolt::index i = 0; i < shares; ++i) { method.run(x, space, {.number = i, .count = shares}); }
  CHECK(space.capacity() <= method.workspace_bytes());
}

/// The output array of `a` after a run. Where x writes to does not matter.
template <class T, class Arrays>
std::vector<T> output_of(convolt::engine::planned<T> const& method, Arrays const& a, operands<T> x,
                         convolt::index shares = 1) {
  std::vector<T> out = a.output;
  x.output = out.data() + a.output_origin;
  run_shares(method, x, shares);
  return out;
}

template <class T>
std::vector<T> reference_output(arrays<T> const& a, operands<T> x) {
  std::vector<T> out = a.output;
  x.output = out.data() + a.output_origin;
  convolt::engine::run_reference(a.p, x);
  return out;
}

/// Why a method declines a problem of floats; nothing if it does not.
template <class Method>
std::string reason_of(problem const& p) {
  convolt::engine::verdict const v = Method::judge({.p = p});
  return v.declined() ? v.reason : std::string();
}

/// Prepares with a method, which must not decline.
template <class Method>
struct prepare_with {
  template <class T>
  auto operator()(arrays<T> const& a, std::mt19937_64&) const {
    convolt::engine::request<T> const r{.p = a.p, .weights = a.first_weight()};
    REQUIRE_FALSE(Method::judge(r).declined());
    auto made = Method::plan(r);
    REQUIRE(made != nullptr);
    return made;
  }
};

/// Numbers that every operation rounds.
template <class T>
auto broken_numbers(std::mt19937_64& random) {
  return [&random] { return static_cast<T>(pick(random, -1000000, 1000000)) / T(77777); };
}

/// Sums of whole numbers are exact in any order, with a bias or without, and in any number of shares. Returns how many
/// of the problems had something to multiply.
template <class T, class Draw, class Prepare>
int check_whole_numbers(std::uint64_t seeds, Draw draw, Prepare prepare) {
  int with_terms = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    std::mt19937_64 random(seed);
    arrays<T> a = draw(random);
    a.fill(small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    operands<T> x = a.without_output(pick(random, 0, 1) == 1);
    x.output_scale = static_cast<T>(pick(random, 1, 2));
    x.bias_scale = static_cast<T>(pick(random, 1, 2));
    convolt::index const shares = pick(random, 0, 2) == 0 ? pick(random, 2, 4) : 1;
    CHECK((output_of(*prepare(a, random), a, x, shares) == reference_output(a, x)));
    with_terms += useful_multiply_adds(a.p).value > 0;
  }
  return with_terms;
}

/// Other sums are rounded like a direct sum, and to the same bits in any number of shares.
template <class T, class Draw, class Prepare>
void check_rounding(std::uint64_t seeds, Draw draw, Prepare prepare) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    std::mt19937_64 random(seed);
    arrays<T> a = draw(random);
    a.fill(broken_numbers<T>(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    operands<T> x = a.without_output(pick(random, 0, 1) == 1);
    x.output_scale = T(0.37);
    x.bias_scale = T(-1.7);
    auto const method = prepare(a, random);
    std::vector<T> const out = output_of(*method, a, x);
    std::vector<T> const expected = reference_output(a, x);
    std::vector<T> const bound = rounding_bounds(a, x);
    int wrong = 0;
    for (std::size_t i = 0; i < out.size(); ++i) { wrong += !(std::abs(out[i] - expected[i]) <= bound[i]); }
    CHECK(wrong == 0);
    CHECK((output_of(*method, a, x, 5) == out));
  }
}

/// How many numbers were finite and how many were not.
struct value_counts {
  int clean = 0, spoiled = 0;
};

/// Which numbers are infinite or NaN: by turns a sample and a weight, or always a sample.
enum class spoiled_arrays { both, samples };

/// A weight or a sample that is infinite or NaN reaches the outputs whose windows contain it and no others.
template <class Draw, class Prepare>
value_counts check_spoiled_numbers(std::uint64_t seeds, Draw draw, Prepare prepare,
                                   spoiled_arrays which = spoiled_arrays::both) {
  double const inf = std::numeric_limits<double>::infinity();
  value_counts counts;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    std::mt19937_64 random(seed);
    arrays<double> a = draw(random);
    a.fill(small_integers(random));
    std::vector<double>& victims = seed % 2 == 0 && which == spoiled_arrays::both ? a.weights : a.input;
    victims[random() % victims.size()] = seed % 3 == 0 ? inf : -std::numeric_limits<double>::quiet_NaN();
    CAPTURE(seed, convolt::engine::describe(a.p));
    operands<double> x = a.without_output(seed % 5 == 0);
    x.output_scale = seed % 7 == 0 ? 2 : 1;
    std::vector<double> const out = output_of(*prepare(a, random), a, x);
    CHECK(same_values(out, reference_output(a, x)));
    for (double const y : out) { ++(std::isfinite(y) ? counts.clean : counts.spoiled); }
  }
  return counts;
}

/// Any number of shares computes the same bits as one.
template <class T, class Arrays>
void check_shares(convolt::engine::planned<T> const& method, Arrays const& a, operands<T> const& x) {
  std::vector<T> const once = output_of(method, a, x);
  for (convolt::index const shares : {2, 3, 7, 64, 100}) {
    CAPTURE(shares);
    CHECK((output_of(method, a, x, shares) == once));
  }
}

}  // namespace test
