// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/owning.hpp.

#include <convolt/array/owning.hpp>

#include <convolt/quantity/tag.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

template <class T>
using x3 = xt::xtensor<T, 3>;
template <auto U, class T>
using q3 = tensor<U, T, 3>;
using V3 = q3<mV, float>;

// Ranks that the type knows.
using arrays::common_rank;
using arrays::dynamic_rank;
using arrays::static_rank;
using view3 = decltype(xt::view(std::declval<xt::xtensor<float, 4>&>(), 0, xt::all(), xt::all(), xt::all()));
using fixed3 = xt::xtensor_fixed<float, xt::xshape<1, 2, 3>>;
using sum3 = decltype(std::declval<x3<float>&>() + std::declval<x3<float>&>());
static_assert(static_rank<x3<float>> == 3 && static_rank<V3> == 3 && static_rank<fixed3> == 3);
static_assert(static_rank<view3> == 3 && static_rank<sum3> == 3);
static_assert(static_rank<xt::xarray<float>> == dynamic_rank && static_rank<array<mV, float>> == dynamic_rank);
static_assert(common_rank<xt::xarray<float>, x3<float>> == 3 && common_rank<x3<float>, xt::xarray<float>> == 3);
static_assert(common_rank<xt::xarray<float>, xt::xarray<float>> == dynamic_rank);

// Containers are row-major, and have as many axes as are known.
static_assert(std::same_as<arrays::owning_t<float, 3>, x3<float>>);
static_assert(std::same_as<arrays::owning_t<float, dynamic_rank>, xt::xarray<float>>);

}  // namespace

TEST_CASE("containers are allocated in the shape that is asked for") {
  auto const numbers = arrays::allocate<float, dynamic_rank>({2, 0, 3});
  static_assert(std::same_as<std::remove_const_t<decltype(numbers)>, xt::xarray<float>>);
  CHECK(numbers.dimension() == 3);
  CHECK(numbers.shape(1) == 0);
  auto const known = arrays::allocate<double, 2>({5, 7});
  static_assert(std::same_as<std::remove_const_t<decltype(known)>, xt::xtensor<double, 2>>);
  CHECK(known.size() == 35);
  CHECK(known.strides()[0] == 7);
}

TEST_CASE("expressions are evaluated as numbers of the type that is asked for, also where there are none") {
  xt::xtensor<int, 2> const a{{1, -2}, {3, 4}};
  xt::xtensor<double, 2> const halves{{0.5, -1.}, {1.5, 2.}};
  CHECK(test::equal_arrays(arrays::evaluate<double, 2>({2, 2}, a / 2.), halves));
  xt::xtensor<double, 2> const none = xt::ones<double>({3, 0});
  auto const empty = arrays::evaluate<float, 2>({3, 0}, none + 1.);
  CHECK(empty.shape(0) == 3);
  CHECK(empty.size() == 0);
}
