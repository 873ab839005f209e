// SPDX-License-Identifier: BSD-3-Clause
/// Zeros, constants and identity matrices.
#include <convolt/nn/init/constant.hpp>

#include <support/catch.hpp>

#include <algorithm>

namespace {

namespace init = convolt::nn::init;

TEST_CASE("zeros and constant fill any shape") {
  auto const z = init::zeros().make<float>({2, 1, 3});
  CHECK(std::all_of(z.begin(), z.end(), [](float x) { return x == 0.F; }));
  auto const c = init::constant(-2.5)({7});
  CHECK(c.size() == 7);
  CHECK(std::all_of(c.begin(), c.end(), [](double x) { return x == -2.5; }));
  CHECK(init::constant()({1})(0) == 1.);
  CHECK(init::constant(3.).make<double>(std::vector<int>{})() == 3.);
}

TEST_CASE("identity fills the main diagonal of square, tall and wide matrices") {
  auto const check = [](auto const& m, double value) {
    for (std::size_t i = 0; i < m.shape(0); ++i) {
      for (std::size_t j = 0; j < m.shape(1); ++j) { CHECK(m(i, j) == (i == j ? value : 0.)); }
    }
  };
  check(init::identity()({3, 3}), 1.);
  check(init::identity(2.5)({2, 5}), 2.5);
  check(init::identity(-1.)({5, 2}), -1.);
  CHECK(init::identity()({0, 2}).size() == 0);
}

TEST_CASE("identity is for matrices only") {
  CHECK_THROWS_AS(init::identity()({3}), convolt::shape_error);
  CHECK_THROWS_WITH(init::identity()({3, 1, 1}),
                    "convolt::nn::init::identity: shape is not that of a matrix; expected 2 axes, got [3, 1, 1]");
}

}  // namespace
