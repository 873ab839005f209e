// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/missing.hpp.

#include <convolt/dsp/convolution/missing.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <vector>

using namespace convolt;
namespace missing = dsp::detail;

static_assert(missing::is_nan(std::numeric_limits<float>::quiet_NaN()));
static_assert(missing::is_nan(-std::numeric_limits<double>::quiet_NaN()));
static_assert(!missing::is_nan(std::numeric_limits<double>::infinity()));

TEST_CASE("NaN is found, in either part of a complex number") {
  double const nan = std::nan("");
  std::vector<std::complex<double>> const x{{1, 2}, {nan, 0}, {0, nan}};
  missing::missing_flags flags;
  missing::add_nans(x.data(), 1, flags);
  CHECK(flags.empty());
  missing::add_nans(x.data(), 3, flags);
  CHECK(flags == missing::missing_flags{0, 1, 1});
  CHECK(missing::any_missing(flags));
  CHECK_FALSE(missing::any_missing({0, 0}));
  auto const e =
      test::thrown_by<parameter_error>([&] { missing::throw_missing("here", missing::text_of_missing(flags)); });
  CHECK(e.actual() == "2, the first of them is number 1");
}

TEST_CASE("weights that are there count for those that are not") {
  missing::summation s;
  s.axes.push_back({.samples = 4, .taps = 2, .kept = {0, 5}});
  std::vector<double> const taps{1, 3};  // the last one meets the latest sample
  missing::renormalisation<double, target_arch> const all("here", s, boundary::zero, true, {0, 1, 1, 0}, taps);
  CHECK(all.factor(0) == 1.);
  CHECK(all.factor(1) == 4.);  // 1 of 1 + 3 is there
  CHECK(std::isnan(all.factor(2)));
  CHECK(all.factor(3) == 4. / 3.);
  CHECK(all.factor(4) == 1.);
  missing::renormalisation<double, target_arch> const inside("here", s, boundary::zero, false, {}, taps);
  CHECK(inside.factor(0) == 4. / 3.);
  CHECK(inside.factor(2) == 1.);
  CHECK(inside.factor(4) == 4.);
}

TEST_CASE("negative weights and weights that are no numbers are named") {
  CHECK(missing::weights_of<float>("here", std::vector<float>{0.f, 1.f}) == std::vector<float>{0.f, 1.f});
  for (double const wrong : {-1e-300, std::nan("")}) {
    auto const e = test::thrown_by<parameter_error>([&] {
      missing::weights_of<double>("here", std::vector<double>{1., wrong});
    });
    CHECK(e.category() == "negative_weight");
  }
  using complex = std::complex<double>;
  CHECK(missing::weights_of<double>("here", std::vector<complex>{2., 0.}) == std::vector<double>{2., 0.});
  for (complex const wrong : {complex(-1., 0.), complex(1., 1e-300), complex(0., std::nan(""))}) {
    CHECK_THROWS_AS(missing::weights_of<double>("here", std::vector<complex>{wrong}), parameter_error);
  }
}
