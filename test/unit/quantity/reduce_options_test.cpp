// SPDX-License-Identifier: BSD-3-Clause
/// xtensor's options are refused behind quantities, and taken behind plain arrays.
#include <convolt/quantity/reduce_options.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>

namespace {

using namespace convolt::units;

template <class Q, class O>
concept mean_takes = requires(Q q, O o) { mean(q, 1, o); };
template <class Q, class O>
concept sum_takes = requires(Q q, O o) { xt::sum(q, 1, o); };

TEST_CASE("the option of a reduction is convolt::keepdims") {
  using array = convolt::tensor<mV, double, 2>;
  STATIC_REQUIRE(mean_takes<array&, convolt::keepdims_t>);
  STATIC_REQUIRE(!mean_takes<array&, decltype(xt::keep_dims)>);
  STATIC_REQUIRE(!mean_takes<array const&, decltype(xt::keep_dims)>);
  STATIC_REQUIRE(!sum_takes<array&, decltype(xt::keep_dims)>);
  xt::xtensor<double, 2> const plain{{1., 2.}, {3., 4.}};
  CHECK(xt::xtensor<double, 2>(xt::sum(plain, {1}, xt::keep_dims))(1, 0) == 7.);
}

}  // namespace
