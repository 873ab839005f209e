// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/deconvolution/inverse.hpp: how many samples there were, rows of complex taps, lines in
/// memory.
#include <convolt/dsp/deconvolution/inverse.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::dsp::detail;

TEST_CASE("sums tell how many samples they are of") {
  for (convolt::index const samples : {0, 1, 3, 8}) {
    for (convolt::index const taps : {1, 2, 3}) {
      for (padding_kind const mode : {padding_kind::full, padding_kind::same, padding_kind::causal}) {
        convolt::index const sums = geometry::sums_kept_by(mode, samples, taps, 0).count;
        CHECK(samples_of_sums("test", mode, sums, taps) == samples);
      }
      if (samples >= taps) { CHECK(samples_of_sums("test", padding_kind::valid, samples - taps + 1, taps) == samples); }
    }
  }
  CHECK(samples_of_sums("test", padding_kind::valid, 0, 3) == 0);
  CHECK_THROWS_AS(samples_of_sums("test", padding_kind::full, 2, 3), shape_error);
}

TEST_CASE("taps are divided by the largest and turned round; complex ones are pairs of rows") {
  kernel_rows const real("test", std::vector<float>{1, -4, 2});
  CHECK(real.parts() == 1);
  CHECK(real.largest() == 4);
  CHECK(real.sum() == 1.75);
  CHECK(real.norm() == std::sqrt(21. / 16));
  CHECK(std::vector<double>(real.of_part(0), real.of_part(0) + 3) == std::vector{0.5, -1., 0.25});

  using z = std::complex<double>;
  kernel_rows const complex("test", std::vector<z>{{2, 1}, {0, -2}});
  CHECK(complex.width() == 4);
  CHECK(complex.taps() == 2);
  CHECK(std::vector<double>(complex.of_part(0), complex.of_part(0) + 4) == std::vector{0., 1., 1., -0.5});
  CHECK(std::vector<double>(complex.of_part(1), complex.of_part(1) + 4) == std::vector{-1., 0., 0.5, 1.});
  CHECK_THROWS_AS(kernel_rows("test", std::vector{0., -0.}), parameter_error);
  CHECK_THROWS_AS(kernel_rows("test", std::vector{1., std::numeric_limits<double>::infinity()}), parameter_error);
}

TEST_CASE("lines before and behind the dimension are found where they lie, and bad ones are NaN") {
  kernel_rows const h("test", std::vector{2., 1.});
  double const nan = std::numeric_limits<double>::quiet_NaN();
  // [2][3][2]: of the samples (1, 3), (2, 4), then (5, 7), (6, 8)
  std::vector<double> const y{2, 4, 7, 10, 3, 4, 10, nan, 19, 22, 7, 8};
  std::vector<double> x(8);
  find_samples("test", {.sums = {2, 3, 2}, .samples = 2}, h, y.data(), x.data(), 10.);
  std::vector<double> const wanted{10, 20, 30, 40, 50, nan, 70, nan};
  for (std::size_t i = 0; i < x.size(); ++i) {
    INFO(i);
    CHECK((std::isnan(wanted[i]) ? std::isnan(x[i]) : x[i] == Approx(wanted[i]).epsilon(1e-14)));
  }
}

TEST_CASE("a singular system is refused with its number and a way out") {
  kernel_rows const h("test", std::vector{0., 1.});
  std::vector<double> const y{0, 1, 2};
  std::vector<double> x(3);
  inverse_problem p{.sums = {1, 3, 1}, .samples = 3};
  try {
    find_samples("test", p, h, y.data(), x.data(), 1.);
    FAIL("nothing thrown");
  } catch (parameter_error const& e) {
    CHECK(std::string(e.category()) == "singular");
    CHECK(std::string(e.what()).find(".regularisation") != std::string::npos);
  }
  p.damping = 1e-8;
  find_samples("test", p, h, y.data(), x.data(), 1.);
  CHECK(x[0] == Approx(1));
  CHECK(x[1] == Approx(2));
  CHECK(x[2] == 0);
}

TEST_CASE("sums that no sample is in say nothing of the samples") {
  kernel_rows const h("test", std::vector{4., 1.});
  std::vector<double> const y{7, 8, 9};
  std::vector<double> x(3);
  for (convolt::index const first : {-9, 9}) {
    inverse_problem p{.sums = {1, 3, 1}, .samples = 3, .first = first};
    CHECK_THROWS_AS(find_samples("test", p, h, y.data(), x.data(), 1.), parameter_error);
    p.damping = 0.1;
    find_samples("test", p, h, y.data(), x.data(), 1.);
    CHECK(x == std::vector{0., 0., 0.});
  }
}
