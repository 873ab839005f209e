// SPDX-License-Identifier: BSD-3-Clause
/// Quantities from shapes and ranges: ranks, element types, units, ends of ranges, and what is out of range.
#include <convolt/quantity/build.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::any_unit;

template <class F>
std::string fault(F f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

template <class V>
concept can_fill = requires(V v) { convolt::filled<mV>({2}, v); };
static_assert(can_fill<double> && can_fill<decltype(1. * V)> && !can_fill<decltype(1. * pA)>);
template <class A, class B, class C>
concept can_arange = requires(A a, B b, C c) { arange(a, b, c); };
static_assert(can_arange<decltype(0. * ms), decltype(1. * s), decltype(1. * us)>);
static_assert(!can_arange<decltype(0. * ms), decltype(1. * s), double>);
static_assert(!can_arange<decltype(0. * ms), decltype(1. * V), decltype(1. * us)>);

TEST_CASE("braces and arrays give a static rank, vectors a dynamic one") {
  auto const a = convolt::zeros<mV>({2, 3});
  static_assert(std::is_same_v<decltype(a), convolt::tensor<mV, double, 2> const>);
  CHECK(a.shape(1) == 3);
  CHECK(a(1, 2).in(mV) == 0.);
  auto const b = convolt::ones<mV, float>(std::vector<int>{2, 3});
  static_assert(std::is_same_v<decltype(b), convolt::array<mV, float> const>);
  CHECK(b(1, 2).in(mV) == 1.f);
  auto const c = convolt::zeros<pA, std::int16_t>(std::array<std::size_t, 1>{4});
  static_assert(std::is_same_v<decltype(c), convolt::tensor<pA, std::int16_t, 1> const>);
  CHECK(convolt::empty<mV>({0, 5}).size() == 0);
  CHECK(convolt::zeros<mV>(std::vector<int>{}).size() == 1);
}

TEST_CASE("a unit as an argument may be known at run time") {
  auto const q = convolt::zeros<float>(any_unit(nS), {2});
  CHECK(q.unit() == any_unit(nS));
  static_assert(std::is_same_v<convolt::element_t<decltype(q)>, float>);
  CHECK(convolt::ones(mV, std::vector<int>{3})(2).in(mV) == 1.);
}

TEST_CASE("filled takes a number in the unit or a quantity that it converts") {
  CHECK(convolt::filled<mV>({2}, 3.f)(1).in(mV) == 3.f);
  CHECK(convolt::filled<mV>({2}, 3. * V)(1).raw() == 3000.);
  auto const q = convolt::filled({2, 2}, 1.5 * pA);
  CHECK(q.unit() == pA);
  CHECK(q(1, 1).raw() == 1.5);
}

TEST_CASE("likeness is in shape, element type and unit") {
  auto const q = xt::xtensor<float, 2>{{1.f, 2.f, 3.f}} * mV;
  auto const z = zeros_like(q * 2.f);
  static_assert(std::is_same_v<decltype(z), convolt::tensor<mV, float, 2> const>);
  CHECK(z.shape(1) == 3);
  CHECK(z(0, 2).raw() == 0.f);
  CHECK(full_like(q, 1.f * V)(0, 1).raw() == 1000.f);
  CHECK(empty_like(tag(xt::xarray<double>{1., 2.}, any_unit(pA))).unit() == any_unit(pA));
  CHECK(ones_like(q)(0, 1).raw() == 1.f);
}

TEST_CASE("linspace includes both ends exactly, in the unit of the first") {
  auto const t = linspace(0. * ms, 1. * s, 11);
  CHECK(t.unit() == ms);
  CHECK(t.size() == 11);
  CHECK(t(0).raw() == 0.);
  CHECK(t(3).raw() == 300.);
  CHECK(t(10).raw() == 1000.);
  auto const u = linspace(0.1 * ms, 0.7 * ms, 7);
  CHECK(u(6).raw() == 0.7);
  CHECK(linspace(0. * ms, 1. * s, 10, false)(9).raw() == 900.);
  CHECK(linspace(2. * ms, 1. * s, 1)(0).raw() == 2.);
  CHECK(linspace(2. * ms, 1. * s, 0).size() == 0);
  CHECK(linspace(0 * ms, 3 * ms, 7)(1).raw() == 0.5);
  CHECK(fault([] { linspace(0. * ms, 1. * s, -1); }) == "bad_shape");
}

TEST_CASE("arange stops before the end, also where rounding would pass it") {
  CHECK(arange(0. * ms, 1. * s, 0.1 * ms).size() == 10000);
  CHECK(arange(0. * ms, 0.3 * ms, 0.1 * ms).size() == 3);
  CHECK(arange(0. * ms, 0.31 * ms, 0.1 * ms).size() == 4);
  CHECK(arange(1. * s, 0. * s, -250. * ms).size() == 4);
  CHECK(arange(1. * s, 0. * s, 1. * ms).size() == 0);
  auto const t = arange(1 * ms, 8 * ms, 3 * ms);
  static_assert(std::is_same_v<convolt::element_t<decltype(t)>, int>);
  CHECK(t.size() == 3);
  CHECK(t(2).raw() == 7);
  CHECK(arange(5 * ms, -5 * ms, -5 * ms).size() == 2);
  constexpr auto low = std::numeric_limits<std::int8_t>::min(), high = std::numeric_limits<std::int8_t>::max();
  CHECK(arange(low * ms, high * ms, std::int8_t(50) * ms).size() == 6);
  CHECK(fault([] { arange(0. * ms, 1. * ms, 0. * ms); }) == "bad_step");
  CHECK(fault([] { arange(0. * ms, 1. * s, 1e-300 * ms); }) == "size_overflow");
  CHECK(fault([] { arange(0. * ms, std::numeric_limits<double>::infinity() * s, 1. * ms); }) == "size_overflow");
  CHECK(fault([] { arange(0. * ms, std::numeric_limits<double>::quiet_NaN() * s, 1. * ms); }) == "size_overflow");
}

TEST_CASE("shapes out of range are refused before memory is asked for") {
  CHECK(fault([] { convolt::zeros<mV>({2, -1}); }) == "bad_shape");
  CHECK(fault([] { convolt::zeros<mV>({std::size_t(1) << 40, std::size_t(1) << 40}); }) == "size_overflow");
  CHECK(fault([] { convolt::zeros<mV>({std::numeric_limits<std::size_t>::max()}); }) == "bad_shape");
}

TEST_CASE("extents may stand side by side, and the type of the numbers behind the unit") {
  CHECK(convolt::zeros<mV>(3).size() == 3);
  CHECK(convolt::ones<mV, float>(2, 3)(1, 2) == 1.F * mV);
  static_assert(std::is_same_v<decltype(convolt::zeros<mV>(2, std::size_t{3})), convolt::tensor<mV, double, 2>>);
  CHECK(convolt::zeros<mV>(0).size() == 0);
  CHECK(fault([] { convolt::zeros<mV>(-1); }) == "bad_shape");
  static_assert(std::is_same_v<decltype(convolt::filled<mV, float>({2}, 1. * V)), convolt::tensor<mV, float, 1>>);
  CHECK(convolt::filled<mV, float>({2}, 1. * V)(1) == 1000.F * mV);
  CHECK(convolt::filled<mV>(2, 1. * V)(1) == 1. * V);
}

}  // namespace
