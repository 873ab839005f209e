// SPDX-License-Identifier: BSD-3-Clause
/// Which method is chosen; and every method of the table on whatever it accepts. A method may decline; what it accepts
/// is right.
#include <convolt/engine/entry/choose.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/entry/accepting.hpp>
#include <unit/engine/exact_blocks.hpp>
#include <unit/engine/method_problems.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::ask;
using convolt::engine::choice;
using convolt::engine::choose;
using convolt::engine::default_arch;
using convolt::engine::method_table;
using convolt::engine::operands;
using convolt::engine::planned;
using convolt::engine::problem;
using convolt::engine::verdict;
using convolt::engine::workspace;
using test::dimensions;
using test::exact_block;
using test::pick;

problem picture() {
  problem p;
  p.rank = 2;
  p.in_channels = 16;
  p.out_channels = 32;
  for (std::size_t d = 0; d < 2; ++d) { p.axes[d] = {.input = 20, .weights = 3, .output = 20, .pad_lo = 1}; }
  p.input_channel_step = 1;
  p.output_channel_step = 1;
  return p;
}

template <class T>
std::string chosen(problem const& p) {
  return test::name_of_method<T>(choose<T, default_arch>({.p = p}).chosen);
}

TEMPLATE_TEST_CASE("the reference loops are last in every table and never decline", "", float, double, std::int8_t,
                   std::int64_t, std::complex<float>, long double) {
  auto const& table = method_table<TestType, default_arch>;
  CHECK(std::string(table.back().name) == "reference");
  CHECK_FALSE(ask<TestType, default_arch>(table.size() - 1, {.p = picture()}).declined());
}

TEST_CASE("the method of least cost among those that accept is chosen") {
  choice const c = choose<float, default_arch>({.p = picture()});
  verdict const best = ask<float, default_arch>(c.chosen, {.p = picture()});
  REQUIRE_FALSE(best.declined());
  CHECK(best.cycles == c.cycles);
  for (std::size_t i = 0; i < method_table<float, default_arch>.size(); ++i) {
    verdict const v = ask<float, default_arch>(i, {.p = picture()});
    CHECK((v.declined() || v.cycles >= c.cycles));
    CHECK((v.declined() || v.cycles > c.cycles || i >= c.chosen));  // of equal estimates the first
  }
}

TEST_CASE("methods that are left out are not chosen, and in the end the reference loops are") {
  std::size_t const accepting = test::accepting_methods<float>(picture()).size();
  convolt::engine::method_set left_out = 0;
  double cycles = 0;
  for (std::size_t i = 0; i < accepting; ++i) {
    choice const c = choose<float, default_arch>({.p = picture()}, left_out);
    REQUIRE(c.chosen < method_table<float, default_arch>.size());
    CHECK((left_out >> c.chosen & 1) == 0);
    CHECK(c.cycles >= cycles);
    cycles = c.cycles;
    left_out |= convolt::engine::method_set{1} << c.chosen;
  }
  CHECK(left_out >> (method_table<float, default_arch>.size() - 1) == 1);
}

TEST_CASE("the methods of a table have names of one word, all different, and say what they are about") {
  std::set<std::string> names;
  for (auto const& method : method_table<double, default_arch>) {
    std::string const name = method.name;
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos);
    CHECK(names.insert(name).second);
    CHECK(std::string(method.about).size() > 5);
  }
}

TEST_CASE("what is beyond the methods is left to the reference loops, with the reason") {
  problem p = picture();
  p.axes[0].stride = index{1} << 62;
  char const* const beyond = convolt::engine::beyond_methods(p);
  REQUIRE(beyond != nullptr);
  for (std::size_t i = 0; i + 1 < method_table<float, default_arch>.size(); ++i) {
    CHECK(ask<float, default_arch>(i, {.p = p}).reason == std::string(beyond));
  }
  CHECK(chosen<float>(p) == "reference");
}

TEST_CASE("dense problems with channels last do not go to the reference loops") {
  CHECK(chosen<float>(picture()) == "dense");
  CHECK(chosen<double>(picture()) == "dense");
}

TEST_CASE("element types without vectors go to the reference loops") {
  CHECK(chosen<std::int32_t>(picture()) == "reference");
}

/// Higher precision than T, to judge it by.
template <class T>
using wider = std::conditional_t<std::is_same_v<T, float>, double, long double>;

/// A number that is no result: whole numbers and their sums do not come near it.
constexpr int untouched = 1 << 27;
constexpr index largest_number = 8;

/// A problem with its numbers. The gaps of the operands hold NaN: who reads one spoils his result.
template <class T>
struct trial {
  problem p;
  dimensions outputs;
  exact_block<T> input, weights, bias;
  bool with_bias;
  T output_scale, bias_scale;

  trial(std::mt19937_64& random, problem const& extents)
      : p(extents),
        outputs(test::output_dimensions(p)),
        input(test::input_dimensions(p), std::numeric_limits<T>::quiet_NaN()),
        weights(test::weights_dimensions(p), std::numeric_limits<T>::quiet_NaN()),
        bias({{p.out_channels, &p.bias_step}}, std::numeric_limits<T>::quiet_NaN()),
        with_bias(pick(random, 0, 1) == 1),
        output_scale(static_cast<T>(pick(random, 1, 2))),
        bias_scale(static_cast<T>(pick(random, 1, 2))) {
    auto const whole = [&random] { return pick(random, -largest_number, largest_number); };
    input.fill(test::input_dimensions(p), whole);
    weights.fill(test::weights_dimensions(p), whole);
    bias.fill({{p.out_channels, &p.bias_step}}, whole);
  }
  trial(trial const&) = delete;
  trial& operator=(trial const&) = delete;

  operands<T> view(T* output) const {
    return {.input = input.first(),
            .weights = nullptr,  // of a plan, not of a run
            .bias = with_bias ? bias.first() : nullptr,
            .output = output,
            .output_scale = output_scale,
            .bias_scale = bias_scale};
  }

  /// The block of the outputs in higher precision.
  exact_block<wider<T>> expected() {
    using W = wider<T>;
    std::vector<W> const in(input.numbers.begin(), input.numbers.end());
    std::vector<W> const w(weights.numbers.begin(), weights.numbers.end());
    std::vector<W> const b(bias.numbers.begin(), bias.numbers.end());
    exact_block<W> out(outputs, W(untouched));
    convolt::engine::run_reference<W>(p, {.input = in.empty() ? nullptr : in.data() + input.origin,
                                          .weights = w.empty() ? nullptr : w.data() + weights.origin,
                                          .bias = b.empty() || !with_bias ? nullptr : b.data() + bias.origin,
                                          .output = out.first(),
                                          .output_scale = W(output_scale),
                                          .bias_scale = W(bias_scale)});
    return out;
  }

  /// What transforms of blocks of that many samples may be wrong by (overlap_save/runner.hpp), and the last two
  /// roundings.
  wider<T> transform_error(index samples) {
    using W = wider<T>;
    index taps = 1;
    for (std::size_t d = 0; d < p.rank; ++d) { taps *= p.axes[d].weights; }
    W const sum = static_cast<W>(largest_number * largest_number * taps);
    W const unit = W(std::numeric_limits<T>::epsilon());
    return unit * W(output_scale) * sum * (2 * std::log2(static_cast<W>(samples)) + 1) + unit * 2 * largest_number;
  }
};

/// The block of the outputs, by so many shares in one workspace; `around` more numbers on both sides.
template <class T>
std::vector<T> run_in_shares(trial<T>& a, planned<T> const& method, index shares, std::size_t around) {
  exact_block<T> const empty(a.outputs, T(untouched));
  std::vector<T> block(empty.numbers.size() + 2 * around, T(untouched));
  T* const first = empty.numbers.empty() ? nullptr : block.data() + around + empty.origin;
  workspace space;
  for (index i = 0; i < shares; ++i) {
    method.run(a.view(first), space, {.number = i, .count = shares});
    CHECK(space.capacity() <= method.workspace_bytes());
  }
  return block;
}

/// The block length that overlap-save has chosen.
index block_samples(std::string const& details) {
  std::string const before = "blocks of ";
  std::size_t const at = details.find(before);
  REQUIRE(at != std::string::npos);
  return std::stoll(details.substr(at + before.size()));
}

template <class T>
void check_method(trial<T>& a, planned<T> const& method, std::vector<wider<T>> const& expected, bool exact) {
  wider<T> const error = exact ? 0 : a.transform_error(block_samples(method.details()));
  std::vector<T> const once = run_in_shares(a, method, 1, 0);
  int wrong = 0;
  for (std::size_t i = 0; i < once.size(); ++i) {
    bool const gap = expected[i] == wider<T>(untouched);
    wrong += !(std::abs(wider<T>(once[i]) - expected[i]) <= (gap ? 0 : error));
  }
  CHECK(wrong == 0);
  std::size_t const around = 64;
  std::vector<T> guarded(around, T(untouched));
  guarded.insert(guarded.end(), once.begin(), once.end());
  guarded.insert(guarded.end(), around, T(untouched));
  CHECK((run_in_shares(a, method, 3, around) == guarded));
}

/// The loops of programs that compile them in every file: few kernels.
using compact_arch = convolt::engine::vectors_of<
    convolt::arch<convolt::target_arch::features, convolt::loops_from::here, convolt::kernel_grid::compact>>;

/// Ask all methods, and check those that accept. `accepted` counts them.
template <class Arch, class T>
void check_methods(trial<T>& a, std::map<std::string, int>& accepted) {
  std::vector<wider<T>> const expected = a.expected().numbers;
  for (std::size_t i = 0; i < method_table<T, Arch>.size(); ++i) {
    if (ask<T, Arch>(i, {.p = a.p}).declined()) { continue; }
    std::string const name = method_table<T, Arch>[i].name;
    INFO(name);
    ++accepted[name];
    auto const plan = method_table<T, Arch>[i].plan({.p = a.p, .weights = a.weights.first()});
    REQUIRE(plan != nullptr);
    check_method(a, *plan, expected, name != "overlap_save" && name != "cross_spectra");
  }
}

/// Whether windows that meet samples are farther apart than 32 bits count.
bool meets_samples_far_away(problem const& p) {
  bool const far = std::any_of(p.axes.begin(), p.axes.begin() + p.rank, [](convolt::engine::axis_problem const& a) {
    return std::max({a.stride, a.input_dilation, a.weights_dilation}) >= index{1} << 31;
  });
  return far && useful_multiply_adds(p).value > 0;
}

/// What every method has computed of the problems with these seeds, from `first` on.
template <class T, class Arch>
std::map<std::string, int> check_seeds(std::uint64_t first, std::uint64_t step) {
  std::map<std::string, int> accepted;
  int far = 0;
  for (std::uint64_t seed = first; seed <= 680; seed += step) {
    std::mt19937_64 random(seed);
    problem p = seed <= 600 ? test::any_method_extents(random) : test::long_sums_extents(random);
    test::lay_out_any(random, p);
    CAPTURE(seed, convolt::engine::describe(p));
    REQUIRE(convolt::engine::fault_of(p) == nullptr);
    far += meets_samples_far_away(p);
    trial<T> a(random, p);
    check_methods<Arch>(a, accepted);
  }
  CHECK(far > (step == 1 ? 50 : 20));
  REQUIRE(accepted.size() == method_table<T, Arch>.size());
  return accepted;
}

TEMPLATE_TEST_CASE("what a method accepts it computes, and it reads and writes nothing else", "[large]", float,
                   double) {
  for (auto const& [name, times] : check_seeds<TestType, default_arch>(1, 1)) {
    CAPTURE(name, times);
    CHECK(times > 20);
  }
}

TEMPLATE_TEST_CASE("so it does with few kernels", "[large]", float, double) {
  for (auto const& [name, times] : check_seeds<TestType, compact_arch>(2, 2)) {
    CAPTURE(name, times);
    CHECK(times > 8);
  }
}

}  // namespace
