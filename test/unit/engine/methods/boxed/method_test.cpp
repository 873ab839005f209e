// SPDX-License-Identifier: BSD-3-Clause
/// The method for channels-first problems against the reference loops: exact on whole numbers, within the rounding of a
/// direct sum otherwise.
#include <convolt/engine/methods/boxed/method.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/methods/toeplitz/toeplitz_arrays.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

namespace boxed = convolt::engine::methods::boxed;

using convolt::index;
using convolt::engine::box_limits;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::run_reference;
using test::arrays;
using test::pick;
using test::run_shares;

template <class T>
using boxed_plan = boxed::prepared<T, default_arch>;
template <class T>
using method = boxed::method<T, default_arch>;

/// From boxes of a single position to boxes of everything.
box_limits draw_limits(std::mt19937_64& random) {
  return {.input = index{1} << pick(random, 0, 20), .output = index{1} << pick(random, 0, 20)};
}

/// Prepares with drawn limits of the boxes.
template <class T>
auto const prepare = [](arrays<T> const& a, std::mt19937_64& random) {
  convolt::engine::request<T> const r{.p = a.p, .weights = a.first_weight()};
  return std::make_unique<boxed_plan<T> const>(r, draw_limits(random));
};

/// A problem with the last axis, or another one, side by side in memory, and sometimes one array with channels last.
template <class T>
arrays<T> draw(std::mt19937_64& random, test::limits const& limit) {
  problem extents = test::random_extents(random, limit);
  if (extents.rank == 0) { extents.rank = static_cast<std::size_t>(pick(random, 0, 1)); }
  arrays<T> a(random, extents);
  if (extents.rank == 0 || pick(random, 1, 8) == 1) { return a; }
  arrays<T> const channels_last = a;
  lay_out_lines(random, a);
  if (pick(random, 1, 6) == 1) {
    a.input = channels_last.input;
    a.input_origin = channels_last.input_origin;
    a.p.input_batch_step = channels_last.p.input_batch_step;
    a.p.input_channel_step = 1;
    for (std::size_t d = 0; d < a.p.rank; ++d) { a.p.axes[d].input_step = channels_last.p.axes[d].input_step; }
  } else if (pick(random, 1, 6) == 1) {
    a.output = channels_last.output;
    a.output_origin = channels_last.output_origin;
    a.p.output_batch_step = channels_last.p.output_batch_step;
    a.p.output_channel_step = 1;
    for (std::size_t d = 0; d < a.p.rank; ++d) { a.p.axes[d].output_step = channels_last.p.axes[d].output_step; }
  }
  return a;
}

/// An image or a line in NCHW, with a window of 3 per axis.
problem image(std::size_t rank, index in_channels, index out_channels, index extent) {
  problem p;
  p.rank = rank;
  p.in_channels = in_channels;
  p.out_channels = out_channels;
  index size = 1;
  index taps = 1;
  for (std::size_t d = rank; d-- > 0;) {
    p.axes[d] = {.input = extent,
                 .weights = 3,
                 .output = extent,
                 .pad_lo = 1,
                 .input_step = size,
                 .weights_step = taps,
                 .output_step = size};
    size *= extent;
    taps *= 3;
  }
  p.input_channel_step = p.output_channel_step = size;
  p.weights_in_step = taps;
  p.weights_out_step = taps * in_channels;
  p.bias_step = 1;
  return p;
}

/// Arrays of a problem whose steps are set.
template <class T>
struct plain_arrays {
  std::vector<T> input, weights, bias, output;

  plain_arrays(problem const& p, std::uint64_t seed)
      : input(static_cast<std::size_t>(p.in_channels * p.input_channel_step)),
        weights(static_cast<std::size_t>(p.out_channels * p.weights_out_step)),
        bias(static_cast<std::size_t>(p.out_channels)),
        output(static_cast<std::size_t>(p.out_channels * p.output_channel_step)) {
    std::mt19937_64 random(seed);
    for (auto* array : {&input, &weights, &bias}) {
      for (T& x : *array) { x = static_cast<T>(pick(random, -8, 8)); }
    }
  }
  operands<T> view(std::vector<T>& out) const {
    return {.input = input.data(), .weights = weights.data(), .bias = bias.data(), .output = out.data()};
  }
};

TEMPLATE_TEST_CASE("channels-first problems of whole numbers are computed exactly", "", float, double) {
  auto const draw_any = [](std::mt19937_64& random) { return draw<TestType>(random, {}); };
  CHECK(test::check_whole_numbers<TestType>(500, draw_any, prepare<TestType>) > 300);
}

TEMPLATE_TEST_CASE("channels-first problems are rounded like a direct sum", "", float, double) {
  auto const draw_any = [](std::mt19937_64& random) { return draw<TestType>(random, {}); };
  test::check_rounding<TestType>(60, draw_any, prepare<TestType>);
}

TEST_CASE("infinities and NaN of channels-first problems reach the windows that contain them and no others") {
  auto const few_channels = [](std::mt19937_64& random) { return draw<double>(random, {.channels = 20}); };
  test::value_counts const counts = test::check_spoiled_numbers(300, few_channels, prepare<double>);
  CHECK(counts.spoiled > 500);
  CHECK(counts.clean > 10000);
}

TEST_CASE("images of many channels and boxes are computed exactly, borders included", "[large]") {
  struct size {
    std::size_t rank;
    index in_channels, out_channels, extent;
  };
  for (size const n : {size{2, 64, 40, 19}, size{2, 17, 16, 33}, size{3, 5, 33, 9}, size{1, 200, 70, 300},
                       size{1, 256, 40, 90}, size{2, 9, 40, 32}}) {
    problem const p = image(n.rank, n.in_channels, n.out_channels, n.extent);
    plain_arrays<float> a(p, n.rank);
    std::vector<float> expected = a.output;
    run_reference(p, a.view(expected));
    for (index const bytes : {index{1}, index{20'000}, index{1} << 30}) {
      CAPTURE(n.rank, bytes);
      std::vector<float> out = a.output;
      run_shares(boxed_plan<float>({.p = p, .weights = a.weights.data()}, {.input = bytes, .output = bytes}),
                 a.view(out), 3);
      CHECK(out == expected);
    }
  }
}

TEST_CASE("any number of shares and any boxes give the same bits of channels-first problems", "[large]") {
  problem const p = image(2, 40, 70, 20);
  plain_arrays<float> a(p, 5);
  for (float& x : a.input) { x /= 7.f; }
  std::vector<float> once = a.output;
  run_shares(boxed_plan<float>({.p = p, .weights = a.weights.data()}), a.view(once), 1);
  for (index const bytes : {index{1}, index{30'000}}) {
    boxed_plan<float> const prepared({.p = p, .weights = a.weights.data()}, {.input = bytes, .output = bytes});
    for (index const shares : {index{1}, index{2}, index{7}, index{64}}) {
      std::vector<float> out = a.output;
      run_shares(prepared, a.view(out), shares);
      CHECK(out == once);
    }
  }
}

TEST_CASE("only problems with channels that are not neighbours are taken") {
  problem p = image(2, 40, 70, 20);
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  CHECK(method<float>::judge({.p = p}).cycles > 0);
  p.axes[0].pad_lo = index{1} << 50;
  CHECK(test::reason_of<method<float>>(p) == "the padding is too large");
  p.axes[0].pad_lo = 1;
  p.input_channel_step = 1;
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  p.output_channel_step = 1;
  CHECK(test::reason_of<method<float>>(p) == "the channels are neighbours in memory");
}

TEST_CASE("the channels-first method says what it keeps and what it copies") {
  problem p = image(2, 40, 70, 20);
  plain_arrays<float> const a(p, 1);
  boxed_plan<float> const both({.p = p, .weights = a.weights.data()});
  CHECK(both.memory() >= a.weights.size() * sizeof(float));
  CHECK(both.workspace_bytes() >= a.input.size() * sizeof(float));
  CHECK(both.details().find("samples are transposed") != std::string::npos);
  CHECK(both.details().find("outputs are transposed") != std::string::npos);
  p.input_channel_step = 1;
  boxed_plan<float> const output_only({.p = p, .weights = a.weights.data()});
  CHECK(output_only.details().find("samples are transposed") == std::string::npos);
}

}  // namespace
