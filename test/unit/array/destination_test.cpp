// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/destination.hpp.

#include <convolt/array/destination.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using arrays::checked_destination;
using arrays::WritableArray;

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
constexpr bool takes = arrays::Destination<Out, T, std::remove_cv_t<decltype(U)>>;
static_assert(takes<tensor<nA, double, 2>&, double, pA> && takes<quantity<any_unit, x2>&, double, pA>);
static_assert(!takes<tensor<mV, double, 2>&, double, pA> && !takes<x2&, double, pA> && takes<x2&, double, one>);
static_assert(!takes<tensor<pA, float, 2>&, double, pA>);
// Not a temporary that owns its numbers; those that look at others' are temporaries mostly.
static_assert(!takes<tensor<pA, double, 2>, double, pA> && !takes<x2, double, one> &&
              !takes<xt::xarray<double>, double, one>);
static_assert(takes<decltype(tag_ref(std::declval<x2&>(), nA)), double, pA> && takes<view_of<x2>, double, one>);
static_assert(takes<decltype(tag_ref(std::declval<view_of<x2>>(), nA)), double, pA>);
static_assert(takes<tensor<mV, int, 2>&, int, units::V> && !takes<tensor<units::V, int, 2>&, int, mV>);

}  // namespace

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
