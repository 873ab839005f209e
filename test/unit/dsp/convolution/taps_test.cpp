// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/taps.hpp.

#include <convolt/dsp/convolution/taps.hpp>

#include <convolt/core/error.hpp>
#include <convolt/kernel.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <vector>

using namespace convolt;
using namespace convolt::units;
namespace taps = dsp::detail;

namespace {
constexpr double endless = std::numeric_limits<double>::infinity();
}

TEST_CASE("numbers of an array are read row by row, however they lie") {
  xt::xtensor<double, 2> const a{{1., 2., 3.}, {4., 5., 6.}};
  auto const turned = xt::transpose(a);
  taps::row_major<double, std::remove_cvref_t<decltype(turned)>> const numbers("here", "x", turned);
  CHECK(std::vector<double>(numbers.data(), numbers.data() + numbers.size()) == std::vector<double>{1, 4, 2, 5, 3, 6});
  taps::row_major<double, xt::xtensor<double, 2>> const in_place("here", "x", a);
  CHECK(in_place.data() == a.data());
  CHECK(taps::taps_of_array("here", a * mV).extents == index_list{2, 3});
  CHECK_THROWS_AS(taps::taps_of_array("here", xt::xtensor<double, 1>::from_shape({0})), shape_error);
}

TEST_CASE("a kernel object is sampled where its support and the signal are") {
  auto const decay = kernel::exponential(1. * ms);
  double first = -1;
  auto const all = taps::taps_of_object<double>("here", decay, 0.5, false, {-endless, endless}, first);
  CHECK(first == 0);
  CHECK(all.values[0] == 1.);
  CHECK(all.values[2] == Approx(std::exp(-1.)));
  CHECK(all.values.back() < 1e-14);
  auto const half = taps::taps_of_object<double>("here", decay, 0.5, true, {-3, 3}, first);
  CHECK(half.values[0] == 0.5);
  CHECK(half.values.size() == 4);
  auto const descending = taps::taps_of_object<float>("here", decay, -0.5, false, {-3, 3}, first);
  CHECK(first == -3);
  CHECK(descending.values.back() == 1.f);
  auto const none = taps::taps_of_object<double>("here", decay, 0.5, false, {-7, -5}, first);
  CHECK(none.values == std::vector<double>{0.});
  CHECK_THROWS_AS(taps::taps_of_object<double>("here", decay, 2., false, {-3, 3}, first), parameter_error);
}

TEST_CASE("a convolution turns its taps round, a correlation conjugates them") {
  using z = std::complex<double>;
  std::vector<z> h{{1, 2}, {3, 4}}, w = h;
  taps::put_in_order(h, false);
  taps::put_in_order(w, true);
  CHECK(h == std::vector<z>{{3, 4}, {1, 2}});
  CHECK(w == std::vector<z>{{1, -2}, {3, -4}});
  CHECK(taps::as_parts(h, false) == std::vector<double>{3, 1, 4, 2});
  CHECK(taps::as_parts(h, true) == std::vector<double>{3, 1, -4, -2, 4, 2, 3, 1});
  CHECK(taps::as_parts(std::vector<double>{1, 2}, true) == std::vector<double>{1, 2});
}
