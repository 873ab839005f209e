// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/change.hpp.
#include <convolt/dsp/resampling/change.hpp>

#include <support/catch.hpp>

#include <complex>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using convolt::target_arch;
using convolt::dsp::background;

TEST_CASE("complex samples are two signals, with values of their own beyond the ends") {
  using z = std::complex<double>;
  std::vector<z> const x{{1, -1}, {2, 5}, {3, 0}};
  rate_filter const sum_of_three{{1, 1, 1}, {1, 1}, 1};
  std::vector<z> y(3);
  surroundings<z> const value("f", convolt::boundary_value(z(10, 20)), convolt::one);
  change_rate<target_arch>({1, 3, 1}, sum_of_three, x.data(), value, background::none, 3, y.data());
  CHECK(y[0] == z(13, 24));
  CHECK(y[1] == z(6, 4));
  CHECK(y[2] == z(15, 25));
  surroundings<z> const last_again("f", convolt::boundary::replicate, convolt::one);
  change_rate<target_arch>({1, 3, 1}, sum_of_three, x.data(), last_again, background::none, 3, y.data());
  CHECK(y[0] == z(4, 3));
}

TEST_CASE("a background does not see the boundary") {
  std::vector<float> const x{7, 7, 7, 7};
  std::vector<float> y(4);
  surroundings<float> const zeros("f", convolt::boundary::zero, convolt::one);
  change_rate<target_arch>({1, 4, 1}, {{0.5, 0.5}, {1, 1}, 0}, x.data(), zeros, background::mean, 4, y.data());
  CHECK(y == x);
}

}  // namespace
