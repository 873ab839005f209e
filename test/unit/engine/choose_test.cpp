// SPDX-License-Identifier: BSD-3-Clause
/// Which method is chosen; and every method of the table on whatever it accepts. A method may decline; what it accepts
/// is right.
#include <convolt/engine/choose.hpp>

#include <convolt/engine/buffer.hpp>
#include <convolt/engine/reference.hpp>
#include <support/catch.hpp>
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
#include <string>
#include <type_traits>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::choice;
using convolt::engine::choose;
using convolt::engine::default_arch;
using convolt::engine::methods;
using convolt::engine::operands;
using convolt::engine::prepared;
using convolt::engine::problem;
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
  return methods<T, default_arch>[choose<T, default_arch>({.p = p}).chosen].name;
}

TEMPLATE_TEST_CASE("the reference loops are last in every table and never decline", "", float, double, std::int8_t,
                   std::int64_t, std::complex<float>, long double) {
  auto const& table = methods<TestType, default_arch>;
  CHECK(std::string(table.back().name) == "reference loops");
  choice const c = choose<TestType, default_arch>({.p = picture()});
  REQUIRE(c.verdicts.size() == table.size());
  CHECK_FALSE(c.verdicts.back().declined());
}

TEST_CASE("the method of least cost among those that accept is chosen") {
  choice const c = choose<float, default_arch>({.p = picture()});
  REQUIRE_FALSE(c.verdicts[c.chosen].declined());
  for (auto const& v : c.verdicts) { CHECK((v.declined() || v.cycles >= c.verdicts[c.chosen].cycles)); }
}

TEST_CASE("dense problems with channels last do not go to the reference loops") {
  CHECK(chosen<float>(picture()) == "dense, channels last");
  CHECK(chosen<double>(picture()) == "dense, channels last");
}

TEST_CASE("element types without vectors go to the reference loops") {
  CHECK(chosen<std::int32_t>(picture()) == "reference loops");
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
            .weights = nullptr,  // of a prepared method, not of a run
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

  /// What transforms of blocks of that many samples may be wrong by (fft/method.hpp), and the last two roundings.
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
std::vector<T> run_in_shares(trial<T>& a, prepared<T, default_arch> const& method, index shares, std::size_t around) {
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
void check_method(trial<T>& a, prepared<T, default_arch> const& method, std::vector<wider<T>> const& expected,
                  bool exact) {
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

/// Ask all methods, and check those that accept. `accepted` counts them.
template <class T>
void check_methods(trial<T>& a, std::map<std::string, int>& accepted) {
  std::vector<wider<T>> const expected = a.expected().numbers;
  convolt::engine::choice const asked = convolt::engine::choose<T, default_arch>({.p = a.p});
  for (std::size_t i = 0; i < asked.verdicts.size(); ++i) {
    auto const& method = methods<T, default_arch>[i];
    if (asked.verdicts[i].declined()) { continue; }
    INFO(method.name);
    ++accepted[method.name];
    bool const exact = std::string(method.name) != "overlap-save FFT";
    check_method(a, *method.prepare({.p = a.p, .weights = a.weights.first()}), expected, exact);
  }
}

/// Whether windows that meet samples are farther apart than 32 bits count.
bool meets_samples_far_away(problem const& p) {
  bool const far = std::any_of(p.axes.begin(), p.axes.begin() + p.rank, [](convolt::engine::axis_problem const& a) {
    return std::max({a.stride, a.input_dilation, a.weights_dilation}) >= index{1} << 31;
  });
  return far && useful_multiply_adds(p).value > 0;
}

TEMPLATE_TEST_CASE("what a method accepts it computes, and it reads and writes nothing else", "[large]", float,
                   double) {
  std::map<std::string, int> accepted;
  int far = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::any_method_extents(random);
    test::lay_out_any(random, p);
    CAPTURE(seed, convolt::engine::describe(p));
    REQUIRE(convolt::engine::fault_of(p) == nullptr);
    far += meets_samples_far_away(p);
    trial<TestType> a(random, p);
    check_methods(a, accepted);
  }
  CHECK(far > 50);
  REQUIRE(accepted.size() == methods<TestType, default_arch>.size());
  for (auto const& [name, times] : accepted) {
    CAPTURE(name, times);
    CHECK(times > 20);
  }
}

}  // namespace
