// SPDX-License-Identifier: BSD-3-Clause
/// Copies of blocks, and what is done to samples that no transform can take.
#include <convolt/engine/methods/overlap_save/blocks.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

namespace overlap_save = convolt::engine::methods::overlap_save;
using arch = convolt::engine::default_arch;
using convolt::engine::axis_problem;
using doubles = std::vector<double>;

double constexpr inf = std::numeric_limits<double>::infinity();
double constexpr nan_value = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("samples outside the input are zeros, on both sides") {
  doubles const input{1, 2, 3};
  axis_problem const a{.input = 3, .weights = 2, .output = 9, .input_step = 1};
  for (convolt::index first = -9; first <= 9; ++first) {
    overlap_save::block<double> const b{input.data(), nullptr, first, 0, 1, 1};
    doubles copy(5, 77);
    overlap_save::copy_input<arch>(b, a, {5, 1}, copy.data());
    for (convolt::index i = 0; i < 5; ++i) {
      convolt::index const at = first + i;
      CAPTURE(first, i);
      CHECK(copy[static_cast<std::size_t>(i)] == (at >= 0 && at < 3 ? static_cast<double>(at + 1) : 0));
    }
  }
}

TEST_CASE("a block that does not exist is all zeros") {
  overlap_save::block<double> const b{nullptr, nullptr, 0, 0, 0, 1};
  doubles copy(4, 77);
  overlap_save::copy_input<arch>(b, {.input = 4, .input_step = 1}, {4, 1}, copy.data());
  CHECK(copy == doubles{0, 0, 0, 0});
}

TEST_CASE("lines side by side are copied together and filled up with zeros") {
  doubles const input{1, 2, 3, 4, 5, 6};
  axis_problem const a{.input = 3, .weights = 2, .output = 2, .input_step = 2, .output_step = 3};
  doubles output(6, 77);
  overlap_save::block<double> const b{input.data(), output.data(), 1, 0, 2, 2};
  doubles copy(9, 77);
  overlap_save::copy_input<arch>(b, a, {3, 3}, copy.data());
  CHECK(copy == doubles{3, 4, 0, 5, 6, 0, 0, 0, 0});
  overlap_save::copy_output<arch>(b, a, {3, 3}, copy.data());
  CHECK(output == doubles{3, 4, 77, 5, 6, 77});
}

TEST_CASE("steps of any sign are followed") {
  doubles const input{1, 0, 2, 0, 3};
  axis_problem const a{.input = 3, .weights = 2, .output = 2, .input_step = -2, .output_step = -1};
  doubles output(3, 77);
  overlap_save::block<double> const b{input.data() + 4, output.data() + 2, 0, 1, 2, 1};
  doubles copy(4, 77);
  overlap_save::copy_input<arch>(b, a, {4, 1}, copy.data());
  CHECK(copy == doubles{3, 2, 1, 0});
  overlap_save::copy_output<arch>(b, a, {4, 1}, copy.data());
  CHECK(output == doubles{2, 3, 77});
}

TEST_CASE("of the outputs of a block those are stored that the stride leaves") {
  doubles const sums{0, 1, 2, 3, 4, 5, 6};
  axis_problem const a{.input = 100, .weights = 2, .output = 100, .stride = 3, .input_step = 1, .output_step = 2};
  for (convolt::index first = 0; first <= 9; ++first) {
    doubles output(12, 77);
    overlap_save::block<double> const b{nullptr, output.data(), 0, first, 7, 1};
    overlap_save::copy_output<arch>(b, a, {7, 1}, sums.data());
    CAPTURE(first);
    for (convolt::index t = 0; t < 6; ++t) {
      convolt::index const at = 3 * t - first;
      CHECK(output[static_cast<std::size_t>(2 * t)] == (at >= 0 && at < 7 ? static_cast<double>(at) : 77));
      CHECK(output[static_cast<std::size_t>(2 * t + 1)] == 77);
    }
  }
}

TEST_CASE("samples are tamed by a power of two, and only if they have to be") {
  doubles samples{1, -7, inf, -7, nan_value, -7, 3, -7};
  CHECK(overlap_save::tame<arch>(samples.data(), {4, 2}, 4.) == 0);
  CHECK(samples == doubles{1, -7, 0, -7, 0, -7, 3, -7});
  samples = {1, 64, -100};
  int const exponent = overlap_save::tame<arch>(samples.data(), {3, 1}, 4.);
  CHECK(exponent == 5);
  CHECK(samples == doubles{1. / 32, 2, -100. / 32});
  samples = {std::numeric_limits<double>::max()};
  int const large = overlap_save::tame<arch>(samples.data(), {1, 1}, 1.);
  CHECK(samples[0] <= 1);
  CHECK(std::ldexp(samples[0], large) == std::numeric_limits<double>::max());
}

TEST_CASE("the products of infinities and NaN are added to the outputs that read them") {
  doubles const input{1, inf, 2, 3, 4, nan_value};
  doubles const kernel{1, -2, 0};
  axis_problem const a{.input = 6, .weights = 3, .output = 6, .input_step = 1};
  doubles sums(6, 5);
  overlap_save::block<double> const b{input.data(), nullptr, -1, 0, 6, 1};
  overlap_save::add_not_finite<arch>(b, a, 0, kernel.data(), 8, sums.data(), 1);
  // The infinity is sample 2 of the block, the NaN sample 6.
  CHECK(std::isnan(sums[0]));  // 0 times infinity
  CHECK(sums[1] == -inf);
  CHECK(sums[2] == inf);
  CHECK(sums[3] == 5);
  CHECK(std::isnan(sums[4]));
  CHECK(std::isnan(sums[5]));
}

}  // namespace
