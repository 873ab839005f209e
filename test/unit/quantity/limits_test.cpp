// SPDX-License-Identifier: BSD-3-Clause
/// std::numeric_limits of quantities are those of the number, in the unit.
#include <convolt/quantity/limits.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstdint>

namespace {

using namespace convolt::units;
template <class T>
using in_millivolts = convolt::quantity<std::remove_cv_t<decltype(mV)>, T>;
template <class Q>
using limits = std::numeric_limits<Q>;

template <class T>
void check_limits() {
  using L = limits<in_millivolts<T>>;
  using N = std::numeric_limits<T>;
  static_assert(L::is_specialized && L::is_integer == N::is_integer && L::digits == N::digits);
  static_assert(std::is_same_v<decltype(L::max()), in_millivolts<T>>);
  CHECK(L::min().raw() == N::min());
  CHECK(L::max().raw() == N::max());
  CHECK(L::lowest().raw() == N::lowest());
  CHECK(L::epsilon().raw() == N::epsilon());
  CHECK(L::round_error().raw() == N::round_error());
  CHECK(L::infinity().raw() == N::infinity());
  CHECK(L::denorm_min().raw() == N::denorm_min());
}

TEST_CASE("limits are those of the number, in the unit") {
  check_limits<double>();
  check_limits<float>();
  check_limits<std::int16_t>();
  CHECK(std::isnan(limits<in_millivolts<double>>::quiet_NaN().raw()));
  CHECK(std::isnan(limits<in_millivolts<double>>::signaling_NaN().raw()));
  static_assert(limits<in_millivolts<float> const>::max() > 1e30F * V);
  static_assert(!limits<convolt::quantity<convolt::any_unit, double>>::is_specialized);
  static_assert(!limits<convolt::tensor<mV, double, 1>>::is_specialized);
  static_assert(!limits<in_millivolts<std::complex<float>>>::is_specialized);
}

TEST_CASE("a search for the least starts at infinity") {
  auto const v = xt::xtensor<double, 1>{-50., -70., -60.} * mV;
  auto least = limits<in_millivolts<double>>::infinity();
  for (auto const& x : v) {
    if (x < least) { least = x; }
  }
  CHECK(least == -70. * mV);
}

}  // namespace
