// SPDX-License-Identifier: BSD-3-Clause
/// Ranks: what types say of them, and that an array of one rank does not become one of another.
#include <convolt/quantity/rank.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace convolt::units;
using line = convolt::tensor<mV, double, 1>;
using matrix = convolt::tensor<mV, double, 2>;
using any_rank = convolt::array<mV, double>;

static_assert(convolt::quantities::rank_of<xt::xtensor<float, 3>> == 3);
static_assert(convolt::quantities::rank_of<xt::xtensor_fixed<float, xt::xshape<2, 5>>> == 2);
static_assert(convolt::quantities::rank_of<xt::xarray<float>> == convolt::quantities::dynamic_rank);

static_assert(!std::is_convertible_v<line, matrix> && !std::is_constructible_v<matrix, line>);
static_assert(!std::is_assignable_v<matrix&, line> && !std::is_assignable_v<line&, matrix>);
static_assert(std::is_convertible_v<convolt::tensor<V, double, 2>, matrix>);
static_assert(std::is_convertible_v<line, any_rank> && std::is_assignable_v<any_rank&, line>);
static_assert(std::is_convertible_v<any_rank, matrix> && std::is_assignable_v<matrix&, any_rank>);

using plain_matrix = convolt::tensor<one, double, 2>;
constexpr bool from_line = std::is_convertible_v<xt::xtensor<double, 1>, plain_matrix>;
constexpr bool from_matrix = std::is_convertible_v<xt::xtensor<double, 2>, plain_matrix>;
static_assert(!from_line && from_matrix);

matrix zeros() { return xt::xtensor<double, 2>{{0., 0.}, {0., 0.}} * mV; }

TEST_CASE("an array whose rank is known at run time only is looked at") {
  any_rank const two(xt::xarray<double>{1., 2.} * mV);
  matrix m = zeros();
  CHECK_THROWS_AS(matrix(two), convolt::shape_error);
  CHECK_THROWS_AS(m = two, convolt::shape_error);
  CHECK_THROWS_AS(m = two * 2., convolt::shape_error);
  CHECK(m.shape(0) == 2);
  CHECK(m(1, 1).raw() == 0.);
  line const same = two;
  CHECK(same(1).raw() == 2.);
}

TEST_CASE("views and sums go on repeating what has fewer axes") {
  line const two(xt::xtensor<double, 1>{1., 2.} * mV);
  matrix m = zeros();
  view(m, xt::all(), xt::all()) = two;
  CHECK(m(1, 1).raw() == 2.);
  m += two;
  CHECK(m(0, 1).raw() == 4.);
}

}  // namespace
