// SPDX-License-Identifier: BSD-3-Clause
/// Every method beside the reference loops on random problems of every family: forward, strided, dilated, transposed,
/// grouped, depthwise, with channels that fill no vector, in any layout, and as gradients. CONVOLT_TEST_PROBLEMS says
/// how many instead of 5,000, CONVOLT_TEST_SEED where to begin. A failure is made small, and printed as a program.
#include <convolt/engine/entry/choose.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>
#include <unit/engine/differential.hpp>
#include <unit/engine/method_problems.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::method_table;
using convolt::engine::problem;
using test::pick;

std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Output channels that leave a part of the last vector empty.
void draw_tail(std::mt19937_64& random, problem& p) {
  p.batch_groups = p.feature_groups = 1;
  p.out_channels = pick(random, 17, 100);
  p.in_channels = pick(random, 1, 6);
}

problem any_problem(std::mt19937_64& random) {
  problem p = test::any_method_extents(random);
  switch (pick(random, 0, 6)) {
    case 0:
      draw_tail(random, p);
      break;
    case 3:
      p = test::long_sums_extents(random);
      break;
    case 1:
      if (fault_of(p) == nullptr) { p = convolt::engine::input_gradient(p, 0).p; }
      break;
    case 2:
      if (fault_of(p) == nullptr) {
        bool const whole = is_one_weights_gradient(p) && pick(random, 0, 1) == 0;
        p = (whole ? convolt::engine::weights_gradient(p) : convolt::engine::weights_gradient(p, 0)).p;
      }
      break;
    default:
      break;
  }
  if (pick(random, 0, 1) == 0) {
    test::lay_out_plainly(p, pick(random, 0, 1) == 0);
  } else {
    test::lay_out_any(random, p);
  }
  return p;
}

template <class T>
T odd_number(std::mt19937_64& random) {
  switch (pick(random, 0, 7)) {
    case 0:
      return std::numeric_limits<T>::quiet_NaN();
    case 1:
      return std::numeric_limits<T>::infinity();
    default:
      return T(0);
  }
}

/// The problem as small as it still fails, as a program.
template <class T>
std::string smallest_program(std::size_t number, problem const& p, T odd) {
  auto const fails = [&](problem const& smaller, bool channels_last) {
    problem laid_out = smaller;
    test::lay_out_plainly(laid_out, channels_last);
    std::optional<double> const error = test::error_of_method<T, default_arch>(number, laid_out, odd);
    return error && !(*error <= 1);
  };
  for (bool const channels_last : {true, false}) {
    if (!fails(p, channels_last)) { continue; }
    problem small = test::shrunk(p, [&](problem const& q) { return fails(q, channels_last); });
    test::lay_out_plainly(small, channels_last);
    return test::program_of<T>(small, method_table<T, default_arch>[number].name, odd);
  }
  return test::program_of<T>(p, method_table<T, default_arch>[number].name, odd);  // only in its own layout
}

template <class T>
void check_problems(std::uint64_t first, std::uint64_t count) {
  auto const& table = method_table<T, default_arch>;
  std::map<std::string, std::uint64_t> compared;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    std::mt19937_64 random(seed);
    problem const p = any_problem(random);
    if (fault_of(p) != nullptr || convolt::engine::beyond_methods(p) != nullptr) { continue; }
    auto const products = convolt::engine::nominal_multiply_adds(p);
    if (products.overflowed || products.value > 200'000) { continue; }
    T const odd = odd_number<T>(random);
    for (std::size_t i = 0; i < table.size(); ++i) {
      std::optional<double> const error = test::error_of_method<T, default_arch>(i, p, odd);
      if (!error) { continue; }
      ++compared[table[i].name];
      if (*error <= 1) { continue; }
      CAPTURE(seed, table[i].name, *error, convolt::engine::describe(p));
      FAIL(smallest_program<T>(i, p, odd));
    }
  }
  for (auto const& method : table) {
    CAPTURE(method.name);
    CHECK(compared[method.name] > count / 100);
  }
}

TEST_CASE("every method computes within its bound what the reference loops do", "[large]") {
  std::uint64_t const count = from_environment("CONVOLT_TEST_PROBLEMS", 5000);
  std::uint64_t const seed = from_environment("CONVOLT_TEST_SEED", 1);
  INFO("problems from seed " << seed);
  check_problems<float>(seed, count - count / 4);
  check_problems<double>(seed + count, count / 4);
}

TEST_CASE("what fails is made as small as it can be") {
  std::mt19937_64 random(3);
  problem p = test::random_extents(random, {.rank = 2, .channels = 20});
  p.axes[1] = {.input = 40, .weights = 9, .output = 30, .stride = 5, .pad_lo = 7};
  problem const small =
      test::shrunk(p, [](problem const& q) { return q.axes[1].weights >= 3 && q.axes[1].stride == 5; });
  CHECK((small.axes[1].weights == 3 && small.axes[1].stride == 5));
  CHECK((small.batch == 1 && small.in_channels == 1 && small.out_channels == 1));
  CHECK((small.axes[1].input == 1 && small.axes[1].output == 1 && small.axes[1].pad_lo == 0));
  std::string const program = test::program_of<float>(small, "toeplitz", 0.F);
  CHECK(program.find("p.axes[1] = {1, 3, 1, 5, 1, 1, 0,") != std::string::npos);
}

}  // namespace
