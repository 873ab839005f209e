// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/background.hpp.
#include <convolt/dsp/resampling/background.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using convolt::dsp::background;

TEST_CASE("each signal loses its own background, and gets it back") {
  std::vector<double> const x{1, 10, 5, 20, 3, 60};  // two signals side by side: 1 5 3 and 10 20 60
  for (auto const& [b, first, second] : {std::tuple(background::mean, 3., 30.),
                                         {background::median, 3., 20.},
                                         {background::minimum, 1., 10.},
                                         {background::maximum, 5., 60.}}) {
    std::vector<double> changed = x;
    signal_block<double> const block{changed.data(), 1, 3, 2};
    std::vector<double> const levels = take_background(b, block);
    CHECK(levels == std::vector<double>{first, second});
    CHECK(changed[2] == 5 - first);
    put_background_back(levels, block);
    CHECK(changed == x);
  }
  std::vector<float> even{4, 1, 3, 8};
  CHECK(take_background(background::median, signal_block<float>{even.data(), 1, 4, 1})[0] == 3.5F);
}

TEST_CASE("samples that are not finite do not count, and stay") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  for (background const b : {background::mean, background::median, background::minimum, background::maximum}) {
    std::vector<double> x{nan, 2, infinity, 2};
    CHECK(take_background(b, signal_block<double>{x.data(), 1, 4, 1})[0] == 2);
    CHECK((std::isnan(x[0]) && x[1] == 0 && x[2] == infinity));
    std::vector<double> none{nan};
    CHECK(take_background(b, signal_block<double>{none.data(), 1, 1, 1})[0] == 0);
    CHECK(take_background(b, signal_block<double>{nullptr, 1, 0, 1})[0] == 0);
  }
}

TEST_CASE("a background and a value beyond the ends contradict each other") {
  CHECK_THROWS_AS(check_background("f", background::mean, convolt::boundary_value(1.)), convolt::parameter_error);
  CHECK_NOTHROW(check_background("f", background::none, convolt::boundary_value(1.)));
  CHECK_NOTHROW(check_background("f", background::mean, convolt::boundary::reflect));
}

}  // namespace
