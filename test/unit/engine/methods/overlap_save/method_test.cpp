// SPDX-License-Identifier: BSD-3-Clause
/// For which requests overlap-save offers itself, and what it then does.
#include <convolt/engine/methods/overlap_save/method.hpp>

#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/methods/overlap_save/line_arrays.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

namespace overlap_save = convolt::engine::methods::overlap_save;

using convolt::engine::default_arch;
using convolt::engine::precision_level;
using convolt::engine::problem;
using convolt::engine::request;
using test::line_arrays;
using test::line_extents;
using test::output_of;

using method = overlap_save::method<float, default_arch>;

problem extents(line_extents const& e) { return line_arrays<float>(e).p; }

TEST_CASE("direct sums that are asked for are not replaced by transforms") {
  problem const p = extents({.input = 10000, .output = 9000, .taps = 1001});
  CHECK_FALSE(method::judge({.p = p, .precision = precision_level::fastest}).declined());
  CHECK_FALSE(method::judge({.p = p, .precision = precision_level::default_}).declined());
  CHECK(method::judge({.p = p, .precision = precision_level::high}).declined());
  CHECK(method::judge({.p = p, .precision = precision_level::highest}).declined());
}

TEST_CASE("short kernels and what does not consist of lines are declined with the reason") {
  CHECK(test::reason_of<method>(extents({.input = 100, .output = 100, .taps = 15})) == "the kernel is short");
  CHECK_FALSE(method::judge({.p = extents({.input = 100, .output = 100, .taps = 16})}).declined());
  CHECK(test::reason_of<method>(extents({.input = 9, .output = 9, .taps = (convolt::index{1} << 24) + 1})) ==
        "the kernel is too long for one transform");
  problem p = extents({.input = 100, .output = 100, .taps = 20});
  p.in_channels = 2;
  CHECK(test::reason_of<method>(p) == "an output channel sums over several input channels");
}

TEST_CASE("the estimate grows with the problem, and slowly with the kernel") {
  auto const cycles = [](convolt::index input, convolt::index taps) {
    return method::judge({.p = extents({.input = input, .output = input, .taps = taps})}).cycles;
  };
  CHECK(cycles(200000, 100) > 1.5 * cycles(100000, 100));
  CHECK(cycles(100000, 1000) > cycles(100000, 100));
  CHECK(cycles(100000, 1000) < 3 * cycles(100000, 100));
}

TEST_CASE("lanes are lines where many lie side by side, and samples elsewhere") {
  auto const details = [](line_extents const& e) {
    line_arrays<float> a(e);
    a.weights.assign(a.weights.size(), 1.f);
    return method::plan({.p = a.p, .weights = a.weights.data()})->details();
  };
  CHECK(details({.channels = 32, .input = 3000, .output = 3000, .taps = 40, .channels_last = true})
            .find("lanes are lines") != std::string::npos);
  CHECK(details({.channels = 2, .input = 3000, .output = 3000, .taps = 40}).find("lanes are samples") !=
        std::string::npos);
}

TEST_CASE("what was judged is computed") {
  std::mt19937_64 random(2);
  for (bool const channels_last : {false, true}) {
    line_arrays<float> a(
        {.channels = 18, .input = 700, .output = 690, .taps = 50, .pad_lo = 20, .channels_last = channels_last});
    a.fill(random);
    auto const x = a.view(a.output, true);
    std::vector<float> const out = output_of(*method::plan({.p = a.p, .weights = x.weights}), a, x);
    std::vector<double> const expected = a.expected(x);
    double worst = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      worst = std::max(worst, std::abs(static_cast<double>(out[i]) - expected[i]));
    }
    CHECK(worst <= a.bound(1024));
  }
}

TEST_CASE("weights that have no spectra are left to methods with direct sums") {
  line_arrays<float> a({.input = 200, .output = 181, .taps = 20});
  std::mt19937_64 random(3);
  a.fill(random);
  request<float> const r{.p = a.p, .weights = a.weights.data()};
  CHECK(method::plan(r) != nullptr);
  for (float const weight : {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                             std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::max()}) {
    CAPTURE(weight);
    a.weights[7] = weight;
    CHECK_FALSE(method::judge(r).declined());
    CHECK(method::plan(r) == nullptr);
  }
}

}  // namespace
