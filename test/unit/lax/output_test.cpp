// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/output.hpp.

#include <convolt/lax/output.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/neuro.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <complex>
#include <concepts>
#include <cstdint>
#include <vector>

using namespace convolt;
using namespace convolt::units::neuro;
using lax::detail::checked_destination;
using lax::detail::result_unit;
using lax::detail::unit_factor;
using lax::detail::WritableArray;

namespace {

using x2 = xt::xtensor<double, 2>;
template <class E>
using view_of = decltype(xt::view(std::declval<E&>(), xt::all(), xt::range(0, 4, 2)));

// What can be written: arrays in memory that are not const.
static_assert(WritableArray<x2> && WritableArray<xt::xarray<double>> && WritableArray<tensor<mV, double, 2>>);
static_assert(WritableArray<xt::xtensor_fixed<double, xt::xshape<2, 2>>> && WritableArray<view_of<x2>>);
static_assert(WritableArray<decltype(tag_ref(std::declval<x2&>(), mV))>);
static_assert(WritableArray<decltype(xt::transpose(std::declval<x2&>()))>);
static_assert(!WritableArray<x2 const> && !WritableArray<view_of<x2 const>> &&
              !WritableArray<tensor<mV, double, 2> const>);
static_assert(!WritableArray<decltype(tag_ref(std::declval<x2 const&>(), mV))>);
static_assert(!WritableArray<decltype(std::declval<x2&>() + std::declval<x2&>())> && !WritableArray<double>);
static_assert(!WritableArray<decltype(xt::view(std::declval<x2&>(), xt::keep(0), xt::all()))>);
static_assert(!WritableArray<decltype(xt::adapt(std::declval<double const*&>(), 4, xt::no_ownership(),
                                                std::array<std::size_t, 2>{2, 2}))>);

// The element type and the dimension must be those of the result.
template <class Out, class T, auto U>
constexpr bool takes = lax::detail::Destination<Out, T, std::remove_cv_t<decltype(U)>>;
static_assert(takes<tensor<nA, double, 2>&, double, pA> && takes<quantity<any_unit, x2>&, double, pA>);
static_assert(!takes<tensor<mV, double, 2>&, double, pA> && !takes<x2&, double, pA> && takes<x2&, double, one>);
static_assert(!takes<tensor<pA, float, 2>&, double, pA>);
static_assert(takes<tensor<mV, int, 2>&, int, units::V> && !takes<tensor<units::V, int, 2>&, int, mV>);

// The unit of an owning result.
static_assert(std::same_as<decltype(result_unit<double>(ms * Hz)), dimensionless>);
static_assert(std::same_as<decltype(result_unit<double>(mV * nS)), decltype(mV * nS)>);

}  // namespace

TEST_CASE("factors between static units are exact powers of ten") {
  CHECK(unit_factor<double>("f", "out", pA, nA) == 1e-3);
  CHECK(unit_factor<double>("f", "out", nA, pA) == 1e3);
  CHECK(unit_factor<double>("f", "out", mV * nS, pA) == 1);
  CHECK(unit_factor<float>("f", "out", ms * Hz, one) == 1e-3F);
  CHECK(unit_factor<std::complex<double>>("f", "out", pA, nA) == std::complex<double>(1e-3, 0));
  CHECK(unit_factor<int>("f", "bias", units::V, mV) == 1000);
  CHECK(unit_factor<double>("f", "out", degree, one) == Approx(3.14159265358979 / 180).epsilon(1e-12));
}

TEST_CASE("factors between run-time units are those of static ones") {
  CHECK(unit_factor<double>("f", "out", any_unit(pA), nA) == 1e-3);
  CHECK(unit_factor<double>("f", "out", pA, any_unit(nA)) == 1e-3);
  CHECK(unit_factor<double>("f", "out", any_unit(mV) * any_unit(nS), any_unit(pA)) == 1);
  CHECK(unit_factor<int>("f", "bias", any_unit(units::V), any_unit(mV)) == 1000);
}

TEST_CASE("a unit of another dimension is an error with the argument's unit as the actual one") {
  auto const bias =
      test::thrown_by<unit_error>([] { unit_factor<double>("lax::f", "bias", any_unit(mV), any_unit(pA)); });
  CHECK(bias.category() == "unit_mismatch");
  CHECK(bias.where() == "lax::f");
  CHECK(bias.argument() == "bias");
  CHECK(bias.expected() == "pA, or a unit of its dimension");
  CHECK(bias.actual() == "mV");
  // The results come in pA, and what is wrong is the unit of out.
  auto const out = test::thrown_by<unit_error>([] { unit_factor<double>("lax::f", "out", pA, any_unit(mV)); });
  CHECK(out.argument() == "out");
  CHECK(out.expected() == "pA, or a unit of its dimension");
  CHECK(out.actual() == "mV");
}

TEST_CASE("integers have no factor that is not whole") {
  auto const e =
      test::thrown_by<unit_error>([] { unit_factor<int>("lax::f", "out", any_unit(mV), any_unit(units::V)); });
  CHECK(e.category() == "unit_overflow");
  CHECK(e.expected() == "mV");
  CHECK(e.actual() == "V");
  CHECK(std::string(e.what()).find("no whole number") != std::string::npos);
  CHECK_THROWS_AS(unit_factor<std::int8_t>("f", "bias", any_unit(units::V), any_unit(mV)), unit_error);
  auto const tiny = test::thrown_by<unit_error>(
      [] { unit_factor<float>("lax::f", "out", pow(any_unit(fF), 3), pow(any_unit(units::F), 3)); });
  CHECK(tiny.category() == "unit_overflow");
  CHECK(std::string(tiny.what()).find("beyond the range") != std::string::npos);
}

TEST_CASE("a run-time product without dimension is folded where its scale can be") {
  CHECK(to_string(result_unit<double>(any_unit(ms) * any_unit(Hz))) == "1");
  CHECK(result_unit<double>(any_unit(mV) * any_unit(nS)) == any_unit(pA));
  CHECK(to_string(result_unit<int>(any_unit(ms) * any_unit(kHz))) == "1");
  CHECK(result_unit<int>(any_unit(ms) * any_unit(Hz)) == any_unit(ms) * any_unit(Hz));
}

TEST_CASE("a result without unit is plain") {
  static_assert(std::same_as<decltype(lax::detail::with_unit(x2(), one)), x2>);
  static_assert(std::same_as<decltype(lax::detail::with_unit(x2(), mV)), tensor<mV, double, 2>>);
  static_assert(std::same_as<decltype(lax::detail::with_unit(x2(), any_unit(mV))), quantity<any_unit, x2>>);
  auto const numbers = lax::detail::allocate<float, lax::detail::dynamic_rank>({2, 0, 3});
  static_assert(std::same_as<std::remove_const_t<decltype(numbers)>, xt::xarray<float>>);
  CHECK(numbers.dimension() == 3);
  CHECK(numbers.shape(1) == 0);
}

TEST_CASE("a destination of the wrong shape is refused with both shapes") {
  x2 out = xt::ones<double>({2, 3});
  CHECK(checked_destination("lax::f", out, {2, 3}).data == out.data());
  auto const e = test::thrown_by<shape_error>([&] { checked_destination("lax::f", out, {3, 2}); });
  CHECK(e.category() == "output_shape_mismatch");
  CHECK(e.where() == "lax::f");
  CHECK(e.argument() == "out");
  CHECK(e.expected() == "[3, 2]");
  CHECK(e.actual() == "[2, 3]");
  CHECK(test::thrown_by<shape_error>([&] { checked_destination("lax::f", out, {2, 3, 1}); }).expected() == "[2, 3, 1]");
}

TEST_CASE("a destination whose elements share memory is refused") {
  std::vector<double> buffer(6);
  std::array<std::size_t, 2> const shape{2, 3};
  std::array<std::ptrdiff_t, 2> const strides{0, 1};
  auto out = xt::adapt(buffer.data(), buffer.size(), xt::no_ownership(), shape, strides);
  auto const e = test::thrown_by<shape_error>([&] { checked_destination("lax::f", out, {2, 3}); });
  CHECK(e.category() == "overlapping_output");
  CHECK(e.argument() == "out");
}
