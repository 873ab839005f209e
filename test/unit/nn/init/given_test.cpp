// SPDX-License-Identifier: BSD-3-Clause
/// Initializers made from arrays: the exact shape, or a broadcast that is asked for.
#include <convolt/nn/init/given.hpp>

#include <support/catch.hpp>
#include <support/thrown_by.hpp>

namespace {

namespace init = convolt::nn::init;

xt::xtensor<float, 2> const table = {{1.F, 2.F, 3.F}, {4.F, 5.F, 6.F}};

TEST_CASE("an array gives its numbers in exactly its shape") {
  auto const w = init::exactly(table)({2, 3});
  CHECK(w(1, 0) == 4.);
  CHECK(w(0, 2) == 3.);
  xt::xtensor<double, 2, xt::layout_type::column_major> const columns = table;
  CHECK(init::exactly(columns).make<float>({2, 3})(1, 0) == 4.F);
  CHECK(init::exactly(2.F * table)({2, 3})(1, 2) == 12.);
}

TEST_CASE("an array is not broadcast unasked") {
  CHECK_THROWS_AS(init::exactly(table)({3, 2}), convolt::shape_error);
  CHECK_THROWS_AS(init::exactly(table)({1, 2, 3}), convolt::shape_error);
  auto const e = convolt::test::thrown_by<convolt::shape_error>([] {
    static_cast<void>(init::exactly(table)({4, 2, 3}));
  });
  CHECK(e.category() == "initializer_shape");
  CHECK(e.argument() == "shape");
  CHECK_THAT(e.what(), Catch::Equals("convolt::nn::init::exactly: shape is not the shape of the array; expected [2, "
                                     "3], got [4, 2, 3]; arrays are not broadcast unasked: use "
                                     "nn::init::broadcast(array)"));
}

TEST_CASE("broadcast repeats axes of extent 1 and adds axes in front") {
  auto const same = init::broadcast(table)({2, 3});
  CHECK(same(1, 1) == 5.);
  auto const deep = init::broadcast(table)({4, 2, 3});
  auto const from_column = init::broadcast(xt::xtensor<double, 2>{{1.}, {2.}}).make<float>({3, 2, 5});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(deep(i, 1, 2) == 6.);
    for (std::size_t k = 0; k < 5; ++k) {
      CHECK(from_column(i, 0, k) == 1.F);
      CHECK(from_column(i, 1, k) == 2.F);
    }
  }
  xt::xarray<double> const number = 7.;
  CHECK(init::broadcast(number)({2, 2})(1, 1) == 7.);
  CHECK(init::broadcast(xt::xtensor<double, 1>{1.})({0, 1}).size() == 0);
}

TEST_CASE("broadcast refuses what does not fit") {
  CHECK_THROWS_AS(init::broadcast(table)({2, 4}), convolt::shape_error);
  CHECK_THROWS_AS(init::broadcast(table)({3}), convolt::shape_error);
  CHECK_THROWS_WITH(init::broadcast(table)({3, 3}),
                    "convolt::nn::init::broadcast: shape cannot be reached; expected a "
                    "shape that [2, 3] fits, got [3, 3]");
}

}  // namespace
