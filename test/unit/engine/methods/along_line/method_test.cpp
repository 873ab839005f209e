// SPDX-License-Identifier: BSD-3-Clause
/// The method whose lanes are neighbouring positions against the reference loops: exact on whole numbers, within the
/// rounding of a direct sum otherwise.
#include <convolt/engine/methods/along_line/method.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/methods/toeplitz/toeplitz_arrays.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

namespace along_line = convolt::engine::methods::along_line;

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
using along_line_plan = along_line::prepared<T, default_arch>;
template <class T>
using method = along_line::method<T, default_arch>;

/// From boxes of a single position to boxes of everything.
box_limits draw_limits(std::mt19937_64& random) {
  return {.input = index{1} << pick(random, 0, 20), .output = index{1} << pick(random, 0, 20)};
}

/// Prepares with drawn limits of the boxes.
template <class T>
auto const prepare = [](arrays<T> const& a, std::mt19937_64& random) {
  convolt::engine::request<T> const r{.p = a.p, .weights = a.first_weight()};
  return std::make_unique<along_line_plan<T> const>(r, draw_limits(random));
};

/// A problem with the last axis side by side in memory, and often no padding or neighbouring lines.
template <class T>
arrays<T> draw_any(std::mt19937_64& random, convolt::index channels) {
  problem extents = test::random_extents(random, {.channels = channels, .empty = false});
  if (extents.rank == 0) { extents.rank = 1; }
  bool const padded = pick(random, 0, 1) == 0;
  for (std::size_t d = 0; d < extents.rank; ++d) {
    convolt::engine::axis_problem& a = extents.axes[d];
    if (d + 1 == extents.rank && (a.input_dilation > 1 || pick(random, 0, 1) == 0)) { a.stride = 1; }
    if (!padded) {
      a.input_dilation = a.pad_lo = 1;
      a.pad_lo = pick(random, 0, 1) - 1;
      a.input = (a.output - 1) * a.stride + (a.weights - 1) * a.weights_dilation + 1 + pick(random, 1, 2);
    }
  }
  arrays<T> a(random, extents);
  lay_out_lines(random, a);
  return a;
}

/// One that the method takes.
template <class T, index Channels>
arrays<T> draw(std::mt19937_64& random) {
  for (;;) {
    arrays<T> a = draw_any<T>(random, Channels);
    if (!method<T>::judge({.p = a.p}).declined()) { return a; }
  }
}

TEMPLATE_TEST_CASE("lanes along the last axis compute whole numbers exactly", "[large]", float, double) {
  CHECK(test::check_whole_numbers<TestType>(500, draw<TestType, 20>, prepare<TestType>) == 500);
}

TEMPLATE_TEST_CASE("lanes along the last axis round like a direct sum", "", float, double) {
  test::check_rounding<TestType>(60, draw<TestType, 20>, prepare<TestType>);
}

TEST_CASE("infinities and NaN stay in the windows that contain them, with lanes along the last axis") {
  test::value_counts const counts = test::check_spoiled_numbers(
      300, draw<double, 9>, test::prepare_with<method<double>>(), test::spoiled_arrays::samples);
  CHECK(counts.spoiled > 500);
  CHECK(counts.clean > 10000);
}

TEMPLATE_TEST_CASE("weights that are not finite are left to methods without zeros around the samples", "", float,
                   double) {
  using number = std::numeric_limits<TestType>;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a = draw<TestType, 20>(random);
    a.fill([] { return number::max(); });
    CAPTURE(seed, convolt::engine::describe(a.p));
    CHECK(method<TestType>::plan({.p = a.p, .weights = a.first_weight()}) != nullptr);
    for (TestType const bad : {number::infinity(), -number::infinity(), number::quiet_NaN(), -number::quiet_NaN()}) {
      std::fill(a.weights.begin(), a.weights.end(), bad);  // that of one tap may meet no sample
      CHECK(method<TestType>::plan({.p = a.p, .weights = a.first_weight()}) == nullptr);
    }
  }
}

/// A plane in NCHW with a window of `taps` by `taps`; the output is as large as the input.
problem image(index in_channels, index out_channels, index lines, index columns, index taps) {
  problem p;
  p.rank = 2;
  p.in_channels = in_channels;
  p.out_channels = out_channels;
  p.axes[0] = {.input = lines,
               .weights = taps,
               .output = lines,
               .pad_lo = taps / 2,
               .input_step = columns,
               .weights_step = taps,
               .output_step = columns};
  p.axes[1] = {.input = columns,
               .weights = taps,
               .output = columns,
               .pad_lo = taps / 2,
               .input_step = 1,
               .weights_step = 1,
               .output_step = 1};
  p.input_channel_step = p.output_channel_step = lines * columns;
  p.weights_in_step = taps * taps;
  p.weights_out_step = taps * taps * in_channels;
  p.bias_step = 1;
  return p;
}

/// Arrays of a problem whose steps are set.
struct plain_arrays {
  std::vector<float> input, weights, output;

  plain_arrays(problem const& p, std::uint64_t seed)
      : input(static_cast<std::size_t>(p.in_channels * p.input_channel_step)),
        weights(static_cast<std::size_t>(p.out_channels * p.weights_out_step)),
        output(static_cast<std::size_t>(p.out_channels * p.output_channel_step)) {
    std::mt19937_64 random(seed);
    for (auto* array : {&input, &weights}) {
      for (float& x : *array) { x = static_cast<float>(pick(random, -8, 8)); }
    }
  }
  operands<float> view(std::vector<float>& out) const {
    return {.input = input.data(), .weights = weights.data(), .output = out.data()};
  }
};

TEST_CASE("images are computed exactly with any number of channels and any boxes") {
  for (index const taps : {1, 3}) {
    for (index const channels : {1, 2, 3, 4, 5, 6, 7, 8, 9, 19}) {
      problem const p = image(channels, channels, 23, 29, taps);
      plain_arrays a(p, static_cast<std::uint64_t>(channels));
      std::vector<float> expected = a.output;
      run_reference(p, a.view(expected));
      for (index const bytes : {2'000, 20'000, 1 << 30}) {
        CAPTURE(taps, channels, bytes);
        along_line_plan<float> const prepared({.p = p, .weights = a.weights.data()}, {.input = bytes, .output = bytes});
        std::vector<float> out = a.output;
        run_shares(prepared, a.view(out), 3);
        CHECK(out == expected);
      }
    }
  }
}

TEST_CASE("any number of shares and any boxes give the same bits with lanes along the last axis") {
  for (index const taps : {1, 3}) {
    problem const p = image(7, 30, 20, 31, taps);
    plain_arrays a(p, 5);
    for (float& x : a.input) { x /= 7.f; }
    std::vector<float> once = a.output;
    run_shares(along_line_plan<float>({.p = p, .weights = a.weights.data()}), a.view(once), 1);
    for (index const bytes : {2'000, 1 << 30}) {
      along_line_plan<float> const prepared({.p = p, .weights = a.weights.data()}, {.input = bytes, .output = bytes});
      for (index const shares : {index{1}, index{2}, index{7}, index{64}}) {
        std::vector<float> out = a.output;
        run_shares(prepared, a.view(out), shares);
        CHECK(out == once);
      }
    }
  }
}

/// A transposed convolution in NCHW of so many axes with a window of 4 and two outputs per sample.
problem upsampling(std::size_t rank, index in_channels, index out_channels, index samples, index pad) {
  problem p;
  p.rank = rank;
  p.in_channels = in_channels;
  p.out_channels = out_channels;
  index input = 1;
  index output = 1;
  index taps = 1;
  for (std::size_t d = rank; d-- > 0;) {
    p.axes[d] = {.input = samples,
                 .weights = 4,
                 .output = 2 * samples + 2 * pad - 4,
                 .input_dilation = 2,
                 .pad_lo = pad,
                 .input_step = input,
                 .weights_step = taps,
                 .output_step = output};
    input *= p.axes[d].input;
    output *= p.axes[d].output;
    taps *= 4;
  }
  p.input_channel_step = input;
  p.output_channel_step = output;
  p.weights_in_step = taps;
  p.weights_out_step = taps * in_channels;
  p.bias_step = 1;
  return p;
}

TEST_CASE("transposed convolutions with any number of channels, axes and boxes are computed exactly") {
  for (std::size_t rank = 1; rank <= 3; ++rank) {
    for (index const channels : {1, 2, 3, 7}) {
      for (index const pad : {1, 2, 3}) {
        problem const p = upsampling(rank, channels, channels, rank == 1 ? 200 : rank == 2 ? 19 : 6, pad);
        plain_arrays a(p, static_cast<std::uint64_t>(channels));
        std::vector<float> expected = a.output;
        run_reference(p, a.view(expected));
        for (index const bytes : {500, 20'000, 1 << 30}) {
          CAPTURE(rank, channels, pad, bytes);
          along_line_plan<float> const prepared({.p = p, .weights = a.weights.data()},
                                                {.input = bytes, .output = bytes});
          CHECK(prepared.details().find("read the same samples") != std::string::npos);
          std::vector<float> out = a.output;
          run_shares(prepared, a.view(out), 3);
          CHECK(out == expected);
        }
      }
    }
  }
}

TEST_CASE("samples are copied only where windows reach over the input") {
  plain_arrays const a(image(7, 30, 20, 31, 3), 5);
  along_line_plan<float> const pointwise({.p = image(7, 30, 20, 31, 1), .weights = a.weights.data()});
  CHECK(pointwise.details().find("read in place") != std::string::npos);
  CHECK(pointwise.memory() >= 7 * 30 * sizeof(float));
  along_line_plan<float> const padded({.p = image(7, 30, 20, 31, 3), .weights = a.weights.data()});
  CHECK(padded.details().find("are copied") != std::string::npos);
  CHECK(padded.workspace_bytes() > pointwise.workspace_bytes());
}

TEST_CASE("strided planes are split by remainders, and their lines numbered through") {
  for (index const stride : {2, 3, 5}) {
    for (index const columns : {1, 16, 31, 100}) {
      problem p = image(2, 3, 20, columns, 3);
      for (std::size_t d = 0; d < 2; ++d) {
        p.axes[d].stride = stride;
        p.axes[d].output = (p.axes[d].input - 1) / stride + 1;
      }
      p.axes[0].output_step = p.axes[1].output;
      p.output_channel_step = p.axes[0].output * p.axes[1].output;
      CAPTURE(stride, columns);
      plain_arrays const a(p, 7);
      along_line_plan<float> const prepared({.p = p, .weights = a.weights.data()});
      CHECK(prepared.details().find("by their remainders") != std::string::npos);
      std::vector<float> out = a.output, expected = a.output;
      run_shares(prepared, a.view(out), 1);
      convolt::engine::run_reference(p, a.view(expected));
      CHECK(out == expected);
    }
  }
}

TEST_CASE("problems without neighbouring samples are declined with a reason") {
  problem p = image(7, 30, 20, 31, 3);
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  CHECK(method<float>::judge({.p = p}).cycles > 0);
  p.axes[1].stride = 2;
  p.axes[1].output = 15;
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  p.axes[1].input_dilation = 3;
  CHECK(test::reason_of<method<float>>(p) == "neighbouring outputs of the last axis do not read neighbouring samples");
  p = image(7, 30, 20, 31, 3);
  p.axes[1].stride = index{1} << 31;
  p.axes[1].output = 1;
  CHECK(test::reason_of<method<float>>(p) == "neighbouring outputs of the last axis do not read neighbouring samples");
  p.axes[1].stride = 2;
  p.axes[1].output = 15;
  p.axes[0].stride = index{1} << 31;
  p.axes[0].output = 1;
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  CHECK(along_line_plan<float>({.p = p, .weights = std::vector<float>(7 * 30 * 9, 1.f).data()}).workspace_bytes() <
        1000000);
  p = image(7, 30, 20, 31, 3);
  p.axes[1].pad_lo = index{1} << 50;
  CHECK(test::reason_of<method<float>>(p) == "the padding is too large");
  p.axes[1].pad_lo = 1000;
  p.axes[1].output = 1000;
  CHECK(test::reason_of<method<float>>(p) == "there is more padding than input");
  p = image(0, 30, 20, 31, 3);
  CHECK(test::reason_of<method<float>>(p) == "nothing is to be multiplied");
}

TEST_CASE("few outputs of many channels that are neighbours in memory are summed along lines") {
  problem p = image(64, 3, 112, 112, 7);  // as the gradient of the input of a layer that makes channels of colours
  for (std::size_t d = 0; d < 2; ++d) {
    p.axes[d].output = 224;
    p.axes[d].input_dilation = 2;
  }
  p.input_channel_step = p.output_channel_step = p.weights_out_step = 1;
  p.axes[1].input_step = 64;
  p.axes[0].input_step = 64 * 112;
  p.axes[1].output_step = 3;
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
}

}  // namespace
