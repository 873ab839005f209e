// SPDX-License-Identifier: BSD-3-Clause
/// Initializers that scale with the fans: fans, exact bits, bounds and moments.
#include <convolt/nn/init/variance_scaling.hpp>

#include <support/catch.hpp>
#include <support/fingerprint.hpp>
#include <support/moments.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace {

namespace init = convolt::nn::init;
using convolt::index;
using convolt::test::fingerprint;
using convolt::test::moments_of;

constexpr std::array<index, 3> kernel = {5, 3, 16};

/// Golden bits were computed elsewhere, in rational arithmetic with one rounding per operation.
template <class I>
void check_bits(I const& initializer, std::uint64_t in_double, std::uint64_t in_float, double first,
                init::context const& c = {}) {
  auto const d = initializer(kernel, c);
  CHECK(d(0, 0, 0) == first);
  CHECK(fingerprint(d) == in_double);
  CHECK(fingerprint(initializer.template make<float>(kernel, c)) == in_float);
}

TEST_CASE("scaled initializers give the same bits on every machine") {
  check_bits(init::xavier_normal({.seed = 5}), 0xd35905eb6857f3a9, 0x6277cc5bc5cce1ee, -0x1.c66cb474ab988p-3);
  check_bits(init::xavier_uniform({.seed = 5}), 0x9cea56b27f7956b3, 0xafe0e3aeefd43a8f, -0x1.baeed9418b198p-3);
  check_bits(init::kaiming_uniform({.seed = 6}), 0x4feaf3fadb0a1f69, 0xb5a51ba88b1c30ff, -0x1.acea053798e56p-5);
  check_bits(init::kaiming_normal({.seed = 6}), 0xbe502da46376d072, 0xc3eece50ecc52740, -0x1.51555b617b713p-5);
  check_bits(init::lecun_normal({.seed = 7}), 0x20b5f131b1d0d763, 0xf19cb7eb1c4d826a, 0x1.8079505c5a11fp-3);
  check_bits(init::lecun_uniform({.seed = 7}), 0xebc446e7f4cd2842, 0x7914b22e9d7a385d, 0x1.ca39be50f0df1p-3);
  check_bits(init::variance_scaling({.mode = init::fan_mode::out, .seed = 8}), 0x62443db2730f1501, 0xb592ce4329ced717,
             0x1.04048f8244ddfp-3, {.stream = 9});
}

TEST_CASE("fans of a kernel are those of brainstate") {
  init::variance_scaling const v;
  init::fan_counts const f = v.fans(kernel, {});
  CHECK(f.in == 15);
  CHECK(f.out == 80);
  init::fan_counts const matrix = v.fans(std::array<index, 2>{3, 7}, {});
  CHECK(matrix.in == 3);
  CHECK(matrix.out == 7);
  init::fan_counts const torch =
      init::variance_scaling({.in_axis = 1, .out_axis = 0}).fans(std::array<index, 4>{64, 32, 5, 2}, {});
  CHECK(torch.in == 320);
  CHECK(torch.out == 640);
}

TEST_CASE("a layer's fans go before those of the axes unless parity is asked for") {
  init::context const transposed{.fans = init::fan_counts{.in = 80, .out = 15}};
  CHECK(init::kaiming_normal().fans(kernel, transposed).in == 80);
  CHECK(init::kaiming_normal({.fans = init::fan_source::axes}).fans(kernel, transposed).in == 15);
  CHECK(fingerprint(init::kaiming_normal({.fans = init::fan_source::axes, .seed = 1})(kernel, transposed)) ==
        fingerprint(init::kaiming_normal({.seed = 1})(kernel)));
  CHECK(fingerprint(init::kaiming_normal({.seed = 1})(kernel, transposed)) !=
        fingerprint(init::kaiming_normal({.seed = 1})(kernel)));
}

TEST_CASE("with fans from its layer an array of one axis can be scaled, and not without") {
  // lucid's bias: evenly within 1/sqrt(fan in) of the weight
  auto const bias = init::kaiming_uniform({.scale = 1. / 3.})({1000}, {.fans = init::fan_counts{.in = 160, .out = 1}});
  double const largest = *std::max_element(bias.begin(), bias.end());
  CHECK(largest <= 1. / std::sqrt(160.));
  CHECK(largest > 0.98 / std::sqrt(160.));
  CHECK_THROWS_AS(init::kaiming_uniform()({8}), convolt::shape_error);
}

TEST_CASE("the default kernel of Conv1d has the deviation and bound of brainstate") {
  auto const big = init::xavier_normal({.seed = 21})({50, 30, 16});  // fans 1500 and 800
  double const variance = 2. / 2300.;
  double const bound = 2. * std::sqrt(variance) / 0.87962566103423978;
  auto const m = moments_of(big);
  INFO("seed 21, false alarm rate of each 1e-6");
  CHECK(convolt::test::deviation_of_mean(m, 0., big.size()) < 4.9);
  CHECK(convolt::test::deviation_of_variance(m, variance, big.size()) < 4.9);
  CHECK(std::sqrt(m.variance) == Approx(std::sqrt(variance)).epsilon(3. / std::sqrt(2. * 24000.)));
  for (double const w : big) {
    if (std::abs(w) > bound) { FAIL(w); }
  }
  auto const small = init::xavier_normal({.seed = 21}).make<float>(kernel);
  for (float const w : small) { CHECK(std::abs(w) <= 0.32991F); }
}

TEST_CASE("every mode and distribution has variance scale / fan") {
  using init::fan_distribution;
  using init::fan_mode;
  INFO("seed 22, nine times two tests of false alarm rate 1e-6");
  for (fan_mode const mode : {fan_mode::in, fan_mode::out, fan_mode::average}) {
    double const fan = mode == fan_mode::in ? 200. : (mode == fan_mode::out ? 600. : 400.);
    for (fan_distribution const d :
         {fan_distribution::uniform, fan_distribution::normal, fan_distribution::truncated_normal}) {
      init::variance_scaling const v({.scale = 3., .mode = mode, .distribution = d, .seed = 22});
      auto const w = v({10, 20, 60});
      auto const m = moments_of(w);
      CHECK(convolt::test::deviation_of_mean(m, 0., w.size()) < 4.9);
      CHECK(convolt::test::deviation_of_variance(m, 3. / fan, w.size()) < 4.9);
      if (d == fan_distribution::uniform) {
        double const bound = std::sqrt(9. / fan);
        CHECK(std::all_of(w.begin(), w.end(), [bound](double x) { return std::abs(x) < bound; }));
      }
    }
  }
}

TEST_CASE("scaled initializers leave empty arrays empty and refuse what has no meaning") {
  CHECK(init::xavier_normal()({0, 3, 4}).size() == 0);
  CHECK_THROWS_AS(init::variance_scaling({.scale = 0.}), convolt::parameter_error);
  CHECK_THROWS_AS(init::kaiming_normal({.scale = -2.}), convolt::parameter_error);
  CHECK_THROWS_AS(init::variance_scaling({.in_axis = 2})(kernel), convolt::parameter_error);
  CHECK_THROWS_AS(init::variance_scaling({.out_axis = 3})(kernel), convolt::shape_error);
  CHECK_THROWS_AS(init::variance_scaling()(kernel, {.fans = init::fan_counts{.in = 0, .out = 3}}),
                  convolt::parameter_error);
}

}  // namespace
